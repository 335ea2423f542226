/* kpi
name = "Intresseanmälningar"
question = "Hur många familjer anmälde intresse för att bli familjehem?"
unit = "anmälningar"
measure = "flow"
direction = "better"
caveat = """\
    Räknar anmälningar. En familj som hör av sig två gånger räknas två gånger. De flesta anmälningar leder \
    inte till ett godkänt hem.\
    """
source = ["rekrytering"]
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
