/* kpi
name = "Anmälningar som ledde till godkänt hem"
question = "Hur många av periodens intresseanmälningar blev ett godkänt hem inom {follow_up}?"
unit = "anmälningar"
measure = "flow"
direction = "better"
caveat = """\
    Följer anmälningarna från den period de kom in. Är preliminärt tills 365 dagar gått efter perioden, \
    eftersom fler kan hinna godkännas.\
    """
source = ["rekrytering"]
part_of = "enquiries_received"
follow_up_days = 365
cuts = ["kanal"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    home_kommun_code as kommun_code,
    received as day,
    enquiry_id as item,
    channel as kanal
from core.enquiry
where
    decision = 'godkand'
    and decision_date <= received + 365
    -- An approval after the reporting date is not known yet, whichever day the enquiry came in.
    and decision_date <= (select run.reporting_date from core.run)
