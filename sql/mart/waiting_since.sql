-- grain: area and month of arrival: referrals open on the reporting date. Sums, never a row a referral.
select
    v.area,
    date_trunc('month', r.received)::date as month,
    count(*)::bigint as referrals
from core.referral as r
cross join core.run as w
inner join core.owner as o on r.kommun_code = o.kommun_code
cross join unnest(['GFO', r.kommun_code]) as a (area)
inner join kpi.resolved as v
    on a.area = v.area and v.kpi = 'referrals_open' and v.cut = '' and v.status = 'ok'
inner join core.period as p
    on v.period = p.period and p.kind = 'month' and w.reporting_date = p.last_read
where
    r.received <= w.reporting_date
    and coalesce(r.decided, date '9999-12-31') > w.reporting_date
    and coalesce(o.left_on, date '9999-12-31') > w.reporting_date
group by v.area, month
