-- audit: Samband som ska gälla mellan nyckeltal går inte ihop, till exempel inkomna + ingående = avslutade + utgående.
-- The terms come from `sums_to` in the KPI files; signs and values add up to zero wherever every term is known.
-- A stock opens as it stood the day before the period; a kommun that was no owner then opened with none.
with before as (
    -- The month that ends the day before a period begins.
    select
        p.period,
        m.period as period_before
    from core.period as p
    inner join core.period as m on p.first_day = m.next_day and m.kind = 'month'
),

figure as (
    select
        t.kpi,
        v.area,
        v.period,
        t.sign * v.value as signed
    from input.kpi_term as t
    inner join kpi.resolved as v on t.term_kpi = v.kpi and t.cut = v.cut
    where not t.opening and v.status = 'ok'
    union all
    select
        t.kpi,
        v.area,
        b.period,
        t.sign * coalesce(v.value, 0) as signed
    from input.kpi_term as t
    inner join kpi.resolved as v on t.term_kpi = v.kpi and t.cut = v.cut
    inner join before as b on v.period = b.period_before
    where t.opening and (v.status = 'ok' or v.reason = 'ej_med')
),

-- What a kommun had open when it left is neither decided nor open afterwards.
parting as (
    select distinct p.period
    from core.period as p
    inner join core.owner as w on p.first_day <= w.left_on and p.next_day > w.left_on
),

whole as (
    select
        kpi,
        count(*) as terms
    from input.kpi_term
    group by kpi
)

select
    f.kpi,
    f.area,
    f.period,
    sum(f.signed) as difference
from figure as f
inner join whole as w on f.kpi = w.kpi
where f.period not in (select d.period from parting as d)
group by f.kpi, f.area, f.period, w.terms
having count(*) = w.terms and sum(f.signed) <> 0
