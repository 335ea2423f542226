-- unique_flow: distinct items whose day falls in the period; recounted for every period, never summed.
select
    o.kpi,
    o.cut,
    o.area,
    d.period,
    count(distinct o.item) as value,
    count(distinct o.item) as n
from observed as o
inner join core.period_day as d on o.day = d.day
group by o.kpi, o.cut, o.area, d.period
