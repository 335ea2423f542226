-- grain: source, KPI, area and period: between what an outside figure says that ours lies. For protecting figures, and
-- never published: a bound that is false is left out, so the list itself says how near ours is. A figure that is shown
-- needs no bound; whoever protects leaves those out.
select
    'Kolada ' || c.kolada_kpi as source,
    v.kpi,
    v.area,
    v.period,
    greatest(c.value - k.bound, 0)::decimal(18, 6) as lower,
    (c.value + k.bound)::decimal(18, 6) as upper
from core.comparison as c
inner join input.kolada_kpi as k on c.kolada_kpi = k.kolada_kpi
inner join mart.kpi_value as v on k.twin = v.kpi and c.area = v.area and c.year::varchar = v.period
where
    c.gender = 'T'
    and c.status = 'ok'
    and k.bound is not null
    and v.cut = ''
    and v.status = 'ok'
    and v.value between c.value - k.bound and c.value + k.bound
