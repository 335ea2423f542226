-- The observations of one KPI, once for each area and each cut they count in.
-- GFO is every row; a kommun is its own rows, if it is an owner. The rest is `outside`: measured so that the audit
-- can add up GFO from its parts, and shown to nobody.
select
    o.* exclude (o.cuts),
    a.area::kpi.area as area,
    c.cut
from observation as o
left join core.owner as w on o.kommun_code = w.kommun_code,
    unnest(['GFO', coalesce(w.kommun_code, 'outside')]) as a (area),
    unnest(o.cuts) as c (cut)
where c.cut is not null
