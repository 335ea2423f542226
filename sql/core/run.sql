-- grain: one row. What was known (as_of) and the day the figures speak of (reporting_date).
select
    as_of,
    reporting_date
from input.run
