-- crosscheck: En avvikelse har ett datum då kommunen inte var med i GFO.
-- remedy: Kontrollera avvikelsens kommun och datum.
-- about: kommun
select
    d.kommun_code,
    d.day < o.joined or d.day >= coalesce(o.left_on, date '9999-12-31') as finding,
    'avvikelser rad ' || d.source_row || ', ' || d.day as place
from stage.avvikelser as d
inner join core.owner as o on d.kommun_code = o.kommun_code
