/* kpi
name = "Påbörjade jourhemsplaceringar"
question = "Hur många barn placerades i jourhem eller akutfamilj?"
unit = "unika barn"
measure = "unique_flow"
direction = "neither"
caveat = """\
    Varje barn räknas en gång per period, även om det placerades i jourhem flera gånger. Räknas den dag \
    placeringen började.\
    """
source = ["placeringar"]
part_of = "placed_children"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as day,
    child_id as item
from core.placement
where form in ('jourhem', 'akutfamilj')
