-- grain: dataset and owner, and one row with kommun_code GFO for a dataset that is not sent by kommuner.
-- The days from `starts` to `through` are covered; `through` is null where nothing was delivered.
-- Source: coverage.csv (the most specific line counts) and the active deliveries' --through.
with sender as (
    select
        d.dataset,
        d.sent_by_kommun,
        o.kommun_code
    from input.dataset as d
    cross join core.owner as o
    union all
    select
        dataset,
        sent_by_kommun,
        'GFO' as kommun_code
    from input.dataset
    where not sent_by_kommun
),

started as (
    select
        s.dataset,
        s.sent_by_kommun,
        s.kommun_code,
        arg_max(c.starts, (c.kommun_code <> '')::integer * 2 + (c.dataset <> '*')::integer) as starts
    from sender as s
    inner join input.coverage_start as c
        on
            c.dataset in ('*', s.dataset)
            and c.kommun_code in ('', s.kommun_code)
    group by s.dataset, s.sent_by_kommun, s.kommun_code
)

select
    s.dataset,
    s.kommun_code,
    s.starts,
    max(d.through) as through
from started as s
left join core.delivery as d
    on
        s.dataset = d.dataset
        and (not s.sent_by_kommun or s.kommun_code = d.kommun_code)
group by s.dataset, s.kommun_code, s.starts
