-- flow: rows whose day falls in the period.
select
    o.kpi,
    o.cut,
    o.area,
    d.period,
    count(*) as value,
    count(*) as n
from observed as o
inner join core.period_day as d on o.day = d.day
group by o.kpi, o.cut, o.area, d.period
