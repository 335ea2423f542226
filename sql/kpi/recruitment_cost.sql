/* kpi
name = "Kostnad för rekrytering"
question = "Vad kostade GFO:s rekrytering?"
unit = "kr"
measure = "sum"
direction = "neither"
caveat = """\
    Utfallet för posten rekrytering i GFO:s ekonomi. Personalens lön ligger i en annan post.\
    """
source = ["ekonomi"]
areas = "GFO"
grain = "tertial"
sums_to = "recruitment_cost = gfo_outcome[post=rekrytering]"
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    cast(null as varchar) as kommun_code,
    last_day(make_date(year, 4 * tertial, 1)) as day,
    outcome as value,
    concat_ws(':', year, tertial) as item
from core.economy
where item = 'rekrytering'
