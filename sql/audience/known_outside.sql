-- grain: KPI, cut, area and period whose figure anybody can know from elsewhere, exactly: the placed children that decided
-- allocations rest on. One that a register has since corrected is not what was decided, and is left out.
select distinct
    v.kpi,
    v.cut,
    v.area,
    v.period,
    v.value::double as lower,
    v.value::double as upper
from allocation_input as i
inner join kpi_value as v
    on
        v.kpi = 'placed_children'
        and v.cut = ''
        and i.area = v.area
        and v.period = i.base_year::varchar
        and i.value = v.value
where
    i.component = 'placed'
    and v.status = 'ok'
