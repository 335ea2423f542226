-- audit: En del (varav) är större än det den är en del av.
-- Money may be credited, so a part of an amount can exceed it; amounts are held by their identities instead.
select
    k.kpi,
    k.part_of,
    part.cut,
    part.area,
    part.period,
    part.value as part_value,
    whole.value as whole_value
from input.kpi as k
inner join kpi.resolved as part on k.kpi = part.kpi
inner join kpi.resolved as whole
    on
        k.part_of = whole.kpi
        and part.cut = whole.cut
        and part.area = whole.area
        and part.period = whole.period
where
    k.part_of <> ''
    and k.unit <> 'kr'
    and part.status = 'ok'
    and whole.status = 'ok'
    and part.value > whole.value
