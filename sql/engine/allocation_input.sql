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
        c.component,
        c.base_year,
        c.kommun_code as area,
        c.children::decimal(18, 6) as value,
        if(c.component = 'placed', 'placerade_barn', 'befolkning') as source
    from core.allocation_key as k
    inner join core.key_count as c
        on
            (c.component = 'population' and k.base_year = c.base_year and k.age_to = c.age_to)
            or (c.component = 'placed' and k.base_year_placed = c.base_year)
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
