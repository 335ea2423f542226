-- grain: KPI, area and period where an old report says another figure than the file does: what the file shows itself.
select w.*
from whole.published_difference as w
inner join kpi_value as v on w.kpi = v.kpi and w.area = v.area and w.period = v.period
where
    v.cut = ''
    and v.status = 'ok'
    and v.value = w.computed_value
