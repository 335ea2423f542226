-- grain: a figure of the former database that the latter one has otherwise, or no longer has: first of periods that were
-- over, the largest relative change on top, then of those under way; last what is missing in one of the two.
-- `causes`: the deliveries and corrections that are new since, of what the figure is counted from (a share's changed
-- part) and of a sender that the area depends on; a correction only where it changes the figure, and its delivery only
-- where that is not all of the change. `former_through`: how far every one of these senders' deliveries of the register
-- reached in the former database, null where one had none; `about`: the one kommun whose figures a correction changes,
-- as the latter database tells its effects. `certain`: each of them is behind it; else one or more of them are. None means
-- that the way of counting, the reporting date or the reference data changed.
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
        not o.preliminary and o.status <> 'missing' as settled,
        if(o.numerator is distinct from n.numerator, true, false) as numerator_differs,
        if(o.denominator is distinct from n.denominator, true, false) as denominator_differs
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

-- What each part of a figure is counted from: a share of its two parts, all others of the whole.
source as (
    select
        k.kpi,
        'whole' as part,
        unnest(string_split(k.source, ', ')) as dataset
    from latter_kpi_definition as k
    union
    select
        k.kpi,
        'numerator' as part,
        unnest(string_split(p.source, ', ')) as dataset
    from latter_kpi_definition as k
    inner join latter_kpi_definition as p on k.numerator = p.kpi
    union
    select
        k.kpi,
        'denominator' as part,
        unnest(string_split(p.source, ', ')) as dataset
    from latter_kpi_definition as k
    inner join latter_kpi_definition as p on k.denominator = p.kpi
),

counted_from as (
    select distinct
        d.kpi,
        d.cut,
        d.area,
        d.period,
        d.old_value,
        d.old_status,
        s.dataset
    from differing as d
    inner join source as s
        on
            d.kpi = s.kpi
            and (
                (s.part = 'numerator' and d.numerator_differs)
                or (s.part = 'denominator' and d.denominator_differs)
                or (s.part = 'whole' and not d.numerator_differs and not d.denominator_differs)
            )
),

reach_before as (
    select
        dataset,
        sender,
        max(through) as through
    from former_delivery_status
    group by dataset, sender
),

news as (
    select
        'leverans' as kind,
        l.dataset,
        l.sender,
        l.received::date as received,
        b.through as former_through,
        '' as column_name,
        '' as reason
    from latter_delivery_status as l
    left join reach_before as b on l.dataset = b.dataset and l.sender = b.sender
    anti join former_delivery_status as f
        on
            l.dataset = f.dataset
            and l.sender = f.sender
            and l.file_sha256 = f.file_sha256
            and l.through = f.through
    union
    select
        'rattelse' as kind,
        l.dataset,
        l.sender,
        null as received,
        null as former_through,
        l.column_name,
        l.reason
    from latter_declaration as l
    anti join former_declaration as f
        on
            l.kind = f.kind
            and l.outcome = f.outcome
            and l.dataset = f.dataset
            and l.sender = f.sender
            and l.column_name = f.column_name
            and l.reason = f.reason
    where
        l.kind = 'rattelse'
        and l.outcome = 'applied'
),

-- The corrections whose effect is told, for the whole figures of tertials and years.
tried as (
    select distinct
        dataset,
        sender,
        column_name,
        reason
    from latter_correction_effect
),

-- Whose figures each correction changes, where it is one kommun's.
touched as (
    select
        dataset,
        sender,
        column_name,
        reason,
        if(count(distinct area) = 1, any_value(area), '') as about
    from latter_correction_effect
    where area <> 'GFO'
    group by dataset, sender, column_name, reason
),

