-- grain: a count of the population, which SCB publishes. The agreed placed children of a year that no decided key rests on
-- have been told to nobody, and may be few.
select
    component,
    base_year,
    age_to,
    area,
    children
from whole.key_count
where component = 'population'
