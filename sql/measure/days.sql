-- days: days of the spans inside the period; the last day is not counted, an open span runs through the last day read
-- (of the last whole month, where the KPI says so).
-- The days of all spans before a day x are Σ (x − first_day) over the spans begun before x, less Σ (x − last_day) over
-- those ended before x. A period has the days before the day after it, less the days before its first.
with end_day as (
    select
        kpi,
        cut,
        area,
        first_day as day,
        1 as spans
    from observed
    union all
    select
        kpi,
        cut,
        area,
        coalesce(last_day, date '9999-12-31') as day,
        -1 as spans
    from observed
),

tally as (
    select
        e.kpi,
        e.cut,
        e.area,
        day_read(e.day, r.reporting_date) as day,
        sum(sum(e.spans))
            over (partition by e.kpi, e.cut, e.area order by day_read(e.day, r.reporting_date) asc)
            as spans,
        sum(sum(e.spans * (e.day - date '2000-01-01')))
            over (partition by e.kpi, e.cut, e.area order by day_read(e.day, r.reporting_date) asc)
            as day_sum
    from end_day as e
    cross join core.run as r
    group by e.kpi, e.cut, e.area, day_read(e.day, r.reporting_date)
),

asked_for as (
    select
        t.kpi,
        t.cut,
        t.area,
        p.period,
        p.first_day,
        case when k.whole_months then p.whole_read else p.last_read end as last_read
    from (select distinct
        kpi,
        cut,
        area
    from tally) as t
    inner join input.kpi as k on t.kpi = k.kpi
    cross join core.period as p
    where not k.whole_months or p.whole_read >= p.first_day
)

select
    a.kpi,
    a.cut,
    a.area,
    a.period,
    (b.spans * (a.last_read + 1 - date '2000-01-01') - b.day_sum)
    - coalesce(e.spans * (a.first_day - date '2000-01-01') - e.day_sum, 0) as value,
    (b.spans * (a.last_read + 1 - date '2000-01-01') - b.day_sum)
    - coalesce(e.spans * (a.first_day - date '2000-01-01') - e.day_sum, 0) as n
from asked_for as a
asof inner join tally as b
    on
        a.kpi = b.kpi
        and a.cut = b.cut
        and a.area = b.area
        and a.last_read >= b.day
asof left join tally as e
    on
        a.kpi = e.kpi
        and a.cut = e.cut
        and a.area = e.area
        and a.first_day > e.day
