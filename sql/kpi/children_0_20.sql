/* kpi
name = "Barn och unga 0–20 år"
question = "Hur många barn och unga bor i kommunen?"
unit = "invånare"
measure = "level"
direction = "neither"
caveat = """\
    Folkmängden den 31 december året före, enligt SCB, annars den senast kända dessförinnan; siffran säger \
    vilken. Ett år räknas först när alla åldrar 0–20 finns. GFO är de \
    kommuner som äger GFO. Från 2025 lägger SCB in små slumpmässiga ändringar, så åldrarna kan avvika något \
    från totalen.\
    """
source = ["befolkning"]
level_day = "year_end_before"
cover = false
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    make_date(year, 12, 31) as day,
    sum(children) as value
from core.population
where
    age between 0 and 20
    -- A neighbour's children are not GFO's to serve: its population may be delivered but never enters a rate.
    and kommun_code in (select owner.kommun_code from core.owner)
group by kommun_code, year
-- A year in which an age is missing is no year: the sum of the others would pass for all of them.
having count(*) = 21
