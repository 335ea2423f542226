-- grain: a kommun that owns GFO, or has owned it, on the reporting date. Source: data/reference/owners.csv.
select
    o.kommun_code,
    o.joined,
    o.left_on
from input.owner as o
cross join core.run as r
where o.joined <= r.reporting_date
