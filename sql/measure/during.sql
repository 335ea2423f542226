-- during: distinct items whose span touches the period, with either end day.
select
    o.kpi,
    o.cut,
    o.area,
    p.period,
    count(distinct o.item) as value,
    count(distinct o.item) as n
from observed as o
inner join core.period as p
    on
        o.first_day <= p.last_read
        and coalesce(o.last_day, date '9999-12-31') >= p.first_day
group by o.kpi, o.cut, o.area, p.period
