/* kpi
name = "Beläggning i familjehemsbanken"
question = "Hur stor andel av tiden var bankens familjehem upptagna?"
unit = "procent"
measure = "ratio"
direction = "neither"
caveat = """\
    Upptagna dygn av upptagna och tillgängliga. Hög beläggning betyder att hemmen används men också att få \
    hem finns att föreslå.\
    """
source = ["familjehem"]
numerator = "bank_days_occupied"
denominator = "bank_days"
scale = 100
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
