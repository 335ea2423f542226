/* kpi
name = "Matchade barn"
question = "Hur många barn fick ett hem efter en remiss till GFO?"
unit = "unika barn"
measure = "unique_flow"
direction = "better"
caveat = """\
    Varje barn räknas en gång i den period man frågar om, så ett år är inte summan av sina tertial. Räknas \
    den dag remissen avslutades.\
    """
source = ["remisser"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    decided as day,
    child_id as item
from core.referral
where outcome in ('matchad_gfo', 'matchad_kommun', 'matchad_natverk')
