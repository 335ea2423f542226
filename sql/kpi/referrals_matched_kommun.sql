/* kpi
name = "Barn matchade av kommunen"
question = "Hur många barn fick ett hem som kommunen själv hittade efter att ha frågat GFO?"
unit = "unika barn"
measure = "unique_flow"
direction = "neither"
caveat = """\
    Nätverksplaceringar ingår. Att kommunen själv hittar ett hem kan vara det bästa för barnet; det säger \
    inte att GFO saknade hem.\
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
where outcome in ('matchad_kommun', 'matchad_natverk')
