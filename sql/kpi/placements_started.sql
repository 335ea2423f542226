/* kpi
name = "Påbörjade placeringar"
question = "Hur många placeringar började?"
unit = "placeringar"
measure = "flow"
direction = "neither"
caveat = "Räknar placeringar, inte barn. Ett barn som byter hem får en ny placering."
source = ["placeringar"]
cuts = ["form"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as day,
    placement_id as item,
    form
from core.placement
