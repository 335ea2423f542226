/* kpi
name = "Avslutade placeringar"
question = "Hur många placeringar upphörde?"
unit = "placeringar"
measure = "flow"
direction = "neither"
caveat = "Räknar placeringar, inte barn. Rymmer både planerade avslut, byten av hem och sammanbrott."
source = ["placeringar"]
cuts = ["form", "orsak"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
-- A placement that goes on has no such day, and is not counted.
select
    kommun_code,
    end_date as day,
    placement_id as item,
    form,
    coalesce(end_reason, 'okand') as orsak
from core.placement
