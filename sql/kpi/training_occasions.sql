/* kpi
name = "Utbildningstillfällen"
question = "Hur många utbildningar och träffar höll GFO?"
unit = "tillfällen"
measure = "flow"
direction = "neither"
caveat = """\
    Räknar tillfällen, inte deltagare. Ett tillfälle utan kommun räknas bara för GFO.\
    """
source = ["utbildning"]
cuts = ["utbildningstyp"]
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    day,
    event_id as item,
    training_type as utbildningstyp
from core.training
