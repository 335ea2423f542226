-- grain: a comment. Source: GFO's kommentarer.
-- Registers from before there were kinds hold events alone; where any row has one, a blank is an explanation.
select
    day,
    period,
    kpi,
    area,
    text,
    coalesce(kind, case when count(kind) over () = 0 then 'handelse' else 'forklaring' end) as kind,
    coalesce(public, 'nej') as public
from stage.kommentarer
