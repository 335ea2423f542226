-- crosscheck: En match via GFO har ingen placering i familjehem_gfo för samma barn inom 90 dagar från beslutet.
-- remedy: Fråga kommunen om placeringen är registrerad, med samma barn_id och rätt form. Rätta annars utfallet.
-- about: kommun
-- Either side of the decision: a child may move in before the referral is closed. Only where the kommun's own
-- register covers the 90 days after it, since a placement that is not delivered yet is nobody's fault.
with match as (
    select
        r.referral_id,
        r.kommun_code,
        r.child_id,
        r.decided,
        r.source_row
    from stage.remisser as r
    inner join core.coverage as c
        on
            c.dataset = 'placeringar'
            and r.kommun_code = c.kommun_code
            and r.decided >= c.starts
            and r.decided + 90 <= c.through
    inner join core.run as w on r.decided + 90 <= w.reporting_date
    where r.outcome = 'matchad_gfo'
),

placed as (
    select distinct m.referral_id
    from match as m
    inner join core.placement as p
        on
            m.kommun_code = p.kommun_code
            and m.child_id = p.child_id
            and p.start_date between m.decided - 90 and m.decided + 90
    where p.form = 'familjehem_gfo'
)

select
    m.kommun_code,
    p.referral_id is null as finding,
    'remisser rad ' || m.source_row || ', avslutad ' || m.decided as place
from match as m
left join placed as p on m.referral_id = p.referral_id
