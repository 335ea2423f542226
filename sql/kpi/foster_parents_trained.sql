/* kpi
name = "Utbildade familjehemsföräldrar"
question = "Hur många deltog i grundutbildningen för familjehem?"
unit = "deltagare"
measure = "sum"
direction = "better"
caveat = """\
    Räknar deltagare vid grundutbildningens tillfällen. En person som går flera tillfällen räknas flera \
    gånger. GFO:s egna tillfällen räknas bara för GFO, inte per kommun.\
    """
source = ["utbildning"]
part_of = "training_participants"
sums_to = "foster_parents_trained = training_participants[utbildningstyp=grundutbildning]"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    day,
    participants as value,
    event_id as item
from core.training
where training_type = 'grundutbildning'
