/* kpi
name = "Uppdrag om individuellt stöd"
question = "Hur många uppdrag om stöd till ett enskilt familjehem påbörjades?"
unit = "uppdrag"
measure = "flow"
direction = "neither"
caveat = """\
    Räknas den dag uppdraget började. Fler uppdrag kan betyda större behov eller att stödet är mer känt.\
    """
source = ["stod"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    start_date as day,
    assignment_id as item
from core.support
where support_type = 'individuellt_stod'
