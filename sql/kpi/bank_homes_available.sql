/* kpi
name = "Tillgängliga familjehem"
question = "Hur många familjehem kunde GFO föreslå den sista dagen i perioden?"
unit = "hem"
measure = "stock"
direction = "better"
caveat = """\
    Ett läge på en dag: hemmen kan ha varit fler eller färre dagen före. Att ett hem är tillgängligt \
    betyder inte att det passar ett visst barn. Kommunen är den där hemmet ligger.\
    """
source = ["familjehem"]
part_of = "bank_homes"
cuts = ["hemtyp"]
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
    coalesce(home_type, 'familjehem') as hemtyp
from core.home_status
where status = 'tillgangligt'
