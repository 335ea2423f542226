-- The observations of one KPI, once for each area and each cut they count in. GFO is every row but those of a kommun
-- that has left; a kommun is its own rows. The rest is `outside`: measured so that the audit can add up GFO from its
-- parts, and shown to nobody.
with of_area as (
    select
        * exclude (own_area, in_gfo),
        unnest([case when in_gfo then 'GFO' end, own_area])::kpi.area as area
    from observation
),

of_cut as (
    select
        * exclude (cuts),
        unnest(cuts) as cut
    from of_area
    where area is not null
)

select *
from of_cut
where cut is not null
