"""What links from other pages call a part of a page."""

#: How long referrals have waited, on *Remisser*.
WAITING = "vantar"
#: A KPI's figures of every period, kommun by kommun.
EVERY_PERIOD = "alla-perioder"
