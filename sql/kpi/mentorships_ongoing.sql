/* kpi
name = "Pågående mentorskap"
question = "Hur många mentorskap pågick den sista dagen i perioden?"
unit = "mentorskap"
measure = "stock"
direction = "neither"
caveat = """\
    Ett läge på en dag. Ett uppdrag räknas från sin första dag och inte längre på sin sista. Ett uppdrag \
    utan slutdatum räknas som pågående.\
    """
source = ["stod"]
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    start_date as first_day,
    end_date as last_day,
    assignment_id as item
from core.support
where support_type = 'mentorskap'
