/* kpi
name = "Dagar i banken"
question = "Hur länge hade de hem som lämnade banken varit där, i det mittersta fallet?"
unit = "dagar"
measure = "median"
direction = "neither"
caveat = """\
    Median för de familjehem som lämnade banken i perioden, från den dag de kom. Hem som är kvar ingår inte.\
    """
source = ["familjehem"]
decimals = 1
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    home_kommun_code as kommun_code,
    gone as day,
    gone - came as value,
    concat_ws(':', home_id, came) as item
from core.home_stay
where gone is not null
