-- grain: a period that the file has figures of.
select w.*
from whole.period as w
where w.period in (select v.period from kpi_value as v)
