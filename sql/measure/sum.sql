-- sum: sum of value; a blank value in the period means that there is no sum yet.
select
    o.kpi,
    o.cut,
    o.area,
    d.period,
    case when count(o.value) = count(*) then sum(o.value) end as value,
    count(*) as n
from observed as o
inner join core.period_day as d on o.day = d.day
group by o.kpi, o.cut, o.area, d.period
