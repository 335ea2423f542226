-- grain: KPI, area and period. Source: mal.
select
    kpi,
    area,
    period,
    target,
    source
from core.target
