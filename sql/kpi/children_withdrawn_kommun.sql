/* kpi
name = "Barn med återtagen remiss"
question = "Om hur många olika barn tog kommunen tillbaka en remiss?"
unit = "unika barn"
measure = "unique_flow"
direction = "neither"
same_as = "referrals_withdrawn_kommun"
caveat = """\
    Ett barn räknas en gång i perioden. En remiss kan tas tillbaka för att behovet har ändrats eller för att \
    det dröjde.\
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
where outcome = 'atertagen'
