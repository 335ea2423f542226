/* kpi
name = "Godkända hem"
question = "Hur många nya hem godkändes efter utredning?"
unit = "hem"
measure = "flow"
direction = "better"
caveat = """\
    Räknas den dag beslutet togs. Anmälan kan ha kommit in långt tidigare. Hur många hem som samtidigt \
    lämnade banken framgår inte här.\
    """
source = ["rekrytering"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    home_kommun_code as kommun_code,
    decision_date as day,
    enquiry_id as item
from core.enquiry
where decision = 'godkand'
