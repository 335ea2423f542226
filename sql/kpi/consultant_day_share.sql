/* kpi
name = "Andel vårddygn i konsulentstödda familjehem"
question = "Hur stor andel av dygnen i familjehem var i konsulentstödda hem?"
unit = "procent"
measure = "ratio"
direction = "worse"
caveat = """\
    Mäter hur mycket vård som köps, inte vad den kostar: ett barn som bor länge väger mer än ett som bor \
    kort.\
    """
source = ["placeringar"]
numerator = "consultant_care_days"
denominator = "foster_care_days"
scale = 100
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
