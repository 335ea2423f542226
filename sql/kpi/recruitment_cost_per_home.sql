/* kpi
name = "Rekryteringskostnad per godkänt hem"
question = "Vad kostade rekryteringen per nytt godkänt hem?"
unit = "kr per hem"
measure = "ratio"
direction = "worse"
caveat = """\
    Kostnaden tas när den bokförs och hemmet när det godkänns, ofta långt senare: jämför hela år, inte \
    tertial. Personalens lön ingår inte.\
    """
source = ["ekonomi", "rekrytering"]
numerator = "recruitment_cost"
denominator = "homes_approved"
scale = 1
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
