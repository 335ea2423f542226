-- grain: area and period of which a figure is known. A balance: opening + received = the outcomes + closing. Figures of the
-- KPIs, side by side. Rows are referrals, not children; outcomes are counted where they were decided.
with figure as (
    select
        v.area,
        v.period,
        max(v.value) filter (where v.kpi = 'referrals_received') as received,
        max(v.value) filter (where v.kpi = 'referrals_open') as closing,
        max(v.value) filter (where v.kpi = 'referrals_decided' and v.cut = '') as decided,
        max(v.value) filter (where v.cut = 'utfall=matchad_gfo') as matched_gfo,
        max(v.value) filter (where v.cut = 'utfall=matchad_kommun') as matched_kommun,
        max(v.value) filter (where v.cut = 'utfall=matchad_natverk') as matched_network,
        max(v.value) filter (where v.cut = 'utfall=aterlamnad') as returned_gfo,
        max(v.value) filter (where v.cut = 'utfall=atertagen') as withdrawn_kommun
    from kpi.resolved as v
    where
        v.status = 'ok'
        and (
            v.kpi = 'referrals_decided'
            or (v.kpi in ('referrals_received', 'referrals_open') and v.cut = '')
        )
    group by v.area, v.period
)

select
    f.area,
    f.period,
    (f.closing + f.decided - f.received)::bigint as opening,
    f.received::bigint as received,
    f.matched_gfo::bigint as matched_gfo,
    f.matched_kommun::bigint as matched_kommun,
    f.matched_network::bigint as matched_network,
    f.returned_gfo::bigint as returned_gfo,
    f.withdrawn_kommun::bigint as withdrawn_kommun,
    f.closing::bigint as closing
from figure as f
