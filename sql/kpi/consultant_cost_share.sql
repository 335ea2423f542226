/* kpi
name = "Konsulentstöddas andel av familjehemskostnaden"
question = "Hur stor del av familjehemskostnaden gick till konsulentstödda hem?"
unit = "procent"
measure = "ratio"
direction = "worse"
caveat = """\
    Andelen kan stiga utan att fler barn bor i konsulentstödda hem, om de egna hemmen blir billigare eller \
    färre.\
    """
source = ["kostnader"]
numerator = "consultant_cost"
denominator = "foster_cost"
scale = 100
decimals = 1
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
