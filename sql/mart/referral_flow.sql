-- grain: area and period that the deliveries cover. A balance: opening + received = the outcomes + closing.
-- Rows are referrals, not children; outcomes are counted where they were decided.
with counted as (
    select
        a.area,
        p.period,
        count(*) filter (where r.received < p.first_day) as opening,
        count(*) filter (where r.received >= p.first_day) as received,
        count(*) filter (where r.decided <= p.last_read and r.outcome = 'matchad_gfo') as matched_gfo,
        count(*) filter (where r.decided <= p.last_read and r.outcome = 'matchad_kommun') as matched_kommun,
        count(*) filter (where r.decided <= p.last_read and r.outcome = 'matchad_natverk') as matched_network,
        count(*) filter (where r.decided <= p.last_read and r.outcome = 'aterlamnad') as returned_gfo,
        count(*) filter (where r.decided <= p.last_read and r.outcome = 'atertagen') as withdrawn_kommun,
        count(*) filter (where coalesce(r.decided, date '9999-12-31') > p.last_read) as closing
    from core.referral as r
    cross join unnest(['GFO', r.kommun_code]) as a (area)
    inner join core.period as p
        on
            r.received <= p.last_read
            and coalesce(r.decided, date '9999-12-31') >= p.first_day
    group by a.area, p.period
)

select
    v.area,
    v.period,
    coalesce(c.opening, 0) as opening,
    coalesce(c.received, 0) as received,
    coalesce(c.matched_gfo, 0) as matched_gfo,
    coalesce(c.matched_kommun, 0) as matched_kommun,
    coalesce(c.matched_network, 0) as matched_network,
    coalesce(c.returned_gfo, 0) as returned_gfo,
    coalesce(c.withdrawn_kommun, 0) as withdrawn_kommun,
    coalesce(c.closing, 0) as closing
from kpi.resolved as v
left join counted as c on v.area = c.area and v.period = c.period
where
    v.kpi = 'referrals_received'
    and v.cut = ''
    and v.status = 'ok'
