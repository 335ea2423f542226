/* kpi
name = "Placeringskostnad per invånare 0–20 år"
question = "Vad kostade placeringarna per barn och ung i kommunen?"
unit = "kr per invånare 0–20 år"
measure = "ratio"
direction = "neither"
caveat = """\
    Fördelar kostnaden på alla barn och unga i kommunen, inte bara de placerade. Ett enda dyrt ärende märks \
    tydligt i en liten kommun.\
    """
source = ["kostnader", "befolkning"]
numerator = "placement_cost"
denominator = "children_0_20"
scale = 1
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
