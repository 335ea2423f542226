-- grain: year of the enquiry and stage, all channels together, where the enquiries of that year are shown. Fewer families
-- than `least` are not told, nor how long they took.
select
    w.period,
    w.channel,
    w.position,
    w.stage,
    case when w.families >= getvariable('least') then w.families end as families,
    case when w.families >= getvariable('least') then w.median_days end as median_days
from whole.recruitment_funnel as w
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
