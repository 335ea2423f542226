/* kpi
name = "Dagar till avslut"
question = "Hur lång tid tog det från att en remiss kom in till att den avslutades, i det mittersta fallet?"
unit = "dagar"
measure = "median"
direction = "worse"
caveat = """\
    Median för de remisser som avslutades i perioden, hur de än slutade, från den dag de kom in till den dag \
    de avslutades. Remisser som ännu väntar ingår inte.\
    """
source = ["remisser"]
decimals = 1
cuts = ["utfall"]
owner = "GFO"
reviewed = 2026-11-27
next_review = 2027-11-27
*/
select
    kommun_code,
    decided as day,
    decided - received as value,
    referral_id as item,
    nullif(outcome, 'pagaende') as utfall
from core.referral
where decided is not null
