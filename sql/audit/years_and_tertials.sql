-- audit: Ett år, ett tertial eller flera tertial i rad stämmer inte med perioderna det består av.
-- A tertial is held to its months, what is longer to its tertials. What adds up must be their sum; unique
-- items lie between the largest and the sum; a stock is the last one's. One without observations is 0 and has no row.
with part_of as (
    select
        p.period,
        m.period as part,
        m.last_read = p.last_read as is_last
    from core.period as p
    inner join core.period as m
        on
            p.first_day <= m.first_day
            and p.next_day >= m.next_day
            and m.kind = case p.kind when 'tertial' then 'month' else 'tertial' end
    where p.kind not in ('month', 'same_days')
),

part as (
    select
        v.kpi,
        v.cut,
        v.area,
        o.period,
        sum(v.value) as total,
        max(v.value) as largest,
        sum(v.value) filter (where o.is_last) as last_value,
        count(*) = count(v.value) as known
    from kpi.measured as v
    inner join part_of as o on v.period = o.part
    group by v.kpi, v.cut, v.area, o.period
),

whole as (
    select
        v.kpi,
        v.cut,
        v.area,
        v.period,
        v.value
    from kpi.measured as v
    inner join core.period as p on v.period = p.period and p.kind not in ('month', 'same_days')
)

select
    k.kpi,
    coalesce(w.cut, p.cut) as cut,
    coalesce(w.area, p.area) as area,
    coalesce(w.period, p.period) as period,
    w.value,
    p.total as parts_together,
    p.largest as largest_part,
    p.last_value as last_part
from whole as w
full join part as p
    on w.kpi = p.kpi and w.cut = p.cut and w.area = p.area and w.period = p.period
inner join input.kpi as k on coalesce(w.kpi, p.kpi) = k.kpi
where
    k.measure not in ('median', 'level')
    and coalesce(p.known, true)
    and case
        when k.additive then coalesce(w.value, 0) <> coalesce(p.total, 0)
        when k.measure = 'stock' then coalesce(w.value, 0) <> coalesce(p.last_value, 0)
        else coalesce(w.value, 0) not between coalesce(p.largest, 0) and coalesce(p.total, 0)
    end
