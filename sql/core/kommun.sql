-- grain: a kommun of the county. Source: data/reference/kommuner.csv.
select
    kommun_code,
    kommun,
    genitive
from input.kommun
