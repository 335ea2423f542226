-- audit: GFO:s värde stämmer inte med kommunernas värden och raderna utan kommun.
-- GFO must be the sum of the owners and of the rows outside them. Unique children and referrals too: each belongs to
-- one kommun. A home may move, so unique homes lie between the largest part and the sum; a median between the
-- smallest and the largest.
with part as (
    select
        m.kpi,
        m.cut,
        m.period,
        sum(m.value) as total,
        max(m.value) as largest,
        min(m.value) as smallest,
        count(*) = count(m.value) as known
    from kpi.measured as m
    inner join core.period as p on m.period = p.period
    left join core.owner as w on m.area = w.kommun_code
    -- What a kommun counts after it left is its own alone.
    where m.area <> 'GFO' and coalesce(w.left_on > p.first_day, true)
    group by m.kpi, m.cut, m.period
),

-- In the period in which a kommun leaves it counts for itself through its end, and for GFO until then.
parting as (
    select distinct p.period
    from core.period as p
    inner join core.owner as w on p.first_day < w.left_on and p.next_day > w.left_on
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
    coalesce(p.period, g.period) not in (select d.period from parting as d)
    and case
        -- No part without GFO, and no GFO without parts; of one that has left GFO keeps a nothing.
        when p.kpi is null then g.value is distinct from 0
        when g.kpi is null then p.total is distinct from 0
        -- A level is blank for GFO while a kommun waits for its own; a sum is blank where a part of it is.
        when g.value is null then p.known and k.measure <> 'level'
        when k.measure = 'median' then g.value not between p.smallest and p.largest
        when k.measure = 'stock' and k.unit = 'hem' then g.value not between p.largest and p.total
        else g.value <> p.total
    end
