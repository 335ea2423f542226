-- grain: area and month of report: deviations open on the reporting date. Sums, never a row a deviation.
select
    v.area,
    date_trunc('month', d.day)::date as month,
    count(*)::bigint as deviations
from core.deviation as d
cross join core.run as w
inner join core.owner as o on d.kommun_code = o.kommun_code
cross join unnest(['GFO', d.kommun_code]) as a (area)
inner join kpi.resolved as v
    on a.area = v.area and v.kpi = 'deviations_open' and v.cut = '' and v.status = 'ok'
inner join core.period as p
    on v.period = p.period and p.kind = 'month' and w.reporting_date = p.last_read
where
    d.day <= w.reporting_date
    and coalesce(d.closed, date '9999-12-31') > w.reporting_date
    and coalesce(o.left_on, date '9999-12-31') > w.reporting_date
group by v.area, month
