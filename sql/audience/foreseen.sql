-- grain: that of a table of the outlook, which `table` names: all of it, where it starts from open referrals and homes that
-- the file itself tells, and from no small count.
select t.*
from query_table(getvariable('table')) as t
where exists (
    select 1
    from whole.capacity_summary as s
    inner join period as p on s.as_of = p.last_day and p.kind = 'tertial'
    inner join kpi_value as o on p.period = o.period
    inner join kpi_value as h on p.period = h.period
    where
        (o.kpi, o.cut, o.area, o.status) = ('referrals_open', '', 'GFO', 'ok')
        and (h.kpi, h.cut, h.area, h.status) = ('bank_homes_available', '', 'GFO', 'ok')
        and s.open_now >= getvariable('least')
        and s.homes_now >= getvariable('least')
)
