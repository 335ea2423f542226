-- grain: KPI, area and period: GFO's goals and the kommun's own, of figures that the file has.
select w.*
from whole.target as w
where
    w.area in ('GFO', getvariable('own'))
    and w.kpi in (select d.kpi from kpi_definition as d)
