/* kpi
name = "Barn matchade via GFO"
question = "Hur många barn fick ett hem som GFO föreslog?"
unit = "unika barn"
measure = "unique_flow"
direction = "better"
caveat = """\
    Varje barn räknas en gång per period. Räknas den dag remissen avslutades, även när remissen kom in en \
    tidigare period.\
    """
source = ["remisser"]
part_of = "referrals_matched"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    decided as day,
    child_id as item
from core.referral
where outcome = 'matchad_gfo'
