-- grain: one row, where the outlook is told; without the sentences of how far forecasts have been wrong, as `capacity_trust`.
select
    s.* replace (
        regexp_replace(s.sentences, '\n[^\n]*tidigare utfall, sedda från[^\n]*', '', 'g') as sentences
    )
from whole.capacity_summary as s
where exists (select 1 from capacity_forecast)
