-- grain: KPI, cut, area and period. A missing figure may stand in an old report; from before anything was covered only
-- those stand. `reason`: why a figure is missing, or what a reader must know of one that is there.
with told as (
    select
        f.kpi,
        f.area,
        f.period,
        f.value,
        p.preliminary
    from core.published_figure as f
    inner join core.period as p on f.period = p.period
    inner join input.kpi as k on f.kpi = k.kpi
    inner join mart.area as a on f.area = a.area
    where f.area = 'GFO' or (a.is_owner and not k.gfo_only)
)

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
left join told as f
    on
        v.kpi = f.kpi
        and v.area = f.area
        and v.period = f.period
        and v.cut = ''
        and v.status = 'missing'
        and v.reason <> 'inga_fall'
union all
select
    f.kpi,
    '' as cut,
    f.area,
    f.period,
    f.value,
    null as numerator,
    null as denominator,
    null as n,
    'published' as status,
    null as reason,
    f.preliminary
from told as f
anti join kpi.resolved as v
    on f.kpi = v.kpi and f.area = v.area and f.period = v.period and v.cut = ''
