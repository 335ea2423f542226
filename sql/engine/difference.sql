-- grain: a figure of the former database that the latter one has otherwise, or no longer has: first of periods that were
-- over, the largest relative change on top, then of those under way; last what is missing in one of the two.
-- `cause`: the deliveries and corrections that are new since, of the KPI's sources and of a sender that the area
-- depends on; for GFO of the kommuner whose own figure differs too, where any does, and many of one register at once.
-- None of them means that the way of counting, the reporting date or the reference data changed.
with differing as (
    select
        o.kpi,
        o.cut,
        o.area,
        o.period,
        o.value as old_value,
        o.status as old_status,
        n.value as new_value,
        coalesce(n.status, 'missing') as new_status,
        not o.preliminary and o.status <> 'missing' as settled
    from former_kpi_value as o
    left join latter_kpi_value as n
        on o.kpi = n.kpi and o.cut = n.cut and o.area = n.area and o.period = n.period
    where
        -- A period cut short to be set beside one under way is that build's alone.
        o.period not like '%D____'
        and (
            o.value is distinct from n.value
            or o.status <> coalesce(n.status, 'missing')
        )
),

news as (
    select
        l.dataset,
        l.sender,
        l.received,
        l.dataset || ' från ' || coalesce(a.name, l.sender)
        || ', mottagen ' || strftime(l.received, '%Y-%m-%d') as cause
    from latter_delivery_status as l
    left join former_delivery_status as f
        on
            l.dataset = f.dataset
            and l.sender = f.sender
            and l.file_sha256 = f.file_sha256
            and l.through = f.through
    left join latter_area as a on l.sender = a.area
    where f.dataset is null
    union all
    select
        l.dataset,
        l.sender,
        null as received,
        'rättelse i ' || l.dataset || ' från ' || coalesce(a.name, l.sender) || ': ' || l.reason as cause
    from latter_declaration as l
    left join latter_area as a on l.sender = a.area
    where
        l.kind = 'rattelse'
        and l.outcome = 'applied'
        and not exists (
            select 1
            from former_declaration as f
            where
                f.kind = l.kind
                and f.outcome = l.outcome
                and f.dataset = l.dataset
                and f.sender = l.sender
                and f.column_name = l.column_name
                and f.reason = l.reason
        )
),

behind as (
    select
        d.kpi,
        d.cut,
        d.area,
        d.period,
        n.dataset,
        n.sender,
        n.received,
        n.cause,
        n.sender in ('GFO', 'SCB', 'SCB-CKM') as sends_of_all,
        s.area is not null as own_differs
    from differing as d
    inner join latter_kpi_definition as k on d.kpi = k.kpi
    inner join news as n
        on
            n.dataset in (select unnest(string_split(k.source, ', ')))
            and (d.area in ('GFO', n.sender) or n.sender in ('GFO', 'SCB', 'SCB-CKM'))
            -- A kommun's file (`own`) tells of its own deliveries alone, which need not be why another figure changed.
            and d.area = coalesce(getvariable('own'), d.area)
    left join differing as s
        on d.kpi = s.kpi and d.cut = s.cut and d.period = s.period and n.sender = s.area and s.area <> 'GFO'
),

likely as (
    select *
    from behind
    qualify
        area <> 'GFO'
        or sends_of_all
        or own_differs
        or not bool_or(own_differs) over (partition by kpi, cut, area, period)
),

registers as (
    select
        kpi,
        cut,
        area,
        period,
        dataset,
        if(
            received is not null and count(distinct sender) > 3,
            dataset || ' från ' || count(distinct sender) || ' avsändare, mottagna '
            || strftime(min(received), '%Y-%m-%d')
            || if(
                min(received)::date = max(received)::date, '', ' till ' || strftime(max(received), '%Y-%m-%d')
            ),
            string_agg(distinct cause, '; ' order by cause)
        ) as cause
    from likely
    group by kpi, cut, area, period, dataset, received is not null
),

caused as (
    select
        kpi,
        cut,
        area,
        period,
        string_agg(cause, '; ' order by cause) as cause
    from registers
    group by kpi, cut, area, period
)

select
    d.kpi,
    coalesce(f.name, d.kpi) as name,
    d.cut,
    d.area,
    d.period,
    d.old_value,
    d.old_status,
    d.new_value,
    d.new_status,
    d.settled,
    coalesce(c.cause, 'ny rapportdag, nytt underlag eller nytt räknesätt') as cause
from differing as d
left join former_kpi_definition as f on d.kpi = f.kpi
left join caused as c on d.kpi = c.kpi and d.cut = c.cut and d.area = c.area and d.period = c.period
order by
    d.settled desc,
    (d.old_value is null or d.new_value is null) asc,
    -- In parts of what it was, so that kronor and children can be set beside each other; what was 0 has none.
    abs(d.new_value - d.old_value) / nullif(abs(d.old_value), 0) desc nulls first,
    d.kpi asc,
    d.cut asc,
    d.area asc,
    d.period asc
