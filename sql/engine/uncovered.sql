-- grain: KPI, area and period that the deliveries do not cover, with the reason. Covered ones are not here.
-- A referral KPI of a kommun before it joined is `ej_med`; GFO never waits for a kommun that is no owner in the period.
with gap as (
    select
        s.kpi,
        c.kommun_code,
        p.period,
        p.last_read >= w.joined
        and p.first_day < coalesce(w.left_on, date '9999-12-31')
        and not (s.dataset = 'remisser' and p.first_day < w.joined) as should_count,
        case
            when s.dataset = 'remisser' and p.first_day < w.joined then 'ej_med'
            when p.first_day >= w.left_on then 'ej_med'
            when c.through is null then 'ej_levererat'
            when c.through < least(p.last_read, coalesce(w.left_on - 1, p.last_read)) then 'ej_levererat'
            when p.first_day < c.starts then 'fore_start'
        end as reason
    from input.kpi_source as s
    inner join input.kpi as k on s.kpi = k.kpi
    inner join core.coverage as c on s.dataset = c.dataset
    inner join core.owner as w on c.kommun_code = w.kommun_code
    cross join core.period as p
    where k.cover and not k.gfo_only
),

gfo_gap as (
    select
        s.kpi,
        p.period,
        case
            when c.through is null or c.through < p.last_read then 'ej_levererat'
            when p.first_day < c.starts then 'fore_start'
        end as reason
    from input.kpi_source as s
    inner join input.kpi as k on s.kpi = k.kpi
    inner join core.coverage as c on s.dataset = c.dataset and c.kommun_code = 'GFO'
    cross join core.period as p
    where k.cover
),

waiting as (
    select
        kpi,
        period,
        reason,
        string_agg(distinct kommun_code, ',' order by kommun_code) as kommun_codes
    from gap
    where should_count and reason in ('ej_levererat', 'fore_start')
    group by kpi, period, reason
),

found as (
    select
        kpi,
        kommun_code as area,
        period,
        reason
    from gap
    where reason is not null
    union all
    select
        kpi,
        'GFO' as area,
        period,
        reason
    from gfo_gap
    where reason is not null
    union all
    select
        kpi,
        'GFO' as area,
        period,
        reason || ':' || kommun_codes as reason
    from waiting
)

select
    kpi,
    area,
    period,
    -- Of several reasons the one nearest to the reader: not an owner, then not delivered, then before the start.
    arg_min(
        reason,
        case
            when reason = 'ej_med' then 1
            when reason = 'ej_levererat' then 2
            when reason like 'ej_levererat:%' then 3
            else 4
        end
    ) as reason
from found
group by kpi, area, period
