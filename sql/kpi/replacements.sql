/* kpi
name = "Omplaceringar"
question = "Hur många gånger fick ett barn flytta till ett annat hem eller en annan form?"
unit = "placeringar"
measure = "flow"
direction = "worse"
caveat = """\
    En placering räknas när den börjar högst sju dagar efter att en tidigare placering av samma barn \
    slutade. Ett nytt beslut i samma hem räknas inte. Saknas uppgift om hemmet räknas bytet. En flytt kan \
    vara planerad och till barnets bästa.\
    """
source = ["placeringar"]
part_of = "placements_started"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    placement.kommun_code,
    placement.start_date as day,
    placement.placement_id as item
from core.placement as placement
where
    exists (
        select 1
        from core.placement as earlier
        where
            earlier.child_id = placement.child_id
            and earlier.start_date < placement.start_date
            and placement.start_date - earlier.end_date between 0 and 7
            -- A new decision in the same home is no move. Homes that are not given cannot be the same.
            and coalesce(earlier.home_id != placement.home_id, true)
    )
