-- grain: a placement of one child. Source: each kommun's placeringar.
select
    placement_id,
    kommun_code,
    child_id,
    form,
    start_date,
    end_date,
    birth_year,
    sex,
    legal_basis,
    home_id,
    end_reason
from stage.placeringar
