/* kpi
name = "Kostnad per vårddygn"
question = "Vad kostade ett vårddygn i genomsnitt?"
unit = "kr per vårddygn"
measure = "ratio"
direction = "neither"
caveat = """\
    Påverkas av vilka former som används: HVB och SiS kostar mer än familjehem. Jämför därför form för \
    form. Kostnader som bokförs sent kan göra den senaste perioden för låg. I en period som pågår räknas bara \
    hela månader, för både kostnader och dygn.\
    """
source = ["kostnader", "placeringar"]
numerator = "placement_cost"
denominator = "care_days_costed"
scale = 1
cuts = ["form"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
