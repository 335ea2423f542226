-- In place of `correction_effect` where a build tells none: it was made before there was such a table.
select
    null::varchar as dataset,
    null::varchar as sender,
    null::varchar as column_name,
    null::varchar as reason,
    null::varchar as kpi,
    null::varchar as area,
    null::varchar as period,
    null::decimal(18, 6) as value_without,
    null::varchar as status_without
where false
