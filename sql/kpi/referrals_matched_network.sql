/* kpi
name = "Barn placerade i nätverket"
question = "Hur många barn fick efter en remiss ett hem hos släkt eller andra i sitt nätverk?"
unit = "unika barn"
measure = "unique_flow"
direction = "neither"
caveat = """\
    Ingår i barn matchade av kommunen. Nätverksplaceringar som kommunen gör utan att först ha remitterat \
    till GFO syns inte här.\
    """
source = ["remisser"]
part_of = "referrals_matched_kommun"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    decided as day,
    child_id as item
from core.referral
where outcome = 'matchad_natverk'