behind as (
    select
        d.kpi,
        d.cut,
        d.area,
        d.period,
        n.kind,
        n.dataset,
        n.sender,
        n.received,
        n.former_through,
        n.reason,
        coalesce(w.about, '') as about,
        n.sender in ('GFO', 'SCB', 'SCB-CKM') as sends_of_all,
        s.area is not null as own_differs,
        t.dataset is not null and d.cut = '' and regexp_full_match(d.period, '\d{4}(T\d)?') as is_known,
        e.dataset is not null as changes_it,
        -- Without the correction the figure would be what it was.
        (
            e.dataset is not null
            and coalesce(e.value_without = d.old_value, e.value_without is null and d.old_value is null)
            and e.status_without = d.old_status
        ) as explains_it
    from counted_from as d
    inner join news as n
        on
            d.dataset = n.dataset
            and (d.area in ('GFO', n.sender) or n.sender in ('GFO', 'SCB', 'SCB-CKM'))
            -- A kommun's file (`own`) tells of its own deliveries alone, which need not be why another figure changed.
            and d.area = coalesce(getvariable('own'), d.area)
    left join counted_from as s
        on
            d.kpi = s.kpi
            and d.cut = s.cut
            and d.period = s.period
            and d.dataset = s.dataset
            and n.sender = s.area
            and s.area <> 'GFO'
    left join tried as t
        on
            n.kind = 'rattelse'
            and n.dataset = t.dataset
            and n.sender = t.sender
            and n.column_name = t.column_name
            and n.reason = t.reason
    left join touched as w
        on
            n.kind = 'rattelse'
            and n.dataset = w.dataset
            and n.sender = w.sender
            and n.column_name = w.column_name
            and n.reason = w.reason
    left join latter_correction_effect as e
        on
            n.kind = 'rattelse'
            and n.dataset = e.dataset
            and n.sender = e.sender
            and n.column_name = e.column_name
            and n.reason = e.reason
            and d.kpi = e.kpi
            and d.area = e.area
            and d.period = e.period
            and d.cut = ''
),

likely as (
    select *
    from behind
    qualify
        -- For GFO the kommuner whose own figure differs too, by the same register, where any does.
        (
            area <> 'GFO'
            or sends_of_all
            or own_differs
            or not bool_or(own_differs) over (partition by kpi, cut, area, period, dataset)
        )
        and (not is_known or changes_it)
        and (
            kind = 'rattelse'
            or not bool_or(is_known and explains_it)
                over (partition by kpi, cut, area, period, dataset, sender)
        )
),

counted as (
    select
        *,
        count(*) over (partition by kpi, cut, area, period) as causes,
        count(*) filter (where kind = 'leverans')
            over (partition by kpi, cut, area, period, dataset) as deliveries,
        count(*) filter (where kind = 'rattelse')
            over (partition by kpi, cut, area, period, dataset, sender) as corrections,
        count(*) filter (where kind = 'rattelse' and not is_known)
            over (partition by kpi, cut, area, period, dataset, sender) as guessed
    from likely
),

-- Whether each is behind it for certain: the only one there is; a correction whose effect is told; a delivery that is
-- the only one of its register, or whose kommun's own figure differs, unless corrections of it may be all there is.
judged as (
    select
        *,
        causes = 1
        or (kind = 'rattelse' and (is_known or (corrections = 1 and deliveries = 0)))
        or (
            kind = 'leverans'
            and (deliveries = 1 or own_differs)
            and (corrections = 0 or (corrections = 1 and guessed = 0))
        ) as is_certain
    from counted
),

-- Many of one register at once are one cause.
registers as (
    select
        kpi,
        cut,
        area,
        period,
        kind,
        dataset,
        if(kind = 'leverans' and deliveries > 3, '', sender) as sender,
        count(*)::integer as senders,
        min(received) as first_day,
        max(received) as last_day,
        if(bool_or(former_through is null), null, min(former_through)) as former_through,
        reason,
        if(count(distinct about) = 1, any_value(about), '') as about,
        bool_and(is_certain) as is_certain
    from judged
    group by
        kpi, cut, area, period, kind, dataset, if(kind = 'leverans' and deliveries > 3, '', sender), reason
),

caused as (
    select
        kpi,
        cut,
        area,
        period,
        list(
            {
                'kind': kind,
                'dataset': dataset,
                'sender': sender,
                'senders': senders,
                'first_day': first_day,
                'last_day': last_day,
                'reason': reason,
                'former_through': former_through,
                'about': about
            }
            order by kind, dataset, sender, reason
        ) as causes,
        bool_and(is_certain) as certain
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
    coalesce(c.causes, []) as causes,
    coalesce(c.certain, false) as certain
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
