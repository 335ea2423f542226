-- grain: an area that Kolada has figures for; of a group, the kommun that its kommuner are like; of a group or the county,
-- the names of its kommuner. Source: data/reference/kolada_areas.csv and kolada_members.csv.
with names as (
    select
        area,
        name,
        name collate sv as sorted_by
    from input.kolada_area
),

listed as (
    select
        k.area,
        string_agg(n.name, ', ' order by n.sorted_by) as members
    from input.kolada_member as k
    inner join names as n on k.member = n.area
    group by k.area
)

select
    a.area,
    a.name,
    a.kind,
    a.alike,
    coalesce(l.members, '') as members
from input.kolada_area as a
left join listed as l on a.area = l.area
