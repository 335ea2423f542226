-- audit: Raderna i lagret är fler eller färre än de som räknats.
-- The months together must hold every row that is dated in them: no row falls between two periods or in two. Rows
-- of a kommun that had left are its own alone.
with horizon as (
    select
        min(p.first_day) as first_day,
        max(p.last_read) as last_day
    from core.period as p
    where p.kind = 'month'
),

delivered as (
    select
        'referrals_received' as kpi,
        received as day,
        kommun_code,
        1 as value
    from core.referral
    union all
    select
        'placements_started' as kpi,
        start_date as day,
        kommun_code,
        1 as value
    from core.placement
    union all
    select
        'enquiries_received' as kpi,
        received as day,
        home_kommun_code as kommun_code,
        1 as value
    from core.enquiry
    union all
    select
        'deviations_reported' as kpi,
        day,
        kommun_code,
        1 as value
    from core.deviation
    union all
    select
        'training_participants' as kpi,
        day,
        kommun_code,
        participants as value
    from core.training
    union all
    select
        'placement_cost' as kpi,
        last_day(month) as day,
        kommun_code,
        amount as value
    from core.cost
),

expected as (
    select
        d.kpi,
        sum(d.value) as value
    from delivered as d
    inner join horizon as h on d.day between h.first_day and h.last_day
    left join core.owner as w on d.kommun_code = w.kommun_code
    where coalesce(d.day < w.left_on, true)
    group by d.kpi
),

counted as (
    select
        m.kpi,
        sum(m.value) as value
    from kpi.measured as m
    inner join core.period as p on m.period = p.period and p.kind = 'month'
    where m.area = 'GFO' and m.cut = ''
    group by m.kpi
)

select
    e.kpi,
    e.value as in_rows,
    coalesce(c.value, 0) as counted
from expected as e
inner join input.kpi as k on e.kpi = k.kpi
left join counted as c on e.kpi = c.kpi
where e.value <> coalesce(c.value, 0)
