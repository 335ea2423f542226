/* kpi
name = "Andel anmälningar som blev hem"
question = "Hur stor andel av periodens intresseanmälningar blev ett godkänt hem inom {follow_up}?"
unit = "procent"
measure = "ratio"
direction = "better"
caveat = """\
    Är preliminärt tills 365 dagar gått efter perioden och brukar stiga fram till dess. Jämför därför inte \
    det senaste året med äldre år.\
    """
source = ["rekrytering"]
numerator = "enquiries_approved_later"
denominator = "enquiries_received"
scale = 100
follow_up_days = 365
cuts = ["kanal"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
