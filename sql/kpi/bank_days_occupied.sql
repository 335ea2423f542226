/* kpi
name = "Upptagna hemdygn i banken"
question = "Hur många dygn var familjehem i banken upptagna under perioden?"
unit = "dygn"
measure = "days"
direction = "neither"
caveat = """\
    Vanliga familjehem. Ett hem med barn räknas varje dygn det står som upptaget.\
    """
source = ["familjehem"]
part_of = "bank_days"
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    home_kommun_code as kommun_code,
    from_date as first_day,
    to_date as last_day,
    home_id as item
from core.home_status
where
    coalesce(home_type, 'familjehem') = 'familjehem'
    and status = 'upptaget'
