-- grain: KPI, cut, area and period. A missing figure of a ratio may still stand in an old report.
select
    v.kpi,
    v.cut,
    v.area,
    v.period,
    case when v.status = 'missing' then f.value else v.value end as value,
    v.numerator,
    v.denominator,
    v.n,
    case when v.status = 'missing' and f.value is not null then 'published' else v.status end as status,
    case when f.value is null then v.reason end as reason,
    v.preliminary
from kpi.resolved as v
left join core.published_figure as f
    on
        v.kpi = f.kpi
        and v.area = f.area
        and v.period = f.period
        and v.cut = ''
        and v.status = 'missing'
        and v.reason <> 'inga_fall'
