-- grain: a comment: for the public those that are said to be public; for a kommun its own and GFO's as well.
select w.*
from whole.comment as w
where
    w.is_public
    or (getvariable('own') <> '' and coalesce(w.area, '') in ('', 'GFO', getvariable('own')))
