-- grain: year, tertial and budget item; kr, that tertial's alone, prognosis for the full year. Source: GFO's ekonomi.
select
    year,
    tertial,
    item,
    budget,
    outcome,
    prognosis
from stage.ekonomi
