-- grain: a day up to the reporting date and a period it falls in: events join on it, so a later one never counts.
select
    period,
    unnest(generate_series(first_day, last_read, interval 1 day))::date as day
from core.period
