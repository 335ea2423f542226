-- grain: area and period whose cost per care day is known beside that of the period it is compared with: the change, kr per
-- care day, in three parts that add up to it exactly. `mix`: another share of the days in each form, at the mean of both
-- prices; `price`: the same form dearer or cheaper, at the mean of both shares (a form of one period alone has no other
-- price than its own, so that all of it is mix). `rest`: forms that cost something without a day.
with part as (
    select
        c.area,
        c.period,
        c.cut,
        c.value as cost,
        d.value as days
    from kpi.resolved as c
    inner join kpi.resolved as d
        on
            d.kpi = 'care_days_costed'
            and c.cut = d.cut
            and c.area = d.area
            and c.period = d.period
    where
        c.kpi = 'placement_cost'
        and c.status = 'ok'
        and d.status = 'ok'
        and (c.cut = '' or starts_with(c.cut, 'form='))
),

whole as (
    select
        area,
        period,
        sum(cost) filter (where cut = '') as cost,
        sum(days) filter (where cut = '') as days
    from part
    group by area, period
    -- Nothing is told where the forms are not all there is.
    having
        sum(days) filter (where cut = '') > 0
        and sum(cost) filter (where cut = '') = sum(cost) filter (where cut <> '')
        and sum(days) filter (where cut = '') = sum(days) filter (where cut <> '')
),

pair as (
    select
        n.area,
        n.period,
        p.compared_with,
        n.days as now_days,
        b.days as was_days,
        (n.cost::double / n.days::double)::decimal(18, 6)
        - (b.cost::double / b.days::double)::decimal(18, 6) as change
    from whole as n
    inner join core.period as p on n.period = p.period
    inner join whole as b on n.area = b.area and p.compared_with = b.period
),

form as (
    select
        w.area,
        w.period,
        f.cut,
        coalesce(any_value(f.cost) filter (where f.period = w.period), 0)::double as now_cost,
        coalesce(any_value(f.cost) filter (where f.period = w.compared_with), 0)::double as was_cost,
        coalesce(any_value(f.days) filter (where f.period = w.period), 0)::double as now_of,
        coalesce(any_value(f.days) filter (where f.period = w.compared_with), 0)::double as was_of,
        any_value(w.now_days)::double as now_days,
        any_value(w.was_days)::double as was_days
    from pair as w
    inner join part as f on w.area = f.area and f.period in (w.period, w.compared_with)
    where f.cut <> ''
    group by w.area, w.period, f.cut
),

split as (
    select
        area,
        period,
        (now_of = 0 and now_cost <> 0) or (was_of = 0 and was_cost <> 0) as is_rest,
        now_cost / now_days - was_cost / was_days as step,
        (now_of / now_days + was_of / was_days) / 2 as share,
        now_cost / nullif(now_of, 0) - was_cost / nullif(was_of, 0) as dearer
    from form
),

told as (
    select
        area,
        period,
        coalesce(sum(share * dearer) filter (where not is_rest), 0)::decimal(18, 6) as price,
        coalesce(sum(step) filter (where is_rest), 0)::decimal(18, 6) as rest
    from split
    group by area, period
)

select
    p.area,
    p.period,
    p.compared_with,
    p.change,
    -- What is left of the rounded change, so that the parts are all of it.
    (p.change - t.price - t.rest) as mix,
    t.price,
    t.rest
from pair as p
inner join told as t on p.area = t.area and p.period = t.period
