/* kpi
name = "Nya placeringar efter uppehåll"
question = "Hur många gånger placerades ett barn igen inom ett år efter att det senast lämnat vården?"
unit = "placeringar"
measure = "flow"
direction = "worse"
caveat = """\
    En placering räknas när den börjar 8 till 365 dagar efter att barnets senaste placering slutade. En ny \
    placering inom sju dagar är en omplacering.\
    """
source = ["placeringar"]
part_of = "placements_started"
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    placement.kommun_code,
    placement.start_date as day,
    placement.placement_id as item
from core.placement as placement
where
    placement.start_date - (
        select max(coalesce(earlier.end_date, date '9999-12-31'))
        from core.placement as earlier
        where
            earlier.child_id = placement.child_id
            and earlier.start_date < placement.start_date
    ) between 8 and 365
