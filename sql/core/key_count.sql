-- grain: component, base year, age_to and kommun, an owner or not: the counts that a key is computed from, or that one which
-- is not decided yet would be. age_to: the children of the population up to that age, as some key counts them; null for
-- the placed children. Source: befolkning, placerade_barn.
with ages as (
    select distinct age_to
    from core.allocation_key
)

select
    'population' as component,
    p.year as base_year,
    a.age_to,
    p.kommun_code,
    sum(p.children)::integer as children
from ages as a
inner join core.population as p on a.age_to >= p.age
group by p.year, a.age_to, p.kommun_code
-- A year in which an age is missing is no year: the sum of the others would pass for all of them.
having count(*) = a.age_to + 1
union all
select
    'placed' as component,
    c.year as base_year,
    null::integer as age_to,
    c.kommun_code,
    c.children
from core.placed_children as c
