-- grain: a training occasion. Source: GFO's utbildning.
select
    event_id,
    day,
    training_type,
    participants,
    kommun_code
from stage.utbildning
