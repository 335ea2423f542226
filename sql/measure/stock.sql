-- stock: distinct items whose span covers the day the period is read on; a span no longer counts on its last day.
-- Overlapping spans of an item are merged first; then the stock on a day is the spans begun less the spans ended by
-- then, so the work grows with the rows and not with rows times periods.
with span as (
    select
        kpi,
        cut,
        area,
        item,
        first_day,
        coalesce(last_day, date '9999-12-31') as until,
        max(coalesce(last_day, date '9999-12-31'))
            over (
                partition by kpi, cut, area, item order by first_day asc
                rows between unbounded preceding and 1 preceding
            ) as reached
    from observed
),

change as (
    -- What a span adds to the item's former ones: nothing where it lies within them. One of no days begins and ends
    -- on the same day, which leaves the stock as it was.
    select
        kpi,
        cut,
        area,
        greatest(first_day, coalesce(reached, first_day)) as day,
        1 as items
    from span
    where reached is null or until > reached
    union all
    select
        kpi,
        cut,
        area,
        until as day,
        -1 as items
    from span
    where reached is null or until > reached
),

tally as (
    select
        kpi,
        cut,
        area,
        day,
        sum(sum(items)) over (partition by kpi, cut, area order by day asc) as items
    from change
    group by kpi, cut, area, day
),

asked_for as (
    select
        t.kpi,
        t.cut,
        t.area,
        p.period,
        p.last_read
    from (select distinct
        kpi,
        cut,
        area
    from tally) as t
    cross join core.period as p
)

select
    a.kpi,
    a.cut,
    a.area,
    a.period,
    t.items as value,
    t.items as n
from asked_for as a
asof inner join tally as t
    on
        a.kpi = t.kpi
        and a.cut = t.cut
        and a.area = t.area
        and a.last_read >= t.day
