-- grain: area, period and category ('' = all): deviations closed in the period, and the median days they had been open.
select
    v.area,
    v.period,
    replace(v.cut, 'kategori=', '') as category,
    v.value::bigint as closed,
    d.value as median_days
from kpi.resolved as v
left join kpi.resolved as d
    on
        d.kpi = 'days_to_close_deviation'
        and v.cut = d.cut
        and v.area = d.area
        and v.period = d.period
where
    v.kpi = 'deviations_closed'
    and v.status = 'ok'
