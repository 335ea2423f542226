/* kpi
name = "Familjehem i banken"
question = "Hur många familjehem fanns i familjehemsbanken den sista dagen i perioden?"
unit = "hem"
measure = "stock"
direction = "better"
caveat = """\
    Ett läge på en dag, oavsett om hemmet är tillgängligt, upptaget eller vilande. Räknar vanliga \
    familjehem; jourhem, akutfamiljer och mentorsfamiljer visas var för sig. Kommunen är den där hemmet \
    ligger.\
    """
source = ["familjehem"]
cuts = ["hemtyp", "status"]
total_cut = "hemtyp=familjehem"
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    home_kommun_code as kommun_code,
    from_date as first_day,
    to_date as last_day,
    home_id as item,
    coalesce(home_type, 'familjehem') as hemtyp,
    case when coalesce(home_type, 'familjehem') = 'familjehem' then status end as status
from core.home_status
