/* kpi
name = "Påbörjade placeringar i akutfamilj"
question = "Hur många barn placerades i en akutfamilj?"
unit = "unika barn"
measure = "unique_flow"
direction = "neither"
caveat = "Ingår i påbörjade jourhemsplaceringar. Varje barn räknas en gång per period."
source = ["placeringar"]
part_of = "emergency_placements_started"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as day,
    child_id as item
from core.placement
where form = 'akutfamilj'
