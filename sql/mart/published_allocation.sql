-- grain: a year whose allocation an annual report published, and a kommun; kronor.
-- `derived_children`: the children by which the report's own amounts are met to the krona, since it published none.
-- Source: data/reference/cost_allocation_2023.csv and key_2023_inputs.csv.
select
    year,
    kommun_code as area,
    amount_sek,
    derived_children
from input.published_allocation
