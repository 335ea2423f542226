-- The inputs of every year's key as the active deliveries give them; months of membership are added by the caller.
-- grain: year, component and area.
with dated as (
    select
        dataset,
        max(received)::date as dated
    from core.delivery
    group by dataset
),

named as (
    select
        k.year,
        k.base_year,
        k.base_year_placed,
        k.age_to,
        unnest(['budget', 'weight_population', 'weight_placed', 'age_to']) as component,
        unnest(
            [
                k.budget::decimal(18, 6),
                k.weight_population::decimal(18, 6),
                k.weight_placed::decimal(18, 6),
                k.age_to::decimal(18, 6)
            ]
        ) as value
    from core.allocation_key as k
),

found as (
    select
        n.year,
        n.component,
        null::integer as base_year,
        'GFO' as area,
        n.value,
        'fordelning' as source
    from named as n
    union all
    select
        k.year,
        'population' as component,
        k.base_year,
        p.kommun_code as area,
        sum(p.children)::decimal(18, 6) as value,
        'befolkning' as source
    from core.allocation_key as k
    inner join core.population as p on k.base_year = p.year and k.age_to >= p.age
    group by k.year, k.base_year, k.age_to, p.kommun_code
    having count(*) = k.age_to + 1
    union all
    select
        k.year,
        'placed' as component,
        k.base_year_placed as base_year,
        c.kommun_code as area,
        c.children::decimal(18, 6) as value,
        'placerade_barn' as source
    from core.allocation_key as k
    inner join core.placed_children as c on k.base_year_placed = c.year
)

select
    f.year::integer as year,
    f.component,
    f.base_year::integer as base_year,
    f.area,
    f.value,
    d.dated,
    f.source
from found as f
left join dated as d on f.source = d.dataset
order by f.year, f.component, f.area
