-- grain: KPI, GFO and tertial: the points of a chart of which every judgement is told. What is usual is counted from the
-- newest tertial's, so one that is not told leaves the whole chart without.
with latest as (
    select
        w.kpi,
        max(p.first_day) as first_day
    from whole.kpi_value as w
    inner join whole.period as p on w.period = p.period and p.kind = 'tertial'
    where
        w.area = 'GFO'
        and w.cut = ''
        and w.status in ('ok', 'published')
        and not w.preliminary
    group by w.kpi
),

told as (
    select l.kpi
    from latest as l
    inner join signal as s on l.kpi = s.kpi
    inner join whole.period as p on s.period = p.period and l.first_day = p.first_day
    where s.area = 'GFO'
)

select w.*
from whole.signal_point as w
inner join told as t on w.kpi = t.kpi
inner join kpi_value as v on w.kpi = v.kpi and w.area = v.area and w.period = v.period
where
    w.area = 'GFO'
    and v.cut = ''
