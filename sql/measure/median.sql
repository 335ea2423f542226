-- median: median of value (mean of the middle two when n is even), with n.
select
    o.kpi,
    o.cut,
    o.area,
    d.period,
    median(o.value) as value,
    count(*) as n
from observed as o
inner join core.period_day as d on o.day = d.day
group by o.kpi, o.cut, o.area, d.period
