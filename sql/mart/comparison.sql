-- grain: Kolada's figure, area and year, both genders together. A group or county that Kolada gives no figure for is the
-- unweighted mean of its kommuner, ours to compute: of those that have one, and of at least half of them. `kommuner`: how
-- many it is of; null for a figure of Kolada's own.
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
)

select
    g.kolada_kpi,
    g.area,
    g.year,
    g.value,
    g.status,
    null::integer as kommuner
from given as g
union all
select
    m.kolada_kpi,
    m.area,
    m.year,
    case when 2 * m.known >= m.kommuner then m.mean end::decimal(18, 6) as value,
    case when 2 * m.known >= m.kommuner then 'ok' else 'missing' end as status,
    m.known::integer as kommuner
from means as m
anti join given as g
    on m.kolada_kpi = g.kolada_kpi and m.area = g.area and m.year = g.year
