-- grain: area, period and age class: referrals open on the day the period is read, by how long they had waited.
select
    v.area,
    v.period,
    row_number() over (partition by v.area, v.period order by c.position asc)::integer as position,
    c.label as age_class,
    v.value::bigint as referrals
from kpi.resolved as v
inner join input.code as c on c.list = 'vantat' and v.cut = 'vantat=' || c.code
where
    v.kpi = 'referrals_open'
    and v.status = 'ok'
