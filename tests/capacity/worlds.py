"""Made-up years of referrals and homes whose rates are known, so that what is measured has a truth to meet."""

from datetime import date, timedelta

import numpy as np
import polars as pl

STARTS = date(2019, 1, 1)
AS_OF = date(2026, 8, 31)
OUTCOMES = ["matchad_gfo", "matchad_kommun", "matchad_natverk", "aterlamnad", "atertagen"]
REFERRAL_SCHEMA = {"received": pl.Date, "decided": pl.Date, "outcome": pl.String}
HOME_SCHEMA = {"home_id": pl.String, "status": pl.String, "from_date": pl.Date, "to_date": pl.Date}


def referrals_of(rows: list[tuple[date, date | None, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=REFERRAL_SCHEMA, orient="row")


def homes_of(rows: list[tuple[str, str, date, date | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=HOME_SCHEMA, orient="row")


def standing_homes(number: int) -> pl.DataFrame:
    """Homes that are available from the first day and stay so."""
    return homes_of([(f"h{i}", "tillgangligt", STARTS - timedelta(days=1), None) for i in range(number)])


def steady_referrals(seed: int, *, per_day: float = 0.3, mean_wait: float = 60.0) -> pl.DataFrame:
    """Poisson arrivals and exponential waits: in the long run Poisson(per_day · mean_wait) are open."""
    rng = np.random.default_rng(seed)
    days = (AS_OF - STARTS).days + 1
    rows: list[tuple[date, date | None, str]] = []
    for day, arrivals in enumerate(rng.poisson(per_day, days)):
        for _ in range(arrivals):
            received = STARTS + timedelta(days=day)
            decided = received + timedelta(days=int(rng.exponential(mean_wait)))
            outcome = OUTCOMES[rng.choice(5, p=[0.4, 0.1, 0.05, 0.25, 0.2])]
            rows.append((received, decided, outcome))
    return referrals_of(rows)
