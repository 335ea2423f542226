/* kpi
name = "Vårddygn i familjehem"
question = "Hur många dygn bodde barn i familjehem under perioden?"
unit = "dygn"
measure = "days"
direction = "neither"
caveat = """\
    Hem via GFO, kommunens egna hem, nätverkshem och konsulentstödda hem. Första dagen räknas, sista dagen \
    räknas inte.\
    """
source = ["placeringar"]
part_of = "care_days"
sums_to = "foster_care_days = care_days[form=familjehem_gfo] + care_days[form=familjehem_kommun] + care_days[form=natverkshem] + care_days[form=konsulentstott]"
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
where form in ('familjehem_gfo', 'familjehem_kommun', 'natverkshem', 'konsulentstott')
