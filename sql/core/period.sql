-- grain: a period that has started by the reporting date. `last_read` is the day its stocks are read on.
select
    p.period,
    p.kind,
    p.label,
    p.first_day,
    p.next_day,
    least(p.next_day - 1, r.reporting_date) as last_read,
    p.next_day - 1 > r.reporting_date as preliminary
from input.period as p
cross join core.run as r
where p.first_day <= r.reporting_date
