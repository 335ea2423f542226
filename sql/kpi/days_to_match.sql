/* kpi
name = "Dagar till matchning"
question = "Hur lång tid tog det från remiss till matchning i det mittersta fallet?"
unit = "dagar"
measure = "median"
direction = "worse"
caveat = """\
    Median för de remisser som matchades i perioden, från den dag de kom in till den dag de matchades. \
    Remisser som ännu väntar eller som aldrig matchades ingår inte, så den verkliga väntan kan vara längre.\
    """
source = ["remisser"]
decimals = 1
owner = "GFO"
reviewed = 2026-11-27
next_review = 2027-11-27
*/
select
    kommun_code,
    decided as day,
    decided - received as value,
    referral_id as item
from core.referral
where outcome in ('matchad_gfo', 'matchad_kommun', 'matchad_natverk')
