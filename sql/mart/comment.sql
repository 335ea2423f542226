-- grain: a comment, shown with its figure and drawn at its day. Source: kommentarer.
select
    c.day,
    c.period,
    c.kpi,
    c.area,
    c.text
from core.comment as c
cross join core.run as r
where c.day <= r.reporting_date
