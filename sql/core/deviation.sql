-- grain: a deviation in the cooperation. Source: GFO's avvikelser.
select
    deviation_id,
    kommun_code,
    day,
    category,
    status,
    closed
from stage.avvikelser
