/* kpi
name = "Barn i vård vid periodens slut"
question = "Hur många barn var placerade den sista dagen i perioden?"
unit = "unika barn"
measure = "stock"
direction = "neither"
caveat = """\
    Ett läge på en dag. En placering som avslutas den dagen räknas inte. Ett barn räknas en gång i totalen, \
    även om två placeringar råkar överlappa; per form kan barnet då synas två gånger.\
    """
source = ["placeringar"]
part_of = "placed_children"
cuts = ["form", "alder", "kon", "lagrum"]
owner = "GFO"
reviewed = 2026-11-21
next_review = 2027-11-21
*/
select
    placement.kommun_code,
    -- A child counts in the class of its age in each year: the span is parted where a class is left.
    greatest(placement.start_date, make_date(placement.birth_year + age.from_age, 1, 1)) as first_day,
    least(placement.end_date, make_date(placement.birth_year + age.to_age + 1, 1, 1)) as last_day,
    placement.child_id as item,
    placement.form,
    coalesce(age.code, 'okand') as alder,
    coalesce(placement.sex, 'okant') as kon,
    coalesce(placement.legal_basis, 'okand') as lagrum
from core.placement as placement
left join core.age_class as age
    on
        coalesce(placement.end_date, date '9999-12-31') > make_date(placement.birth_year + age.from_age, 1, 1)
        and placement.start_date < make_date(placement.birth_year + age.to_age + 1, 1, 1)
