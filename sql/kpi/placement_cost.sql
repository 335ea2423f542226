/* kpi
name = "Placeringskostnad"
question = "Vad kostade placeringarna kommunen?"
unit = "kr"
measure = "sum"
direction = "neither"
caveat = """\
    Bokförd kostnad per månad som kommunen har lämnat. En faktura kan bokföras en annan månad än vården \
    gavs. Kommunerna kan räkna in olika saker.\
    """
source = ["kostnader"]
cuts = ["form"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    -- A month's cost is known when the month has ended.
    last_day(month) as day,
    amount as value,
    concat_ws(':', kommun_code, month, form) as item,
    form
from core.cost
