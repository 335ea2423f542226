-- grain: KPI, cut, area and period. A kommun's own figures in full, those that count nobody, and of the rest what the
-- public has. In the public file there is nothing but what `pipelines.disclosure` let through.
select
    kpi,
    cut,
    area,
    period,
    value,
    numerator,
    denominator,
    n,
    status,
    reason,
    preliminary
from whole.kpi_value
where
    getvariable('own') <> ''
    and (area = getvariable('own') or list_contains(getvariable('open_kpis'), kpi))
union all
select
    kpi,
    cut,
    area,
    period,
    value,
    numerator,
    denominator,
    n,
    status,
    reason,
    preliminary
from released.kpi_value
where
    area <> getvariable('own')
    and not (getvariable('own') <> '' and list_contains(getvariable('open_kpis'), kpi))
