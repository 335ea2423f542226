-- grain: kommun and year; the agreed number for the key. Source: GFO's placerade_barn.
select
    kommun_code,
    year,
    children
from stage.placerade_barn
