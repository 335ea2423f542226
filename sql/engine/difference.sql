-- grain: a figure of the former database that the latter one has otherwise, or no longer has.
select
    o.kpi,
    coalesce(d.name, o.kpi) as name,
    o.cut,
    o.area,
    o.period,
    o.value as old_value,
    o.status as old_status,
    n.value as new_value,
    coalesce(n.status, 'missing') as new_status,
    not o.preliminary and o.status <> 'missing' as settled
from former_kpi_value as o
left join latter_kpi_value as n
    on o.kpi = n.kpi and o.cut = n.cut and o.area = n.area and o.period = n.period
left join former_kpi_definition as d on o.kpi = d.kpi
where
    o.value is distinct from n.value
    or o.status is distinct from n.status
order by
    abs(coalesce(n.value, 0) - coalesce(o.value, 0)) / greatest(abs(coalesce(o.value, 0)), 1) desc,
    o.kpi asc,
    o.cut asc,
    o.area asc,
    o.period asc
