-- grain: area, period and category ('' = all): deviations closed in the period, and the median days they had been open.
with closed as (
    select
        a.area,
        d.period,
        c.category,
        count(*) as closed,
        median(v.closed - v.day) as median_days
    from core.deviation as v
    cross join unnest(['GFO', v.kommun_code]) as a (area)
    cross join unnest(['', v.category]) as c (category)
    inner join core.period_day as d on v.closed = d.day
    group by a.area, d.period, c.category
)

select
    v.area,
    v.period,
    replace(v.cut, 'kategori=', '') as category,
    coalesce(c.closed, 0) as closed,
    c.median_days::decimal(18, 6) as median_days
from kpi.resolved as v
left join closed as c
    on
        v.area = c.area
        and v.period = c.period
        and replace(v.cut, 'kategori=', '') = c.category
where
    v.kpi = 'deviations_reported'
    and v.status = 'ok'
