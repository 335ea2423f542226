/* kpi
name = "Vårddygn i hela månader"
question = "Hur många dygn var barn placerade under periodens hela månader?"
unit = "dygn"
measure = "days"
whole_months = true
part_of = "care_days"
direction = "neither"
same_as = "care_days"
caveat = """\
    Dygnen som kostnad per vårddygn räknas på. Som vårddygn, men i en period som pågår bara till och med \
    den senaste hela månaden, eftersom kostnader kommer månad för månad. I en avslutad period är talen lika.\
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
