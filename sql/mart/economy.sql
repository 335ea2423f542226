-- grain: year, tertial and budget item; kr, that tertial's alone, prognosis for the full year as foreseen then.
-- `deviation` is favourable when positive: costs below budget, revenue above it.
select
    e.year,
    e.tertial,
    e.year || 'T' || e.tertial as period,
    e.item,
    e.budget,
    e.outcome,
    e.prognosis,
    case when e.item = 'intakter' then e.outcome - e.budget else e.budget - e.outcome end as deviation
from core.economy as e
inner join core.period as p on p.period = e.year || 'T' || e.tertial
