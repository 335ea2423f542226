-- grain: KPI, cut and period in which GFO waits for some of its kommuner: the figure of those that have delivered, beside
-- the same kommuner's figure in the period it is compared with. Only what adds up over kommuner: a child belongs to one.
with waiting as (
    select
        v.kpi,
        v.cut,
        v.period,
        string_split(split_part(v.reason, ':', 2), ',') as without
    from mart.kpi_value as v
    inner join input.kpi as k on v.kpi = k.kpi
    where
        v.area = 'GFO'
        and v.status = 'missing'
        and v.reason like 'ej_levererat:%'
        and k.measure in ('flow', 'unique_flow', 'during', 'stock', 'days', 'sum', 'ratio')
),

part as (
    select
        w.kpi,
        w.cut,
        w.period,
        any_value(w.without) as without,
        count(*) filter (where v.status = 'ok') as kommuner,
        count(*) filter (where v.reason is distinct from 'ej_med') as owners,
        list(v.area) filter (where v.status = 'ok') as areas,
        sum(v.value) filter (where v.status = 'ok') as value,
        sum(v.numerator) filter (where v.status = 'ok') as numerator,
        sum(v.denominator) filter (where v.status = 'ok') as denominator
    from waiting as w
    inner join mart.kpi_value as v on w.kpi = v.kpi and w.cut = v.cut and w.period = v.period
    where v.area <> 'GFO'
    group by w.kpi, w.cut, w.period
),

compared as (
    select
        p.kpi,
        p.cut,
        p.period,
        sum(v.value) as value,
        sum(v.numerator) as numerator,
        sum(v.denominator) as denominator
    from part as p
    inner join core.period as c on p.period = c.period
    inner join mart.kpi_value as v
        on p.kpi = v.kpi and p.cut = v.cut and c.compared_with = v.period and list_contains(p.areas, v.area)
    where v.status = 'ok'
    group by p.kpi, p.cut, p.period, p.kommuner
    -- The same kommuner, all of them.
    having count(*) = p.kommuner
)

select
    p.kpi,
    p.cut,
    p.period,
    array_to_string(list_sort(p.without), ',') as without,
    p.kommuner::integer as kommuner,
    p.owners::integer as owners,
    case
        when k.measure <> 'ratio' then p.value
        when p.denominator <> 0 then (p.numerator::double * k.scale / p.denominator::double)
    end::decimal(18, 6) as value,
    p.numerator,
    p.denominator,
    case
        when k.measure <> 'ratio' then c.value
        when c.denominator <> 0 then (c.numerator::double * k.scale / c.denominator::double)
    end::decimal(18, 6) as compared_value
from part as p
inner join input.kpi as k on p.kpi = k.kpi
left join compared as c on p.kpi = c.kpi and p.cut = c.cut and p.period = c.period
where p.kommuner > 0
