-- grain: a comment. Source: GFO's kommentarer.
select
    day,
    period,
    kpi,
    area,
    text
from stage.kommentarer
