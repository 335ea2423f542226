-- grain: a kommun of the county, and GFO.
select
    k.kommun_code as area,
    k.kommun as name,
    k.genitive,
    k.kommun_code in (select o.kommun_code from core.owner as o) as is_owner
from core.kommun as k
union all
select
    'GFO' as area,
    'GFO' as name,
    'GFO:s' as genitive,
    true as is_owner
