-- grain: KPI, cut, area and period that some outside source bounds: the narrowest of what they leave. Of a warehouse.
select
    b.kpi,
    '' as cut,
    b.area,
    b.period,
    max(b.lower)::double as lower,
    min(b.upper)::double as upper
from mart.outside_bound as b
group by b.kpi, b.area, b.period
