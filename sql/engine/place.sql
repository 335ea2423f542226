-- grain: area that figures are told of and period, with what every KPI's cell reads of the two.
select
    a.area,
    p.period,
    p.kind,
    p.first_day,
    p.next_day,
    p.last_read,
    p.whole_read,
    p.preliminary,
    p.covered,
    w.joined,
    r.reporting_date
from core.period as p
cross join mart.area as a
cross join core.run as r
left join core.owner as w on a.area = w.kommun_code
where a.area = 'GFO' or a.is_owner
