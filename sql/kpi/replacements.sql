/* kpi
name = "Omplaceringar"
question = "Hur många gånger fick ett barn flytta till ett annat hem eller en annan form?"
unit = "omplaceringar"
measure = "flow"
direction = "worse"
caveat = """\
    En placering räknas när den börjar från dagen före till sju dagar efter att en tidigare placering av \
    samma barn slutade. Ett nytt beslut i samma hem räknas inte. Saknas uppgift om hemmet räknas bytet. \
    Flytt från jourhem eller akutfamilj är ofta planerad och visas för sig.\
    """
source = ["placeringar"]
part_of = "placements_started"
cuts = ["fran"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    placement.kommun_code,
    placement.start_date as day,
    placement.placement_id as item,
    arg_max(
        case when earlier.form in ('jourhem', 'akutfamilj') then 'akut' else 'annan' end,
        (earlier.end_date, earlier.start_date, (earlier.form in ('jourhem', 'akutfamilj'))::integer)
    ) as fran
from core.placement as placement
inner join core.placement as earlier
    on
        placement.child_id = earlier.child_id
        and placement.start_date > earlier.start_date
        -- A move may overlap by a day.
        and placement.start_date - earlier.end_date between -1 and 7
        -- A new decision in the same home is no move. Homes that are not given cannot be the same.
        and coalesce(placement.home_id != earlier.home_id, true)
group by placement.kommun_code, placement.start_date, placement.placement_id
