-- grain: component, base year, age_to and area: what a key may count, decided or not, also of a kommun that is no owner.
select
    component,
    base_year,
    age_to,
    kommun_code as area,
    children
from core.key_count
