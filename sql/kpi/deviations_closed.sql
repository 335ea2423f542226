/* kpi
name = "Avslutade avvikelser"
question = "Hur många avvikelser stängdes?"
unit = "avvikelser"
measure = "flow"
direction = "neither"
caveat = """\
    Räknas den dag avvikelsen stängdes, när den än rapporterades.\
    """
source = ["avvikelser"]
cuts = ["kategori"]
owner = "GFO"
reviewed = 2026-11-25
next_review = 2027-11-25
*/
select
    kommun_code,
    closed as day,
    deviation_id as item,
    category as kategori
from core.deviation
where closed is not null
