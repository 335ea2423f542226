-- grain: year of the enquiry and stage, all channels together, where the enquiries of that year are shown. Fewer families
-- than `least` are not told, nor how long they took; nor those approved where the same homes are hidden by the period in which
-- they were: all years together are as many.
with homes as (
    select bool_or(h.status = 'hidden') as hidden
    from kpi_value as h
    where (h.kpi, h.cut, h.area) = ('homes_approved', '', 'GFO')
),

told as (
    select
        w.*,
        w.families >= getvariable('least')
        and not (w.position = 5 and coalesce(homes.hidden, false)) as is_told
    from whole.recruitment_funnel as w
    cross join homes
)

select
    w.period,
    w.channel,
    w.position,
    w.stage,
    case when w.is_told then w.families end as families,
    case when w.is_told then w.median_days end as median_days
from told as w
inner join period as p on w.period = p.period
inner join kpi_value as v
    on
        v.kpi = 'enquiries_received'
        and v.cut = ''
        and v.area = 'GFO'
        and w.period = v.period
where
    w.channel = ''
    and p.kind = 'year'
    and not p.preliminary
    and v.status = 'ok'
