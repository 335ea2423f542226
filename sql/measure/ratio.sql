-- ratio: numerator × scale / denominator, both kept; nothing to divide by is `missing`, `inga_fall`.
select
    k.kpi,
    a.cut,
    a.area,
    a.period,
    case when b.value <> 0 then (a.value::double * k.scale / b.value::double) end::decimal(18, 6) as value,
    a.value as numerator,
    b.value as denominator,
    null::integer as n,
    case
        when 'missing' in (a.status, b.status) or b.value = 0 then 'missing'
        when 'published' in (a.status, b.status) then 'published'
        else 'ok'
    end as status,
    case
        when a.status = 'missing' then a.reason
        when b.status = 'missing' then b.reason
        when b.value = 0 then 'inga_fall'
        when a.reason = b.reason then a.reason
        -- What a reader must know of either part, a word each.
        else nullif(concat_ws(' ', a.reason, b.reason), '')
    end as reason,
    a.preliminary or b.preliminary as preliminary
from input.kpi as k
inner join kpi.resolved as a on k.numerator = a.kpi
inner join kpi.resolved as b
    on k.denominator = b.kpi and a.cut = b.cut and a.area = b.area and a.period = b.period
where
    k.measure = 'ratio'
    and k.kpi between getvariable('first_asked') and getvariable('last_asked')
