-- stock: distinct items whose span covers the day the period is read on; a span no longer counts on its last day.
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
        and coalesce(o.last_day, date '9999-12-31') > p.last_read
group by o.kpi, o.cut, o.area, p.period
