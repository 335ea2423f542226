-- grain: a class of age. Age is the year less the year of birth, so a class is left when a year begins.
select
    a.code,
    a.from_age,
    a.to_age
from
    (
        values
        ('0_6', 0, 6),
        ('7_14', 7, 14),
        ('15_17', 15, 17),
        ('18_20', 18, 99)
    ) as a (code, from_age, to_age)
