/* kpi
name = "Påbörjade mentorskap"
question = "Hur många familjehem fick en mentorsfamilj?"
unit = "mentorskap"
measure = "flow"
direction = "better"
caveat = "Räknas den dag mentorskapet började. Pågående mentorskap från tidigare perioder ingår inte."
source = ["stod"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as day,
    assignment_id as item
from core.support
where support_type = 'mentorskap'
