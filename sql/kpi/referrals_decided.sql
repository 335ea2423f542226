/* kpi
name = "Avslutade remisser"
question = "Hur många remisser avslutades, oavsett hur det gick?"
unit = "remisser"
measure = "flow"
direction = "neither"
caveat = """\
    Räknas den dag remissen avslutades. Remissen kan ha kommit in en tidigare period, så avslutade kan vara \
    fler än inkomna.\
    """
source = ["remisser"]
sums_to = "referrals_decided = matches + referrals_returned_gfo + referrals_withdrawn_kommun"
cuts = ["utfall"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
-- A referral that is still open has no such day, and is not counted.
select
    kommun_code,
    decided as day,
    referral_id as item,
    nullif(outcome, 'pagaende') as utfall
from core.referral
