/* kpi
name = "Barn i konsulentstödda familjehem"
question = "Hur många barn bodde i ett konsulentstött familjehem någon gång under perioden?"
unit = "unika barn"
measure = "during"
direction = "neither"
caveat = """\
    Ett konsulentstött hem köps genom ett företag och är oftast dyrare. För ett enskilt barn kan det ändå \
    vara rätt val.\
    """
source = ["placeringar"]
part_of = "foster_children"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as first_day,
    end_date as last_day,
    child_id as item
from core.placement
where form = 'konsulentstott'
