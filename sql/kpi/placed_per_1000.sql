/* kpi
name = "Placerade per 1 000 barn och unga 0–20 år"
question = "Hur många av tusen barn och unga i kommunen var placerade någon gång under perioden?"
unit = "per 1 000 barn 0–20 år"
measure = "ratio"
direction = "neither"
caveat = """\
    Gör kommuner av olika storlek jämförbara. Längre perioder ger högre värden, så jämför tertial med \
    tertial och år med år. Små kommuner varierar mycket av en slump.\
    """
source = ["placeringar", "befolkning"]
numerator = "placed_children_0_20"
denominator = "children_0_20"
scale = 1000
decimals = 1
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
