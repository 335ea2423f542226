/* kpi
name = "Pågående remisser"
question = "Hur många remisser väntade på besked den sista dagen i perioden?"
unit = "remisser"
measure = "stock"
direction = "worse"
caveat = """\
    Ett läge på en dag. Året visar läget den 31 december, inte ett snitt. En remiss räknas från den dag den \
    kom in och inte längre den dag den avslutades.\
    """
source = ["remisser"]
sums_to = "referrals_received + opening(referrals_open) = referrals_decided + referrals_open"
cuts = ["vantat", "alder"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
with waited as (
    -- A referral is in one class of waiting at a time: its span is parted where it passes into the next.
    select
        referral.kommun_code,
        referral.referral_id,
        referral.birth_year,
        waiting.code as vantat,
        referral.received + waiting.from_days as first_day,
        least(
            coalesce(referral.decided, date '9999-12-31'),
            coalesce(referral.received + waiting.before_days, date '9999-12-31')
        ) as before_day
    from core.referral as referral
    cross join core.waiting_class as waiting
)

select
    waited.kommun_code,
    greatest(waited.first_day, make_date(waited.birth_year + age.from_age, 1, 1)) as first_day,
    nullif(
        least(waited.before_day, make_date(waited.birth_year + age.to_age + 1, 1, 1)), date '9999-12-31'
    ) as last_day,
    waited.referral_id as item,
    waited.vantat,
    coalesce(age.code, 'okand') as alder
from waited
left join core.age_class as age
    on
        waited.before_day > make_date(waited.birth_year + age.from_age, 1, 1)
        and waited.first_day < make_date(waited.birth_year + age.to_age + 1, 1, 1)
where waited.first_day < waited.before_day
