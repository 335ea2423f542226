-- level: the latest value on or before the day the KPI names (31 December of the year before the year of the
-- period's last day, or the period's last day), made in the period where the KPI says so. GFO is the sum over its
-- kommuner, and has no value while one that should count has none. `remark`: of which year's end the value is, where
-- the KPI is read at one, and whether it is an older one than it should be.
with reading as (
    select
        k.kpi,
        p.period,
        p.first_day,
        p.last_read,
        k.within_period,
        k.gfo_only,
        k.level_day = 'year_end_before' as at_year_end,
        case k.level_day
            when 'year_end_before' then make_date(year(p.next_day - 1) - 1, 12, 31)
            else p.last_read
        end as level_day
    from core.period as p
    cross join input.kpi as k
    where k.kpi = getvariable('first_asked')
),

latest as (
    select
        o.kpi,
        o.cut,
        o.area,
        o.kommun_code,
        r.period,
        r.gfo_only,
        r.last_read,
        r.first_day,
        r.at_year_end,
        r.level_day,
        arg_max(o.value, o.day) as value,
        max(o.day) as day
    from observed as o
    inner join reading as r
        on
            o.day <= r.level_day
            and (not r.within_period or o.day >= r.first_day)
    left join core.owner as w on o.kommun_code = w.kommun_code
    where
        -- Nothing of a kommun counts for GFO once it has left.
        o.area <> 'GFO'
        or coalesce(w.left_on > r.first_day, true)
    group by
        o.kpi, o.cut, o.area, o.kommun_code, r.period, r.gfo_only, r.last_read, r.first_day, r.at_year_end,
        r.level_day
),

required as (
    select
        p.period,
        count(*) as kommuner
    from core.period as p
    inner join core.owner as w
        on
            p.last_read >= w.joined
            and coalesce(w.left_on, date '9999-12-31') > p.first_day
    group by p.period
),

owned as (
    select
        l.cut,
        l.area,
        l.period,
        count(*) as kommuner
    from latest as l
    inner join core.owner as w
        on
            l.kommun_code = w.kommun_code
            and l.last_read >= w.joined
            and coalesce(w.left_on, date '9999-12-31') > l.first_day
    group by l.cut, l.area, l.period
)

select
    l.kpi,
    l.cut,
    l.area,
    l.period,
    case
        when l.area <> 'GFO' or any_value(l.gfo_only) then sum(l.value)
        when any_value(o.kommuner) = any_value(q.kommuner) then sum(l.value)
    end as value,
    count(*) as n,
    case
        when any_value(l.at_year_end)
            then if(min(l.day) < any_value(l.level_day), 'aldre:', 'per:') || min(l.day)
    end as remark
from latest as l
left join required as q on l.period = q.period
left join owned as o on l.period = o.period and l.cut = o.cut and l.area = o.area
group by l.kpi, l.cut, l.area, l.period
