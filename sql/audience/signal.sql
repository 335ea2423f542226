-- grain: KPI, GFO and tertial: the judgements of which the file has every figure that they rest on, those of earlier
-- tertials too, since a mean gives a missing one away.
with known as (
    select
        w.kpi,
        w.period,
        p.first_day,
        coalesce(v.status in ('ok', 'published'), false) as is_shown,
        coalesce(w.numerator is null or w.numerator = v.numerator, false) as has_numerator,
        coalesce(w.denominator is null or w.denominator = v.denominator, false) as has_denominator
    from whole.kpi_value as w
    inner join whole.period as p on w.period = p.period and p.kind = 'tertial'
    left join kpi_value as v
        on w.kpi = v.kpi and w.cut = v.cut and w.area = v.area and w.period = v.period
    where
        w.area = 'GFO'
        and w.cut = ''
        and w.status in ('ok', 'published')
        and not w.preliminary
),

told as (
    select
        kpi,
        period,
        bool_and(is_shown and has_numerator and has_denominator)
            over (partition by kpi order by first_day asc)
            as all_so_far
    from known
)

select w.*
from whole.signal as w
inner join told as t on w.kpi = t.kpi and w.period = t.period
where
    w.area = 'GFO'
    and t.all_so_far
