/* kpi
name = "Dagar till stängd avvikelse"
question = "Hur länge var en avvikelse öppen innan den stängdes, i det mittersta fallet?"
unit = "dagar"
measure = "median"
direction = "worse"
caveat = """\
    Median för de avvikelser som stängdes i perioden, från avvikelsens dag till den dag den stängdes. De som \
    ännu är öppna ingår inte, så den verkliga tiden kan vara längre.\
    """
source = ["avvikelser"]
decimals = 1
cuts = ["kategori"]
owner = "GFO"
reviewed = 2026-11-27
next_review = 2027-11-27
*/
select
    kommun_code,
    closed as day,
    closed - day as value,
    deviation_id as item,
    category as kategori
from core.deviation
where closed is not null
