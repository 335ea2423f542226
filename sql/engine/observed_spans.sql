-- As `observed`, of spans: a span ends for GFO when its kommun leaves, and a service for the kommun too.
select
    o.* exclude (o.cuts, o.own_area, o.in_gfo, o.last_day, o.gfo_last_day, o.own_last_day),
    a.area::kpi.area as area,
    case when a.area = 'GFO' then o.gfo_last_day else o.own_last_day end as last_day,
    c.cut
from observation as o,
    unnest([case when o.in_gfo then 'GFO' end, o.own_area]) as a (area),
    unnest(o.cuts) as c (cut)
where
    c.cut is not null
    and a.area is not null
