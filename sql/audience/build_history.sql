-- grain: a build before this one. Why it was published may speak of another kommun's rows, so that is left out.
select
    build,
    built_at,
    as_of,
    reporting_date,
    published_at,
    '' as reason
from whole.build_history
