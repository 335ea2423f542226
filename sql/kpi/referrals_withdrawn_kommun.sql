/* kpi
name = "Återtagna remisser"
question = "Hur många remisser tog kommunen tillbaka?"
unit = "remisser"
measure = "flow"
direction = "neither"
caveat = """\
    Kommunen kan ta tillbaka en remiss för att behovet upphört eller för att väntan blev för lång. \
    Uppgiften skiljer inte på skälen.\
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
where outcome = 'atertagen'
