-- grain: KPI, area and period. Source: GFO's mal.
select
    kpi,
    area,
    period,
    target,
    source
from stage.mal
