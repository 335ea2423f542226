/* kpi
name = "Återlämnade remisser"
question = "Hur många remisser lämnade GFO tillbaka utan att ha hittat ett hem?"
unit = "remisser"
measure = "flow"
direction = "worse"
caveat = """\
    Varför remissen lämnades tillbaka framgår inte. Det kan bero på brist på hem, men också på att barnets \
    behov krävde något annat än familjehem.\
    """
source = ["remisser"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    decided as day,
    referral_id as item
from core.referral
where outcome = 'aterlamnad'
