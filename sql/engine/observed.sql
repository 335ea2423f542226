-- The observations of one KPI, once for each area and each cut they count in. GFO is every row but those of a kommun
-- that has left; a kommun is its own rows. The rest is `outside`: measured so that the audit can add up GFO from its
-- parts, and shown to nobody.
select
    o.* exclude (o.cuts, o.own_area, o.in_gfo),
    a.area::kpi.area as area,
    c.cut
from observation as o,
    unnest([case when o.in_gfo then 'GFO' end, o.own_area]) as a (area),
    unnest(o.cuts) as c (cut)
where
    c.cut is not null
    and a.area is not null
