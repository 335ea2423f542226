-- The day on which periods first read what happened on a day: the last of its month, or the reporting date when that
-- is earlier. Periods begin and end with months, so all of a month counts alike in each of them; told by the month,
-- millions of rows fall on a few hundred days. What lies after the reporting date stays where no period reads it.
create or replace temp macro day_read(happened, reporting_date) as
case
    when happened <= reporting_date then least(last_day(happened), reporting_date)
    else happened
end
