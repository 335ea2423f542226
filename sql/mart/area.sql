-- grain: a kommun of the county, and GFO. left_on: the day from which a kommun that has left is not in GFO's figures.
select
    k.kommun_code as area,
    k.kommun as name,
    k.genitive,
    o.kommun_code is not null as is_owner,
    o.left_on
from core.kommun as k
left join core.owner as o on k.kommun_code = o.kommun_code
union all
select
    'GFO' as area,
    'GFO' as name,
    'GFO:s' as genitive,
    true as is_owner,
    null as left_on
