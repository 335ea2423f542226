/* kpi
name = "Kostnad för familjehem"
question = "Vad kostade familjehemmen, egna och konsulentstödda?"
unit = "kr"
measure = "sum"
direction = "neither"
caveat = """\
    Rymmer hem via GFO, kommunens egna hem, nätverkshem och konsulentstödda hem. Jourhem ingår inte. \
    Kommunens avgift till GFO ingår inte.\
    """
source = ["kostnader"]
part_of = "placement_cost"
sums_to = """\
    foster_cost = placement_cost[form=familjehem_gfo] + placement_cost[form=familjehem_kommun] + \
    placement_cost[form=natverkshem] + placement_cost[form=konsulentstott]\
    """
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
where form in ('familjehem_gfo', 'familjehem_kommun', 'natverkshem', 'konsulentstott')
