/* kpi
name = "Vårddygn"
question = "Hur många dygn var barn placerade under perioden?"
unit = "dygn"
measure = "days"
direction = "neither"
caveat = """\
    Första dagen räknas, sista dagen räknas inte. En pågående placering räknas till och med rapportdagen. \
    Två placeringar som överlappar räknas båda.\
    """
source = ["placeringar"]
cuts = ["form"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as first_day,
    end_date as last_day,
    placement_id as item,
    form
from core.placement
