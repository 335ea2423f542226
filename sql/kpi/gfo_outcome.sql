/* kpi
name = "GFO:s utfall"
question = "Hur mycket kostade GFO:s verksamhet?"
unit = "kr"
measure = "sum"
direction = "neither"
caveat = """\
    Kostnader minus intäkter, utan ägarnas bidrag. Saknas utfallet för någon post i perioden visas inget \
    värde, eftersom summan då blir för låg.\
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
    case when item = 'intakter' then -outcome else outcome end as value,
    concat_ws(':', year, tertial, item) as item,
    item as post
from core.economy
