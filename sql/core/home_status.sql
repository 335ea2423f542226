-- grain: a home and the day a status began. Source: GFO's familjehem. A status without a kommun is the home's where it
-- lay before, else where it lay next.
select
    home_id,
    status,
    from_date,
    to_date,
    home_type,
    coalesce(
        home_kommun_code,
        last_value(home_kommun_code ignore nulls) over (
            partition by home_id order by from_date asc rows between unbounded preceding and 1 preceding
        ),
        first_value(home_kommun_code ignore nulls) over (
            partition by home_id order by from_date asc rows between 1 following and unbounded following
        )
    ) as home_kommun_code,
    places
from stage.familjehem
