/* kpi
name = "Barn med inkommen remiss"
question = "Hur många olika barn kom det in en remiss om?"
unit = "unika barn"
measure = "unique_flow"
direction = "neither"
same_as = "referrals_received"
caveat = """\
    Ett barn räknas en gång i perioden hur många remisser det än kom in om det. Antalet remisser visas för \
    sig.\
    """
source = ["remisser"]
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    received as day,
    child_id as item
from core.referral
