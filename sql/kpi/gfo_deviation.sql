/* kpi
name = "GFO:s avvikelse mot budget"
question = "Hur mycket mindre än budgeten kostade GFO:s verksamhet?"
unit = "kr"
measure = "difference"
direction = "better"
caveat = """\
    Budget minus utfall: under budget kostade det mindre än planerat, vilket också kan bero på att något inte \
    blev av. I filer är under budget ett plus och över ett minus.\
    """
source = ["ekonomi"]
minuend = "gfo_budget"
subtrahend = "gfo_outcome"
areas = "GFO"
grain = "tertial"
cuts = ["post"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
