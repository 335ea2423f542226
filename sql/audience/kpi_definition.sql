-- grain: a KPI that the public has figures of.
select w.*
from whole.kpi_definition as w
where w.kpi in (select v.kpi from kpi_value as v)
