/* kpi
name = "Vårddygn i konsulentstödda familjehem"
question = "Hur många dygn bodde barn i konsulentstödda familjehem under perioden?"
unit = "dygn"
measure = "days"
direction = "worse"
caveat = """\
    Hem som köps genom ett privat företag. Första dagen räknas, sista dagen räknas inte.\
    """
source = ["placeringar"]
part_of = "foster_care_days"
sums_to = "consultant_care_days = care_days[form=konsulentstott]"
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    start_date as first_day,
    end_date as last_day,
    placement_id as item
from core.placement
where form = 'konsulentstott'
