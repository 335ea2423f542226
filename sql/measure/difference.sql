-- difference: first − second.
select
    k.kpi,
    a.cut,
    a.area,
    a.period,
    (a.value - b.value)::decimal(18, 6) as value,
    null::decimal(18, 6) as numerator,
    null::decimal(18, 6) as denominator,
    null::integer as n,
    case
        when 'missing' in (a.status, b.status) then 'missing'
        when 'published' in (a.status, b.status) then 'published'
        else 'ok'
    end as status,
    case
        when a.status = 'missing' then a.reason
        when b.status = 'missing' then b.reason
        else coalesce(a.reason, b.reason)
    end as reason,
    a.preliminary or b.preliminary as preliminary
from input.kpi as k
inner join kpi.resolved as a on k.minuend = a.kpi
inner join kpi.resolved as b
    on k.subtrahend = b.kpi and a.cut = b.cut and a.area = b.area and a.period = b.period
where
    k.measure = 'difference'
    and k.kpi between getvariable('first_asked') and getvariable('last_asked')
