-- grain: a period that has started by the reporting date. `last_read` is the day its stocks are read on, `whole_read`
-- the last day of its last whole month by then: as far as what is told by the month reaches. `covered` is false where
-- nothing at all is covered yet, and only old reports speak.
with running as (
    select
        p.period,
        p.kind,
        p.label,
        p.first_day,
        p.next_day,
        p.compared_with,
        least(p.next_day - 1, r.reporting_date) as last_read,
        p.next_day - 1 > r.reporting_date as preliminary
    from input.period as p
    cross join core.run as r
    where p.first_day <= r.reporting_date
)

select
    n.period,
    n.kind,
    n.label,
    n.first_day,
    n.next_day,
    n.last_read,
    case
        when n.last_read = last_day(n.last_read) then n.last_read
        else (date_trunc('month', n.last_read) - interval 1 day)::date
    end as whole_read,
    n.preliminary,
    n.compared_with,
    n.next_day > (select min(c.starts) from input.coverage_start as c) as covered
from running as n
