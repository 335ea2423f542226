-- grain: area and period of arrival, followed to the reporting date. The share that has been matched by each day of
-- waiting (Aalen and Johansen's estimate): one still open counts for as long as it has waited, and one that was returned
-- or withdrawn has ended and can be matched no more.
-- `half_matched_days`: the first day by which half of all are matched; null while less than half are.
with followed as (
    select
        a.area,
        d.period,
        least(coalesce(r.decided, date '9999-12-31'), w.reporting_date) - r.received as days,
        coalesce(r.decided <= w.reporting_date, false) as ended,
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
        count(*) filter (where ended) as ends,
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
        ends,
        sum(leaving) over (partition by area, period order by days desc) as waiting
    from by_day
),

lasting as (
    select
        *,
        product(1 - ends / waiting::double) over (partition by area, period order by days asc) as open
    from at_risk
),

reached as (
    select
        *,
        coalesce(lag(open) over (partition by area, period order by days asc), 1) * matches / waiting as share
    from lasting
),

incidence as (
    select
        area,
        period,
        days,
        sum(share) over (partition by area, period order by days asc) as matched_share
    from reached
),

half as (
    select
        area,
        period,
        min(days) as half_matched_days
    from incidence
    -- A hair's breadth: a sum of fractions may end just below the half it is.
    where matched_share >= 0.5 - 1e-9
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
    h.half_matched_days
from kpi.resolved as v
left join summary as s on v.area = s.area and v.period = s.period
left join half as h on v.area = h.area and v.period = h.period
where
    v.kpi = 'referrals_received'
    and v.cut = ''
    and v.status = 'ok'
