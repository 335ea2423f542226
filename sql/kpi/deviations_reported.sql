/* kpi
name = "Rapporterade avvikelser"
question = "Hur många avvikelser i samarbetet rapporterades?"
unit = "avvikelser"
measure = "flow"
direction = "neither"
caveat = """\
    Fler rapporter kan betyda fler problem, men också att fler vågar rapportera. Läs tillsammans med vad \
    avvikelserna gäller.\
    """
source = ["avvikelser"]
cuts = ["kategori"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    day,
    deviation_id as item,
    category as kategori
from core.deviation
