-- flow: rows whose day falls in the period. Counted by day first: there are far fewer days than rows.
with by_day as (
    select
        kpi,
        cut,
        area,
        day,
        count(*) as observations
    from observed
    group by kpi, cut, area, day
)

select
    b.kpi,
    b.cut,
    b.area,
    d.period,
    sum(b.observations) as value,
    sum(b.observations) as n
from by_day as b
inner join core.period_day as d on b.day = d.day
group by b.kpi, b.cut, b.area, d.period
