-- during: distinct items whose span touches the period, with either end day.
-- Overlapping spans of an item are merged first. The spans that touch a period are those begun by its last day less
-- those ended before its first; an item with several of them is counted once, as each gap between two of its spans
-- that lies inside the period takes one away again.
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

tally as (
    select
        kpi,
        cut,
        area,
        day,
        sum(sum(begun)) over (partition by kpi, cut, area order by day asc) as begun,
        sum(sum(ended)) over (partition by kpi, cut, area order by day asc) as ended
    from (
        -- A span that the item's former ones reach continues them: it begins nothing, and moves their end.
        select
            kpi,
            cut,
            area,
            first_day as day,
            1 as begun,
            0 as ended
        from span
        where reached is null or first_day > reached
        union all
        select
            kpi,
            cut,
            area,
            until as day,
            0 as begun,
            1 as ended
        from span
        where reached is null or until > reached
        union all
        select
            kpi,
            cut,
            area,
            reached as day,
            0 as begun,
            -1 as ended
        from span
        where first_day <= reached and until > reached
    ) as end_day
    group by kpi, cut, area, day
),

gap as (
    select
        s.kpi,
        s.cut,
        s.area,
        d.period,
        count(*) as gaps
    from span as s
    inner join core.period_day as d on s.first_day = d.day
    inner join core.period_day as e on s.reached = e.day and d.period = e.period
    where s.first_day > s.reached
    group by s.kpi, s.cut, s.area, d.period
),

asked_for as (
    select
        t.kpi,
        t.cut,
        t.area,
        p.period,
        p.last_read,
        p.first_day - 1 as day_before
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
    b.begun - coalesce(e.ended, 0) - coalesce(g.gaps, 0) as value,
    b.begun - coalesce(e.ended, 0) - coalesce(g.gaps, 0) as n
from asked_for as a
asof inner join tally as b
    on
        a.kpi = b.kpi
        and a.cut = b.cut
        and a.area = b.area
        and a.last_read >= b.day
asof left join tally as e
    on
        a.kpi = e.kpi
        and a.cut = e.cut
        and a.area = e.area
        and a.day_before >= e.day
left join gap as g
    on
        a.kpi = g.kpi
        and a.cut = g.cut
        and a.area = g.area
        and a.period = g.period
