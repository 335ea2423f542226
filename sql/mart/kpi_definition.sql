-- grain: a KPI: its file's header, and the query that ran.
select
    kpi,
    name,
    question,
    unit,
    measure,
    direction,
    caveat,
    source,
    owner,
    reviewed,
    next_review,
    decimals,
    numerator,
    denominator,
    scale,
    part_of,
    sums_to,
    cuts,
    additive,
    baseline_from,
    sql
from input.kpi
