/* kpi
name = "Hem som kom till banken"
question = "Hur många familjehem kom till familjehemsbanken under perioden?"
unit = "hem"
measure = "flow"
direction = "better"
caveat = """\
    Vanliga familjehem. Ett hem som kommer tillbaka efter ett uppehåll räknas igen. Kommunen är den där \
    hemmet senast låg.\
    """
source = ["familjehem"]
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    home_kommun_code as kommun_code,
    came as day,
    concat_ws(':', home_id, came) as item
from core.home_stay
