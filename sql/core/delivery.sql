-- grain: an active delivery. Source: the ledger, as it stood at as_of.
select
    delivery_id,
    dataset,
    sender,
    kommun_code,
    received,
    through,
    sha256,
    rows_accepted,
    rows_refused,
    status,
    reason
from input.delivery
