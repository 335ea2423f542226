-- grain: a code of a code list. Source: data/reference/codes.csv.
select
    list,
    code,
    label,
    position
from input.code
