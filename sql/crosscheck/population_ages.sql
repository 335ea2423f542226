-- crosscheck: Ett år saknar invånare i någon ålder från 0 till 20 år.
-- remedy: Hämta alla åldrar 0–20 för kommunen och året från SCB och leverera befolkning igen.
-- about: kommun
-- A year without any row is not compared: it may not be out yet.
select
    kommun_code,
    count(distinct age) < 21 as finding,
    'befolkning ' || year || ', ' || count(distinct age) || ' av 21 åldrar' as place
from core.population
where age between 0 and 20
group by kommun_code, year
