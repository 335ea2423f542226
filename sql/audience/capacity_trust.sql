-- grain: measure, where the outlook is told. How far forecasts have been wrong on average is of every figure of the past, and
-- tells the one that is hidden.
select t.* replace (null as error, null as error_last_year, null as error_mean_of_six)
from whole.capacity_trust as t
where exists (select 1 from capacity_forecast)
