/* kpi
name = "Barn i vård vid periodens slut"
question = "Hur många barn var placerade den sista dagen i perioden?"
unit = "unika barn"
measure = "stock"
direction = "neither"
caveat = """\
    Ett läge på en dag. En placering som avslutas den dagen räknas inte. Ett barn räknas en gång i totalen, \
    även om två placeringar råkar överlappa; per form kan barnet då synas två gånger.\
    """
source = ["placeringar"]
part_of = "placed_children"
cuts = ["form"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as first_day,
    end_date as last_day,
    child_id as item,
    form
from core.placement
