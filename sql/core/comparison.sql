-- grain: Kolada's figure, area, year and gender. Source: jamforelse. A figure with a status is never shown; `Missing` is
-- Kolada's word for one that does not exist, and any other status means that Kolada withholds it.
select
    kolada_kpi,
    area,
    year,
    gender,
    case when status is null then value end as value,
    case
        when status is null and value is not null then 'ok'
        when status is null or status = 'Missing' then 'missing'
        else 'withheld'
    end as status
from stage.jamforelse
