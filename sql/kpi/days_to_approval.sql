/* kpi
name = "Dagar till godkännande"
question = "Hur lång tid tog det från intresseanmälan till godkänt hem i det mittersta fallet?"
unit = "dagar"
measure = "median"
direction = "worse"
caveat = """\
    Median för de hem som godkändes i perioden, från den dag anmälan kom in till den dag hemmet godkändes. \
    Pågående utredningar och avslag ingår inte. En noggrann utredning får ta tid.\
    """
source = ["rekrytering"]
decimals = 1
owner = "GFO"
reviewed = 2026-11-27
next_review = 2027-11-27
*/
select
    home_kommun_code as kommun_code,
    decision_date as day,
    decision_date - received as value,
    enquiry_id as item
from core.enquiry
where decision = 'godkand'
