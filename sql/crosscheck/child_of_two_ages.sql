-- crosscheck: Ett barn har olika födelseår i remisser och i kommunens placeringar.
-- remedy: Kontrollera att barn_id är samma barn i båda registren, och rätta det födelseår som är fel.
-- about: kommun
with referred as (
    select
        kommun_code,
        child_id,
        min(birth_year) as earliest,
        max(birth_year) as latest,
        min(source_row) as source_row
    from stage.remisser
    where birth_year is not null
    group by kommun_code, child_id
),

placed as (
    select
        kommun_code,
        child_id,
        min(birth_year) as earliest,
        max(birth_year) as latest,
        min(source_row) as source_row
    from stage.placeringar
    where birth_year is not null
    group by kommun_code, child_id
)

select
    r.kommun_code,
    r.earliest <> p.latest or r.latest <> p.earliest as finding,
    'remisser rad ' || r.source_row || ', placeringar rad ' || p.source_row as place
from referred as r
inner join placed as p on r.kommun_code = p.kommun_code and r.child_id = p.child_id
