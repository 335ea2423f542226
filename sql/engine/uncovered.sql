-- grain: KPI, area and period that the deliveries do not cover, with the reason. Covered ones are not here.
-- GFO's services count for a kommun only while it owns: before and after it is `ej_med`, in the period it joined they
-- are counted from that day. GFO waits for every owner of the period, never for another, and speaks of none that had no
-- owner. What is told by the month must reach the period's last whole month.
with needed as (
    select
        s.kpi,
        s.dataset,
        c.kommun_code,
        c.starts,
        c.through,
        d.while_owner,
        -- Whom a kommun's figure waits for: GFO where it keeps the register for all of them.
        case when d.sent_by_kommun then 'ej_levererat' else 'ej_levererat:GFO' end as awaited,
        w.joined,
        w.left_on,
        p.period,
        p.first_day,
        p.last_read,
        case when d.monthly then p.whole_read else p.last_read end as read_to,
        case when d.while_owner then greatest(p.first_day, w.joined) else p.first_day end as counted_from
    from input.kpi_source as s
    inner join input.kpi as k on s.kpi = k.kpi
    inner join input.dataset as d on s.dataset = d.dataset
    inner join core.coverage as c on s.dataset = c.dataset
    inner join core.owner as w on c.kommun_code = w.kommun_code
    cross join core.period as p
    where k.cover and not k.gfo_only
),

gap as (
    select
        n.kpi,
        n.kommun_code,
        n.period,
        n.last_read >= n.joined and n.first_day < coalesce(n.left_on, date '9999-12-31') as should_count,
        case
            when n.while_owner and (n.last_read < n.joined or n.first_day >= n.left_on) then 'ej_med'
            when n.read_to < n.first_day then 'uppgift_saknas'
            -- A kommun that has left is expected to deliver nothing more.
            when n.first_day >= n.left_on and coalesce(n.through < n.read_to, true) then 'ej_med'
            when n.through is null then n.awaited
            when n.through < least(n.read_to, coalesce(n.left_on - 1, n.read_to)) then n.awaited
            when n.counted_from < n.starts then 'fore_start'
        end as reason
    from needed as n
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

without_owner as (
    select
        k.kpi,
        p.period,
        'fore_start' as reason
    from input.kpi as k
    cross join core.period as p
    where
        k.cover
        and not exists (
            select 1
            from core.owner as w
            where p.last_read >= w.joined and p.first_day < coalesce(w.left_on, date '9999-12-31')
        )
),

waiting as (
    select
        kpi,
        period,
        reason,
        string_agg(distinct kommun_code, ',' order by kommun_code) as kommun_codes
    from gap
    where should_count and reason in ('ej_levererat', 'fore_start', 'uppgift_saknas')
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
        reason
    from without_owner
    union all
    select
        kpi,
        'GFO' as area,
        period,
        case when reason = 'uppgift_saknas' then reason else reason || ':' || kommun_codes end as reason
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
            when reason = 'uppgift_saknas' then 2
            when reason = 'ej_levererat' then 3
            when reason like 'ej_levererat:%' then 4
            else 5
        end
    ) as reason
from found
group by kpi, area, period
