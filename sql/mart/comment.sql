-- grain: a comment, shown with its figure; events are drawn at their day. Source: kommentarer.
select
    c.day,
    c.period,
    c.kpi,
    c.area,
    c.text,
    c.kind,
    c.public = 'ja' as is_public
from core.comment as c
cross join core.run as r
where c.day <= r.reporting_date
