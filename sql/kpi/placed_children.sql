/* kpi
name = "Placerade barn"
question = "Hur många barn var placerade någon gång under perioden?"
unit = "unika barn"
measure = "during"
direction = "neither"
caveat = """\
    Varje barn räknas en gång i den period man frågar om, så ett år är inte summan av sina tertial. Alla \
    placeringsformer ingår. Kan skilja sig från den nationella statistiken, som bara räknar barn med \
    fullständigt personnummer.\
    """
source = ["placeringar"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as first_day,
    end_date as last_day,
    child_id as item
from core.placement
