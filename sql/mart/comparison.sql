-- grain: Kolada's figure, area and year, both genders together. A group or county that Kolada gives no figure for is the
-- unweighted mean of its kommuner, ours to compute: of those that have one, and of at least half of them. `kommuner`: how
-- many it is of; null for a figure of Kolada's own, and that there is none is no figure.
with given as (
    select
        kolada_kpi,
        area,
        year,
        value,
        status
    from core.comparison
    where gender = 'T'
),

sizes as (
    select
        area,
        count(*) as kommuner
    from input.kolada_member
    group by area
),

means as (
    select
        g.kolada_kpi,
        m.area,
        g.year,
        s.kommuner,
        count(*) filter (where g.status = 'ok') as known,
        avg(g.value) as mean
    from given as g
    inner join input.kolada_kpi as k on g.kolada_kpi = k.kolada_kpi
    inner join input.kolada_member as m on g.area = m.member
    inner join sizes as s on m.area = s.area
    where k.compared
    group by g.kolada_kpi, m.area, g.year, s.kommuner
),

every as (
    select
        kolada_kpi,
        area,
        year,
        value,
        status,
        null::integer as kommuner
    from given
    union all
    select
        kolada_kpi,
        area,
        year,
        case when 2 * known >= kommuner then mean end::decimal(18, 6) as value,
        case when 2 * known >= kommuner then 'ok' else 'missing' end as status,
        known::integer as kommuner
    from means
)

select
    kolada_kpi,
    area,
    year,
    value,
    status,
    kommuner
from every
qualify
    row_number() over (
        partition by kolada_kpi, area, year
        order by status = 'missing', kommuner is not null
    ) = 1
