/* kpi
name = "Placerade barn och unga 0–20 år"
question = "Hur många barn och unga till och med det år de fyllde 20 var placerade någon gång under perioden?"
unit = "unika barn"
measure = "during"
direction = "neither"
same_as = "placed_children"
caveat = """\
    Som placerade barn, men utan den tid som ligger efter det år den unge fyllde 20, så att antalet kan \
    delas med folkmängden 0–20 år. Den som saknar födelseår räknas med.\
    """
source = ["placeringar"]
part_of = "placed_children"
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    start_date as first_day,
    -- Nobody's age is known but by year: through the year in which they turn twenty.
    least(end_date, make_date(birth_year + 20, 12, 31)) as last_day,
    child_id as item
from core.placement
where coalesce(start_date <= make_date(birth_year + 20, 12, 31), true)
