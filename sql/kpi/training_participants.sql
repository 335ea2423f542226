/* kpi
name = "Deltagare i utbildning och träffar"
question = "Hur många deltog i utbildningar, träffar och familjedagar?"
unit = "deltagare"
measure = "sum"
direction = "better"
caveat = """\
    Räknar deltagare per tillfälle. Samma person räknas varje gång hon deltar. GFO:s egna tillfällen räknas \
    bara för GFO, inte per kommun.\
    """
source = ["utbildning"]
cuts = ["utbildningstyp"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    day,
    participants as value,
    event_id as item,
    training_type as utbildningstyp
from core.training
