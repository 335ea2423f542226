-- sum: sum of value; a blank value in the period means that there is no sum yet.
with by_day as (
    select
        kpi,
        cut,
        area,
        day,
        sum(value) as value,
        count(*) as observations,
        count(value) as known
    from observed
    group by kpi, cut, area, day
)

select
    b.kpi,
    b.cut,
    b.area,
    d.period,
    case when sum(b.known) = sum(b.observations) then sum(b.value) end as value,
    sum(b.observations) as n
from by_day as b
inner join core.period_day as d on b.day = d.day
group by b.kpi, b.cut, b.area, d.period
