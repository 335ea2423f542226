-- grain: KPI, cut, area and period of which a figure of Kolada's own tells between what ours lies; the narrowest, where there
-- are several. Of the styrgrupp's file. For protecting figures, and never published: a bound that is false is left out, so
-- the list itself says how near ours is. A figure that is shown needs no bound; whoever protects leaves those out.
select
    v.kpi,
    v.cut,
    v.area,
    v.period,
    max(greatest(c.value - b.margin, 0))::double as lower,
    min(c.value + b.margin)::double as upper
from comparison as c
inner join bound as b on c.kolada_kpi = b.kolada_kpi
inner join comparison_kpi as k on c.kolada_kpi = k.kolada_kpi
inner join kpi_value as v on k.twin = v.kpi and c.area = v.area and c.year::varchar = v.period
where
    c.status = 'ok'
    and c.kommuner is null
    and v.cut = ''
    and v.status = 'ok'
    and v.value between c.value - b.margin and c.value + b.margin
group by v.kpi, v.cut, v.area, v.period
