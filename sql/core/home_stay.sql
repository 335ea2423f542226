-- grain: a stay of an ordinary foster home in the bank: statuses that follow one another without a day between. `gone`
-- is null while it stays. Its kommun is the latest one that is given.
with span as (
    select
        home_id,
        home_kommun_code,
        from_date,
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
)

select
    home_id,
    stay,
    arg_max(home_kommun_code, from_date) as home_kommun_code,
    min(from_date) as came,
    nullif(max(until), date '9999-12-31') as gone
from numbered
group by home_id, stay
