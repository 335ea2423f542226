"""What the registers said on a day: referrals and homes as arrays of day numbers, cut off at that day.

Days are whole numbers since 1970-01-01; OPEN stands for a day that has not come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

Days = NDArray[np.int64]

OPEN = np.int64(2**40)
CAUSES = ("gfo", "kommun", "other")
"""How a referral ends: matched via GFO, matched by the kommun (network too), returned or withdrawn."""
OUTCOME_CAUSES = {
    "matchad_gfo": 0,
    "matchad_kommun": 1,
    "matchad_natverk": 1,
    "aterlamnad": 2,
    "atertagen": 2,
}


def day_number(day: date) -> int:
    return (day - date(1970, 1, 1)).days


@dataclass(frozen=True)
class Register:
    """Referrals: `received`, `decided` (OPEN while undecided), `cause` (index of CAUSES; −1 while undecided).

    Homes: the spans available and occupied as (first day, first day after); `entered` the days a home became
    available from elsewhere than an occupied span, `rested` the days one stopped being available without being
    occupied, `taken` the days one became occupied, `returned` per occupied span whether it ended as available.
    """

    received: Days
    decided: Days
    cause: Days
    available: tuple[Days, Days]
    occupied: tuple[Days, Days]
    returned: NDArray[np.bool_]
    entered: Days
    rested: Days
    taken: Days

    def open_on(self, day: int) -> int:
        """Referrals undecided at the end of a day: the same stock as `referrals_open`."""
        return int(np.count_nonzero((self.received <= day) & (self.decided > day)))

    def available_on(self, day: int) -> int:
        first, after = self.available
        return int(np.count_nonzero((first <= day) & (after > day)))

    def days_to_match(self, first: int, last: int) -> float:
        """Median days from received to matched, of matches decided within the days; nan when there is none."""
        mine = (self.cause >= 0) & (self.cause <= 1) & (self.decided >= first) & (self.decided <= last)
        return float(np.median((self.decided - self.received)[mine])) if mine.any() else float("nan")

    def as_known(self, day: int) -> Register:
        """The register as it stood at the end of a day: nothing that happened after it."""
        here = self.received <= day
        ended = self.decided[here] <= day
        homes = self.occupied[0] <= day
        returned = self.returned[homes] & (self.occupied[1][homes] <= day)
        return Register(
            received=self.received[here],
            decided=np.where(ended, self.decided[here], OPEN),
            cause=np.where(ended, self.cause[here], -1),
            available=_cut(self.available, day),
            occupied=_cut(self.occupied, day),
            returned=returned,
            entered=self.entered[self.entered <= day],
            rested=self.rested[self.rested <= day],
            taken=self.taken[self.taken <= day],
        )


def read_register(referrals: pl.DataFrame, homes: pl.DataFrame) -> Register:
    """Build the register from frames.

    `referrals`: received (date), decided (date or null), outcome (code of `utfall`). `homes`: home_id, status
    (tillgangligt, upptaget, vilande), from_date, to_date (date or null: still so), only the homes that count.
    """
    decided = _days(referrals["decided"])
    cause = referrals["outcome"].replace_strict(OUTCOME_CAUSES, default=-1, return_dtype=pl.Int64).to_numpy()
    undecided = (cause < 0) | (decided == OPEN)
    spans = homes.sort("home_id", "from_date").with_columns(
        follows=(pl.col("from_date") == pl.col("to_date").shift(1).over("home_id")).fill_null(value=False),
        before=pl.col("status").shift(1).over("home_id"),
        continues=(pl.col("to_date") == pl.col("from_date").shift(-1).over("home_id")).fill_null(value=False),
        next=pl.col("status").shift(-1).over("home_id"),
    )
    is_available = spans["status"] == "tillgangligt"
    is_occupied = spans["status"] == "upptaget"
    from_occupied = (spans["follows"] & (spans["before"] == "upptaget")).fill_null(value=False)
    to_occupied = (spans["continues"] & (spans["next"] == "upptaget")).fill_null(value=False)
    to_available = (spans["continues"] & (spans["next"] == "tillgangligt")).fill_null(value=False)
    first, after = _days(spans["from_date"]), _days(spans["to_date"])
    available, occupied = is_available.to_numpy(), is_occupied.to_numpy()
    ended = after < OPEN
    return Register(
        received=_days(referrals["received"]),
        decided=np.where(undecided, OPEN, decided),
        cause=np.where(undecided, -1, cause),
        available=(first[available], after[available]),
        occupied=(first[occupied], after[occupied]),
        returned=to_available.to_numpy()[occupied],
        entered=first[available & ~from_occupied.to_numpy()],
        rested=after[available & ended & ~to_occupied.to_numpy()],
        taken=after[available & to_occupied.to_numpy()],
    )


def _days(column: pl.Series) -> Days:
    numbers = column.cast(pl.Date).to_physical().cast(pl.Int64)
    return np.asarray(numbers.fill_null(int(OPEN)).to_numpy(), dtype=np.int64)


def _cut(spans: tuple[Days, Days], day: int) -> tuple[Days, Days]:
    first, after = spans
    here = first <= day
    return first[here], np.where(after[here] <= day, after[here], OPEN)
