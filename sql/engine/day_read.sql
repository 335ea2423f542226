-- The day on which periods first read what happened on a day: the last of its month, or the reporting date when that
-- is earlier, or the reporting date's own day the year before, where the periods end that are compared with those under
-- way. All other periods begin and end with months, so all of a month counts alike in each of them; told by the month,
-- millions of rows fall on a few hundred days. What lies after the reporting date stays where no period reads it.
create or replace temp macro day_read(happened, reporting_date) as
case
    when happened <= (reporting_date - interval 1 year)::date
        then least(last_day(happened), (reporting_date - interval 1 year)::date)
    when happened <= reporting_date then least(last_day(happened), reporting_date)
    else happened
end
