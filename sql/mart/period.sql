-- grain: a period that has started by the reporting date. `compared_with`: the period its figures are set beside.
select
    p.period,
    p.kind,
    p.label,
    p.first_day,
    p.next_day - 1 as last_day,
    p.preliminary,
    c.period as compared_with
from core.period as p
left join core.period as c on p.compared_with = c.period
