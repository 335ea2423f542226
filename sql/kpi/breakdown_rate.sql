/* kpi
name = "Andel sammanbrott"
question = "Hur stor andel av de avslutade placeringarna bröts utan att det var planerat?"
unit = "procent"
measure = "ratio"
direction = "worse"
caveat = """\
    Bygger på få fall i en enskild kommun: ett enda ärende kan flytta andelen flera procentenheter. Jämför \
    hellre över flera år.\
    """
source = ["placeringar"]
numerator = "breakdowns"
denominator = "placements_ended"
scale = 100
cuts = ["form"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
