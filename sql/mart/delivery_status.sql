-- grain: an active delivery.
select
    dataset,
    sender,
    kommun_code,
    received,
    through,
    rows_accepted,
    rows_refused,
    status,
    reason,
    sha256 as file_sha256
from core.delivery
