-- crosscheck: En månad saknar kostnad för en placeringsform som hade vårddygn.
-- remedy: Lämna kostnaden för månaden och formen i nästa leverans av kostnader, eller rätta placeringens form.
-- about: kommun
-- Whole months that both of the kommun's registers cover. A cost of 0 kr is no cost; a credit is one.
select
    v.area as kommun_code,
    coalesce(c.amount, 0) = 0 as finding,
    'kostnader ' || v.period || ', ' || replace(v.cut, 'form=', '') as place
from kpi.measured as v
inner join core.period as p
    on
        v.period = p.period
        and p.kind = 'month'
        and not p.preliminary
inner join core.coverage as placed
    on
        placed.dataset = 'placeringar'
        and v.area = placed.kommun_code
        and p.first_day >= placed.starts
        and p.last_read <= placed.through
inner join core.coverage as paid
    on
        paid.dataset = 'kostnader'
        and v.area = paid.kommun_code
        and p.first_day >= paid.starts
        and p.last_read <= paid.through
left join core.cost as c
    on
        v.area = c.kommun_code
        and p.first_day = c.month
        and v.cut = 'form=' || c.form
where
    v.kpi = 'care_days'
    and v.cut <> ''
    and v.value > 0
