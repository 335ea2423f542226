/* kpi
name = "GFO:s prognos för helåret"
question = "Vad väntas GFO:s verksamhet kosta hela året enligt den senaste prognosen?"
unit = "kr"
measure = "level"
direction = "neither"
caveat = """\
    Gäller alltid hela året, oavsett period, och läggs aldrig ihop. Visar den senaste prognos som gjordes i \
    perioden. En prognos där någon post saknas räknas inte.\
    """
source = ["ekonomi"]
areas = "GFO"
grain = "tertial"
level_day = "period_end"
within_period = true
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    cast(null as varchar) as kommun_code,
    last_day(make_date(year, 4 * tertial, 1)) as day,
    sum(case when item = 'intakter' then -prognosis else prognosis end) as value
from core.economy
group by year, tertial
-- Half a prognosis would look like a saving: it counts only when every post has one.
having count(*) = count(prognosis)
