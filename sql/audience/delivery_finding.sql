-- grain: delivery, code, column and severity, of the kommun's own deliveries.
select w.*
from whole.delivery_finding as w
where w.delivery_id in (select h.delivery_id from delivery_history as h)
