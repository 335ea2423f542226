-- grain: area, period and age class: referrals open on the day the period is read, by how long they had waited.
with age_class as (
    select
        unnest([1, 2, 3, 4]) as position,
        unnest(['0–30 dagar', '31–90 dagar', '91–180 dagar', 'över 180 dagar']) as age_class,
        unnest([0, 31, 91, 181]) as from_days,
        unnest([30, 90, 180, 999999]) as to_days
),

open_referral as (
    select
        a.area,
        p.period,
        p.last_read - r.received as days
    from core.referral as r
    cross join unnest(['GFO', r.kommun_code]) as a (area)
    inner join core.period as p
        on
            r.received <= p.last_read
            and coalesce(r.decided, date '9999-12-31') > p.last_read
)

select
    v.area,
    v.period,
    c.position,
    c.age_class,
    count(o.days) as referrals
from kpi.resolved as v
cross join age_class as c
left join open_referral as o
    on
        v.area = o.area
        and v.period = o.period
        and o.days between c.from_days and c.to_days
where
    v.kpi = 'referrals_open'
    and v.cut = ''
    and v.status = 'ok'
group by v.area, v.period, c.position, c.age_class
