/* kpi
name = "Andel matchade"
question = "Hur stor andel av de avslutade remisserna slutade med att barnet fick ett hem?"
unit = "procent"
measure = "ratio"
direction = "better"
caveat = """\
    Bygger på få remisser i en enskild kommun: ett enda ärende kan flytta andelen flera procentenheter. \
    Remisser som ännu väntar ingår inte.\
    """
source = ["remisser"]
numerator = "matches"
denominator = "referrals_decided"
scale = 100
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
