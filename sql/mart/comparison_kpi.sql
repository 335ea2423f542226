-- grain: a figure of Kolada's that we compare with. Source: data/reference/kolada.csv; `received`: when its figures came.
select
    k.kolada_kpi,
    k.name,
    k.title,
    k.unit,
    k.decimals,
    k.direction,
    k.compared,
    k.published_month,
    k.published_after,
    k.twin,
    k.page,
    k.about,
    k.position,
    d.received::date as received
from input.kolada_kpi as k
left join core.delivery as d on d.dataset = 'jamforelse'
