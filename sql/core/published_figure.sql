-- grain: KPI, area and period; a figure typed in from an old report. Source: GFO's publicerat.
select
    kpi,
    area,
    period,
    value,
    source
from stage.publicerat
