/* kpi
name = "GFO:s budget"
question = "Hur mycket fick GFO:s verksamhet kosta enligt budgeten?"
unit = "kr"
measure = "sum"
direction = "neither"
caveat = """\
    Kostnader minus intäkter, utan ägarnas bidrag. Beloppet gäller tertialen i perioden; ett år som inte är \
    slut rymmer bara de tertial som är det.\
    """
source = ["ekonomi"]
areas = "GFO"
grain = "tertial"
cuts = ["post"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    cast(null as varchar) as kommun_code,
    -- The amounts are a whole tertial's and are dated on its last day.
    last_day(make_date(year, 4 * tertial, 1)) as day,
    case when item = 'intakter' then -budget else budget end as value,
    concat_ws(':', year, tertial, item) as item,
    item as post
from core.economy
