-- grain: KPI, cut, area and period of the KPIs from `first_asked` to `last_asked` that have observations of their own: value
-- and status. The planner takes the two for constants and reads no other KPI's figures. Hidden is decided when publishing. `reason` of a figure that is there is what a reader must know of it.
with place_cell as (
    select
        k.kpi,
        k.measure,
        l.area,
        l.period,
        l.covered,
        l.next_day - 1 + k.follow_up_days > l.reporting_date as preliminary,
        -- What a reader must know of a figure that is there.
        case
            when k.while_owner and l.joined between l.first_day + 1 and l.last_read
                then 'med_fran:' || l.joined
            when k.monthly and l.preliminary and l.whole_read < l.last_read
                then 'hela_manader:' || l.whole_read
        end as remark,
        case
            when k.grain = 'tertial' and l.kind = 'month' then 'ej_per_manad'
            when u.reason is not null then u.reason
            -- Amounts of a tertial are told when it has ended: one under way has no figure yet, which is not zero.
            when k.grain = 'tertial' and (l.first_day + interval 4 month)::date - 1 > l.last_read
                then 'uppgift_saknas'
        end as reason,
        f.value as published_value
    from input.kpi as k
    cross join place as l
    left join core.published_figure as f on k.kpi = f.kpi and l.area = f.area and l.period = f.period
    left join kpi.uncovered as u on k.kpi = u.kpi and l.area = u.area and l.period = u.period
    where
        k.kpi between getvariable('first_asked') and getvariable('last_asked')
        and k.measure not in ('ratio', 'difference')
        and (l.area = 'GFO' or not k.gfo_only)
),

cell as (
    select
        p.kpi,
        p.measure,
        c.cut,
        p.area,
        p.period,
        p.preliminary,
        p.remark,
        p.reason,
        case when c.cut = '' then p.published_value end as published_value
    from place_cell as p
    inner join input.kpi_cut as c on p.kpi = c.kpi
    -- Before anything is covered there is nothing but what old reports say.
    where p.covered or (c.cut = '' and p.published_value is not null)
),

judged as (
    select
        c.kpi,
        c.cut,
        c.area,
        c.period,
        c.preliminary,
        c.remark,
        m.value,
        m.n,
        m.remark as measured_remark,
        c.published_value,
        case
            when c.reason is not null then c.reason
            when c.measure = 'median' and coalesce(m.n, 0) = 0 then 'inga_fall'
            when c.measure = 'level' and m.value is null then 'uppgift_saknas'
            when m.n > 0 and m.value is null then 'uppgift_saknas'
        end as reason
    from cell as c
    left join kpi.measured as m
        on
            c.kpi = m.kpi
            and c.cut = m.cut
            and c.area = m.area
            and c.period = m.period
            and m.kpi between getvariable('first_asked') and getvariable('last_asked')
)

select
    kpi,
    cut,
    area,
    period,
    case
        when reason is null then coalesce(value, 0)
        when reason <> 'inga_fall' then published_value
    end::decimal(18, 6) as value,
    null::decimal(18, 6) as numerator,
    null::decimal(18, 6) as denominator,
    case when reason is null or reason = 'inga_fall' then coalesce(n, 0) end::integer as n,
    case
        when reason is null then 'ok'
        when reason <> 'inga_fall' and published_value is not null then 'published'
        else 'missing'
    end as status,
    case
        when reason is null then coalesce(remark, measured_remark)
        when reason = 'inga_fall' or published_value is null then reason
    end as reason,
    preliminary
from judged
