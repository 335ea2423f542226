/* kpi
name = "Barn i familjehem"
question = "Hur många barn bodde i familjehem någon gång under perioden?"
unit = "unika barn"
measure = "during"
direction = "neither"
caveat = """\
    Varje barn räknas en gång per period. Rymmer hem via GFO, kommunens egna hem, nätverkshem och \
    konsulentstödda hem. Jourhem ingår inte.\
    """
source = ["placeringar"]
part_of = "placed_children"
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
where form in ('familjehem_gfo', 'familjehem_kommun', 'natverkshem', 'konsulentstott')
