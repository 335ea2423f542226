-- audit: En siffra saknar status eller skäl, finns två gånger, eller saknas helt.
-- grain of kpi.resolved: KPI, cut, area and period, for every period that has started and is covered.
-- A figure that is there may have a reason too: what a reader must know of it.
with area_count as (
    select count(*) as areas
    from mart.area
    where is_owner
),

period_count as (
    select count(*) as periods
    from core.period
    where covered
),

expected as (
    select
        k.kpi,
        count(*) * any_value(case when k.gfo_only then 1 else a.areas end * p.periods) as figures
    from input.kpi as k
    inner join input.kpi_cut as c on k.kpi = c.kpi
    cross join area_count as a
    cross join period_count as p
    group by k.kpi
),

found as (
    select
        kpi,
        count(*) as figures,
        count(*) filter (
            where
            (status = 'missing') <> (value is null)
            or (status = 'missing' and reason is null)
            or status not in ('ok', 'missing', 'published')
            or preliminary is null
        ) as speechless
    from kpi.resolved
    where
        period in (
            select p.period
            from core.period as p
            where p.covered
        )
    group by kpi
)

select
    e.kpi,
    e.figures as expected_figures,
    f.figures as found_figures,
    f.speechless
from expected as e
left join found as f on e.kpi = f.kpi
where
    e.figures <> coalesce(f.figures, 0)
    or f.speechless > 0
