/* kpi
name = "Avslutssamtal"
question = "Hur många avslutssamtal hölls med familjehem som avslutade ett uppdrag?"
unit = "samtal"
measure = "flow"
direction = "better"
caveat = "Räknar hållna samtal. Hur stor del av alla avslutade uppdrag det är framgår inte."
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
where support_type = 'avslutssamtal'
