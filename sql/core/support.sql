-- grain: a support assignment. Source: GFO's stod.
select
    assignment_id,
    kommun_code,
    support_type,
    start_date,
    end_date,
    home_id
from stage.stod
