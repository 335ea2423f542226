-- grain: KPI, area and period where an old report says another figure than the rows do.
select
    f.kpi,
    f.area,
    f.period,
    f.value as published_value,
    v.value as computed_value,
    f.source
from core.published_figure as f
inner join kpi.resolved as v
    on f.kpi = v.kpi and f.area = v.area and f.period = v.period and v.cut = ''
inner join input.kpi as k on f.kpi = k.kpi
where
    v.status = 'ok'
    -- Both as they are shown: an old report has no more decimals than that.
    and round(v.value * pow(10, k.decimals)) <> round(f.value * pow(10, k.decimals))
