-- grain: period of the enquiry, channel ('' = all) and stage: how many families of that cohort have come so far by the
-- reporting date, and the median days from the stage before. The last stage is a home in the bank.
with home as (
    select
        home_id,
        min(from_date) as first_day
    from core.home_status
    group by home_id
),

family as (
    select
        d.period,
        e.channel,
        [
            e.received,
            case when e.first_talk <= w.reporting_date then e.first_talk end,
            case when e.assessment_started <= w.reporting_date then e.assessment_started end,
            case when e.assessment_done <= w.reporting_date then e.assessment_done end,
            case when e.decision = 'godkand' and e.decision_date <= w.reporting_date then e.decision_date end,
            case when e.decision = 'godkand' and h.first_day <= w.reporting_date then h.first_day end
        ] as days
    from core.enquiry as e
    cross join core.run as w
    inner join core.period_day as d on e.received = d.day
    left join home as h on e.home_id = h.home_id
    left join core.owner as o on e.home_kommun_code = o.kommun_code
    -- Nothing of a kommun counts for GFO once it has left.
    where coalesce(e.received < o.left_on, true)
),

stage as (
    select
        unnest([1, 2, 3, 4, 5, 6]) as position,
        unnest(
            [
                'Intresseanmälan',
                'Inledande samtal',
                'Kartläggning påbörjad',
                'Kartläggning klar',
                'Godkänt',
                'Hem i banken'
            ]
        ) as stage
),

counted as (
    select
        f.period,
        c.channel,
        s.position,
        count(f.days[s.position]) as families,
        median(f.days[s.position] - f.days[s.position - 1]) filter (where s.position > 1) as median_days
    from family as f
    cross join stage as s
    cross join unnest(['', f.channel]) as c (channel)
    group by f.period, c.channel, s.position
)

select
    v.period,
    replace(v.cut, 'kanal=', '') as channel,
    s.position,
    s.stage,
    coalesce(c.families, 0) as families,
    c.median_days::decimal(18, 6) as median_days
from kpi.resolved as v
cross join stage as s
left join counted as c
    on
        v.period = c.period
        and replace(v.cut, 'kanal=', '') = c.channel
        and s.position = c.position
where
    v.kpi = 'enquiries_received'
    and v.area = 'GFO'
    and v.status = 'ok'
