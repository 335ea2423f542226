/* kpi
name = "Öppna avvikelser"
question = "Hur många avvikelser var ännu inte avslutade den sista dagen i perioden?"
unit = "avvikelser"
measure = "stock"
direction = "worse"
caveat = """\
    Ett läge på en dag. En avvikelse är öppen från den dag den rapporterades tills den stängs; en åtgärdad \
    avvikelse utan stängningsdag räknas som öppen.\
    """
source = ["avvikelser"]
cuts = ["kategori"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    day as first_day,
    closed as last_day,
    deviation_id as item,
    category as kategori
from core.deviation
