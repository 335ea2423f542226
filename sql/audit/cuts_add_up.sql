-- audit: Delarna i en uppdelning (till exempel per placeringsform) stämmer inte med totalen.
-- Unique items may stand in two parts: their total lies between the largest part and the sum; a median lies between
-- the smallest and the largest. The home bank's total is one of its parts.
with part as (
    select
        m.kpi,
        split_part(m.cut, '=', 1) as dimension,
        m.area,
        m.period,
        sum(m.value) as total,
        max(m.value) as largest,
        min(m.value) as smallest,
        max(m.value) filter (where m.cut = k.total_cut) as named,
        count(*) = count(m.value) as known
    from kpi.measured as m
    inner join input.kpi as k on m.kpi = k.kpi
    where m.cut <> ''
    group by m.kpi, split_part(m.cut, '=', 1), m.area, m.period
)

select
    p.kpi,
    p.dimension,
    p.area,
    p.period,
    w.value as whole,
    p.total as parts_together,
    p.largest as largest_part,
    p.named as part_that_is_the_whole
from part as p
inner join input.kpi as k on p.kpi = k.kpi
left join kpi.measured as w
    on p.kpi = w.kpi and p.area = w.area and p.period = w.period and w.cut = ''
where
    p.known
    and case
        when split_part(k.total_cut, '=', 1) = p.dimension then coalesce(w.value, 0) <> coalesce(p.named, 0)
        when k.measure = 'median' then w.value not between p.smallest and p.largest
        when k.additive then coalesce(w.value, 0) <> p.total
        else coalesce(w.value, 0) not between p.largest and p.total
    end
