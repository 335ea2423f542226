-- grain: kommun, year and age; children on 31 December. Source: SCB's befolkning.
select
    kommun_code,
    year,
    age,
    children
from stage.befolkning
