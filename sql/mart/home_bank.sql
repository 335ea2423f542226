-- grain: area and period of which a figure is known. Ordinary foster homes by status on the day the period is read, homes
-- that came into or left the bank in it, and how long those that left had stayed. Figures of the KPIs, side by side.
with figure as (
    select
        v.area,
        v.period,
        max(v.value) filter (where v.cut = 'status=tillgangligt') as available,
        max(v.value) filter (where v.cut = 'status=upptaget') as occupied,
        max(v.value) filter (where v.cut = 'status=vilande') as resting,
        max(v.value) filter (where v.kpi = 'homes_joined_bank') as came,
        max(v.value) filter (where v.kpi = 'homes_left_bank') as left_bank,
        max(v.value) filter (where v.kpi = 'days_in_bank') as median_days_stayed
    from kpi.resolved as v
    where
        v.status = 'ok'
        and (
            (v.kpi = 'bank_homes' and v.cut like 'status=%')
            or v.kpi in ('homes_joined_bank', 'homes_left_bank', 'days_in_bank')
        )
    group by v.area, v.period
)

select
    f.area,
    f.period,
    f.available::bigint as available,
    f.occupied::bigint as occupied,
    f.resting::bigint as resting,
    f.came::bigint as came,
    f.left_bank::bigint as left_bank,
    f.median_days_stayed
from figure as f
