-- grain: a referral, one child each. Source: GFO's remisser.
select
    referral_id,
    kommun_code,
    child_id,
    received,
    outcome,
    decided,
    birth_year,
    sex,
    sought_form
from stage.remisser
