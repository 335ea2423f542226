/* kpi
name = "Vårdnadsöverflyttningar"
question = "Hur många placeringar slutade med att vårdnaden flyttades över till familjehemmet?"
unit = "överflyttningar"
measure = "flow"
direction = "neither"
caveat = """\
    Bygger på den orsak som kommunen angav när placeringen avslutades. Barnet bor kvar i hemmet men är inte \
    längre placerat.\
    """
source = ["placeringar"]
part_of = "placements_ended"
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    end_date as day,
    placement_id as item
from core.placement
where end_reason = 'vardnadsoverflyttning'
