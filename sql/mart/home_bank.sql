-- grain: area and period. Ordinary foster homes by status on the day the period is read, and homes that came into or
-- left the bank in it. A home is in the bank while one status follows another without a day between;
-- `median_days_stayed` is of those that left, from the day they came.
with span as (
    select
        home_id,
        home_kommun_code,
        status,
        from_date,
        to_date,
        coalesce(to_date, date '9999-12-31') as until,
        max(coalesce(to_date, date '9999-12-31'))
            over (
                partition by home_id order by from_date asc, to_date asc nulls last
                rows between unbounded preceding and 1 preceding
            ) as reached
    from core.home_status
    where coalesce(home_type, 'familjehem') = 'familjehem'
),

numbered as (
    select
        home_id,
        home_kommun_code,
        from_date,
        until,
        sum(case when reached is null or from_date > reached then 1 else 0 end)
            over (partition by home_id order by from_date asc, until asc) as stay
    from span
),

stay as (
    select
        home_id,
        stay,
        arg_max(home_kommun_code, from_date) as home_kommun_code,
        min(from_date) as came,
        max(until) as gone
    from numbered
    group by home_id, stay
),

moved as (
    select
        a.area,
        d.period,
        count(*) filter (where s.came = d.day) as came,
        count(*) filter (where s.gone = d.day) as left_bank,
        median(s.gone - s.came) filter (where s.gone = d.day) as median_days_stayed
    from stay as s
    cross join unnest(['GFO', s.home_kommun_code]) as a (area)
    inner join core.period_day as d on d.day in (s.came, s.gone)
    group by a.area, d.period
),

standing as (
    select
        a.area,
        p.period,
        count(distinct s.home_id) filter (where s.status = 'tillgangligt') as available,
        count(distinct s.home_id) filter (where s.status = 'upptaget') as occupied,
        count(distinct s.home_id) filter (where s.status = 'vilande') as resting
    from span as s
    cross join unnest(['GFO', s.home_kommun_code]) as a (area)
    inner join core.period as p on s.from_date <= p.last_read and s.until > p.last_read
    group by a.area, p.period
)

select
    v.area,
    v.period,
    coalesce(s.available, 0) as available,
    coalesce(s.occupied, 0) as occupied,
    coalesce(s.resting, 0) as resting,
    coalesce(m.came, 0) as came,
    coalesce(m.left_bank, 0) as left_bank,
    m.median_days_stayed::decimal(18, 6) as median_days_stayed
from kpi.resolved as v
left join standing as s on v.area = s.area and v.period = s.period
left join moved as m on v.area = m.area and v.period = m.period
where
    v.kpi = 'bank_homes'
    and v.cut = ''
    and v.status = 'ok'
