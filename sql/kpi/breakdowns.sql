/* kpi
name = "Sammanbrott"
question = "Hur många placeringar bröts utan att det var planerat?"
unit = "sammanbrott"
measure = "flow"
direction = "worse"
caveat = """\
    Bygger på den orsak som kommunen angav när placeringen avslutades. Kommunerna kan bedöma olika vad som \
    är ett sammanbrott.\
    """
source = ["placeringar"]
part_of = "placements_ended"
cuts = ["form"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    end_date as day,
    placement_id as item,
    form
from core.placement
where end_reason = 'sammanbrott'
