-- grain: a home and the day a status began. Source: GFO's familjehem.
select
    home_id,
    status,
    from_date,
    to_date,
    home_type,
    home_kommun_code,
    places
from stage.familjehem
