/* kpi
name = "Kostnad för konsulentstödda familjehem"
question = "Vad kostade de konsulentstödda familjehemmen?"
unit = "kr"
measure = "sum"
direction = "neither"
caveat = """\
    Bokförd kostnad. Priset rymmer företagets stöd till hemmet, som kommunen annars betalar på annat sätt.\
    """
source = ["kostnader"]
part_of = "foster_cost"
sums_to = "consultant_cost = placement_cost[form=konsulentstott]"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    -- A month's cost is known when the month has ended.
    last_day(month) as day,
    amount as value,
    concat_ws(':', kommun_code, month, form) as item
from core.cost
where form = 'konsulentstott'
