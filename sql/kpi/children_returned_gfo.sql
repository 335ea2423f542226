/* kpi
name = "Barn med återlämnad remiss"
question = "Om hur många olika barn lämnade GFO tillbaka en remiss utan att ha hittat ett hem?"
unit = "unika barn"
measure = "unique_flow"
direction = "worse"
same_as = "referrals_returned_gfo"
caveat = """\
    Ett barn räknas en gång i perioden. Barnet kan ha fått ett hem på en annan remiss.\
    """
source = ["remisser"]
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    decided as day,
    child_id as item
from core.referral
where outcome = 'aterlamnad'
