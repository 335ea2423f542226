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
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    received as first_day,
    decided as last_day,
    referral_id as item
from core.referral
