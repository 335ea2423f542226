-- As `observed`, of spans: a span ends for GFO when its kommun leaves, and a service for the kommun too.
with of_area as (
    select
        * exclude (own_area, in_gfo),
        unnest([case when in_gfo then 'GFO' end, own_area])::kpi.area as area
    from observation
),

of_cut as (
    select
        * exclude (cuts, last_day, gfo_last_day, own_last_day),
        case when area = 'GFO' then gfo_last_day else own_last_day end as last_day,
        unnest(cuts) as cut
    from of_area
    where area is not null
)

select *
from of_cut
where cut is not null
