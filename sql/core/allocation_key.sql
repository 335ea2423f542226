-- grain: a budget year's key. Source: GFO's fordelning.
select
    year,
    budget,
    base_year,
    base_year_placed,
    weight_population,
    weight_placed,
    age_to
from stage.fordelning
