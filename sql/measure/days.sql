-- days: days of the spans inside the period; the last day is not counted, an open span runs through the last day read.
select
    o.kpi,
    o.cut,
    o.area,
    p.period,
    sum(
        least(coalesce(o.last_day, date '9999-12-31'), p.last_read + 1) - greatest(o.first_day, p.first_day)
    ) as value,
    count(*) as n
from observed as o
inner join core.period as p
    on
        o.first_day <= p.last_read
        and coalesce(o.last_day, date '9999-12-31') > p.first_day
group by o.kpi, o.cut, o.area, p.period
