/* kpi
name = "Matchningar"
question = "Hur många remisser slutade med att barnet fick ett hem?"
unit = "remisser"
measure = "flow"
direction = "better"
same_as = "referrals_matched"
caveat = """\
    Räknar remisser, inte barn: ett barn som matchas två gånger under perioden räknas två gånger. Rymmer \
    hem via GFO, kommunens egna hem och nätverkshem.\
    """
source = ["remisser"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    kommun_code,
    decided as day,
    referral_id as item
from core.referral
where outcome in ('matchad_gfo', 'matchad_kommun', 'matchad_natverk')
