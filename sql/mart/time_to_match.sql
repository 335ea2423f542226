-- grain: area and period of arrival, followed to the reporting date. Kaplan–Meier, so that referrals still open count
-- for as long as they have waited; one that was returned or withdrawn counts until then.
-- `kaplan_meier_days`: the first day by which half are expected to be matched; null while less than half are.
with followed as (
    select
        a.area,
        d.period,
        least(coalesce(r.decided, date '9999-12-31'), w.reporting_date) - r.received as days,
        coalesce(
            r.decided <= w.reporting_date
            and r.outcome in ('matchad_gfo', 'matchad_kommun', 'matchad_natverk'),
            false
        ) as matched
    from core.referral as r
    cross join core.run as w
    cross join unnest(['GFO', r.kommun_code]) as a (area)
    inner join core.period_day as d on r.received = d.day
),

by_day as (
    select
        area,
        period,
        days,
        count(*) filter (where matched) as matches,
        count(*) as leaving
    from followed
    group by area, period, days
),

at_risk as (
    select
        area,
        period,
        days,
        matches,
        sum(leaving) over (partition by area, period order by days desc) as waiting
    from by_day
),

survival as (
    select
        area,
        period,
        days,
        product(1 - matches / waiting::double) over (partition by area, period order by days asc) as unmatched
    from at_risk
),

half as (
    select
        area,
        period,
        min(days) as kaplan_meier_days
    from survival
    -- A hair's breadth: a product of fractions may end just above the half it is.
    where unmatched <= 0.5 + 1e-9
    group by area, period
),

summary as (
    select
        area,
        period,
        count(*) as referrals,
        count(*) filter (where matched) as matched,
        median(days) filter (where matched) as median_days
    from followed
    group by area, period
)

select
    v.area,
    v.period,
    coalesce(s.referrals, 0) as referrals,
    coalesce(s.matched, 0) as matched,
    s.median_days::decimal(18, 6) as median_days,
    h.kaplan_meier_days
from kpi.resolved as v
left join summary as s on v.area = s.area and v.period = s.period
left join half as h on v.area = h.area and v.period = h.period
where
    v.kpi = 'referrals_received'
    and v.cut = ''
    and v.status = 'ok'
