-- grain: area of the public file: figures that it offers, those shown and hidden, and their share in whole per cent.
-- `counted`: the children, homes and referrals of the figures that count, shown or not; of how many of them a figure is
-- shown. That share is for the styrgrupp alone: with few hidden cells it tells what is in them.
with cell as (
    select
        v.area,
        v.status = 'hidden' as is_hidden,
        case when k.measure in ('flow', 'unique_flow', 'during', 'stock') then w.value end as counted
    from released.kpi_value as v
    inner join kpi_definition as k on v.kpi = k.kpi
    left join behind.kpi_value as w
        on v.kpi = w.kpi and v.cut = w.cut and v.area = w.area and v.period = w.period
    where v.status <> 'missing'
),

summed as (
    select
        area,
        count(*) as cells,
        count(*) filter (where not is_hidden) as visible,
        count(*) filter (where is_hidden) as hidden,
        coalesce(sum(counted), 0) as counted,
        coalesce(sum(counted) filter (where not is_hidden), 0) as counted_visible
    from cell
    group by area
)

select
    area,
    cells::integer as cells,
    visible::integer as visible,
    hidden::integer as hidden,
    round(100 * visible / cells)::integer as share_cells,
    case when getvariable('tell_counted') and counted > 0 then round(100 * counted_visible / counted)::integer
    end as share_counted,
    case when getvariable('tell_counted') then counted::bigint end as counted,
    case when getvariable('tell_counted') then counted_visible::bigint end as counted_visible
from summed
