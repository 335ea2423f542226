-- crosscheck: En godkänd intresseanmälan har ett hem_id som inte finns i familjehem 90 dagar efter beslutet.
-- remedy: Lägg in hemmet i familjehem, eller rätta hem_id i rekrytering.
-- about: GFO
select
    'GFO' as kommun_code,
    not exists (
        select 1
        from core.home_status as h
        where h.home_id = e.home_id and h.from_date <= w.reporting_date
    ) as finding,
    'rekrytering rad ' || e.source_row || ', beslut ' || e.decision_date as place
from stage.rekrytering as e
inner join core.coverage as c
    on
        c.dataset = 'familjehem'
        and c.kommun_code = 'GFO'
        and e.decision_date + 90 <= c.through
inner join core.run as w on e.decision_date + 90 <= w.reporting_date
where
    e.decision = 'godkand'
    and e.home_id is not null
