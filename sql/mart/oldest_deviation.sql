-- grain: area and period with open deviations on the day the period is read: the month in which the oldest of them was
-- reported. A month, and never a row a deviation.
select
    v.area,
    v.period,
    min(date_trunc('month', d.day))::date as month
from core.deviation as d
left join core.owner as o on d.kommun_code = o.kommun_code
cross join unnest(['GFO', d.kommun_code]) as a (area)
inner join kpi.resolved as v
    on a.area = v.area and v.kpi = 'deviations_open' and v.cut = '' and v.status = 'ok'
inner join core.period as p on v.period = p.period
where
    d.day <= p.last_read
    and coalesce(d.closed, date '9999-12-31') > p.last_read
    and coalesce(o.left_on, date '9999-12-31') > p.last_read
group by v.area, v.period
