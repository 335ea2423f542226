/* kpi
name = "Hem som lämnade banken"
question = "Hur många familjehem lämnade familjehemsbanken under perioden?"
unit = "hem"
measure = "flow"
direction = "worse"
caveat = """\
    Vanliga familjehem. Ett hem har lämnat banken när det inte har någon status längre; varför framgår inte. \
    Kommunen är den där hemmet senast låg.\
    """
source = ["familjehem"]
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    home_kommun_code as kommun_code,
    gone as day,
    concat_ws(':', home_id, came) as item
from core.home_stay
where gone is not null
