-- grain: a class of waiting time: from so many days after a referral came in, to before so many (null: and on).
select
    w.code,
    w.from_days,
    w.before_days
from
    (
        values
        ('0_30', 0, 31),
        ('31_90', 31, 91),
        ('91_180', 91, 181),
        ('over_180', 181, null)
    ) as w (code, from_days, before_days)
