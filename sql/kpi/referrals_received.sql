/* kpi
name = "Inkomna remisser"
question = "Hur många remisser om familjehem kom in till GFO?"
unit = "remisser"
measure = "flow"
direction = "neither"
caveat = """\
    En remiss gäller ett barn, men samma barn kan remitteras flera gånger. Antalet säger hur ofta \
    kommunerna frågar, inte hur många barn som behöver ett hem.\
    """
source = ["remisser"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    received as day,
    referral_id as item
from core.referral
