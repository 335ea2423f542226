-- audit: GFO:s värde stämmer inte med kommunernas värden och raderna utan kommun.
-- GFO must be the sum of the owners and of the rows outside them. Unique children and referrals too: each belongs to
-- one kommun. A home may move, so unique homes lie between the largest part and the sum; a median between the
-- smallest and the largest.
with part as (
    select
        kpi,
        cut,
        period,
        sum(value) as total,
        max(value) as largest,
        min(value) as smallest,
        count(*) = count(value) as known
    from kpi.measured
    where area <> 'GFO'
    group by kpi, cut, period
),

gfo as (
    select
        kpi,
        cut,
        period,
        value
    from kpi.measured
    where area = 'GFO'
)

select
    coalesce(p.kpi, g.kpi) as kpi,
    coalesce(p.cut, g.cut) as cut,
    coalesce(p.period, g.period) as period,
    g.value as gfo,
    p.total as parts_together,
    p.largest as largest_part
from part as p
full join gfo as g
    on p.kpi = g.kpi and p.cut = g.cut and p.period = g.period
left join input.kpi as k on coalesce(p.kpi, g.kpi) = k.kpi
where
    case
        -- No part without GFO, and no GFO without parts.
        when p.kpi is null or g.kpi is null then true
        -- A level is blank for GFO while a kommun waits for its own; a sum is blank where a part of it is.
        when g.value is null then p.known and k.measure <> 'level'
        when k.measure = 'median' then g.value not between p.smallest and p.largest
        when k.measure = 'stock' and k.unit = 'hem' then g.value not between p.largest and p.total
        else g.value <> p.total
    end
