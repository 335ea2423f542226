-- grain: an area that Kolada has figures for; of a group, the kommun that its kommuner are like. Source:
-- data/reference/kolada_areas.csv.
select
    area,
    name,
    kind,
    alike
from input.kolada_area
