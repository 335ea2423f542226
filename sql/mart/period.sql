-- grain: a period that has started by the reporting date.
select
    period,
    kind,
    label,
    first_day,
    next_day - 1 as last_day,
    preliminary
from core.period
