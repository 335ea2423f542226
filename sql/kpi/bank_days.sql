/* kpi
name = "Hemdygn i banken"
question = "Hur många dygn var familjehem i banken upptagna eller tillgängliga under perioden?"
unit = "dygn"
measure = "days"
direction = "neither"
caveat = """\
    Vanliga familjehem. Vilande hem räknas inte, eftersom de inte kan ta emot barn.\
    """
source = ["familjehem"]
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
    and status in ('upptaget', 'tillgangligt')
