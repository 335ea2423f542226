"""How well a median length of stay can be told by form: what decision 79 rests on.

Product-limit medians of the sample's placements, of those in care in a period: they enter at the length they had when
it began, and are censored when it ends. Printed is in how many cells there are too few to tell.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from pipelines.periods import Period
from pipelines.reference import codes
from pipelines.synthetic import REPORTING_DATE, make_rows

Stay = tuple[date, date | None]
DRAWS, FEW_ENDS, FEW_AT_RISK = 40, 10, 5
ROLLING = [Period.rolling(year, 2) for year in range(2021, 2027)]
BLOCKS = [Period.block(2020), Period.block(2023)]


def median_stay(stays: Sequence[Stay], period: Period) -> tuple[int | None, int, int]:
    """The median in days (None: more than half are left), how many ended, and the fewest at risk on the way to it."""
    after = min(period.last_day, REPORTING_DATE) + timedelta(days=1)
    entered, left, ended = Counter[int](), Counter[int](), Counter[int]()
    for start, end in stays:
        over = end is not None and end < after
        stayed = ((end if over and end else after) - start).days
        entered[max(0, (period.first_day - start).days)] += 1
        left[stayed] += 1
        ended[stayed] += over
    going_on, fewest = 1.0, len(stays)
    for days in sorted(ended):
        if not ended[days]:
            continue
        at_risk = sum(n for day, n in entered.items() if day < days or day == 0)
        at_risk -= sum(n for day, n in left.items() if day < days)
        fewest = min(fewest, at_risk)
        going_on *= 1 - ended[days] / at_risk
        if going_on <= 0.5:
            return days, ended.total(), fewest
    return None, ended.total(), fewest


def is_wide(rng: random.Random, stays: Sequence[Stay], period: Period) -> bool:
    """Whether eight of ten redrawn medians lie further apart than one is twice the other."""
    drawn = sorted(median_stay(rng.choices(stays, k=len(stays)), period)[0] or 10**6 for _ in range(DRAWS))
    return drawn[DRAWS * 9 // 10 - 1] >= 2 * max(1, drawn[DRAWS // 10])


def main() -> None:
    placed = make_rows(1).placements
    every = list(codes("placeringsform"))
    for level, forms in (("GFO", every), ("kommun", every), ("kommun", [""])):
        for kind, periods in (("rolling", ROLLING), ("three years", BLOCKS)):
            rng = random.Random(1)
            cells = list(_cells(placed, level, forms, periods))
            found = [(median_stay(stays, period), stays, period) for stays, period in cells]
            known = [one for one in found if one[0][0] is not None]
            print(
                f"{level:6} {'by form' if forms[0] else 'all':7} {kind:11} {len(cells):4} cells, "
                f"{len(cells) - len(known)} without a median, "
                f"{sum(ends < FEW_ENDS for (_, ends, _), *_ in found)} of fewer than {FEW_ENDS} ended, "
                f"{sum(fewest < FEW_AT_RISK for (_, _, fewest), *_ in known)} of fewer than {FEW_AT_RISK} at risk, "
                f"{sum(is_wide(rng, stays, period) for _, stays, period in known)} uncertain by a factor of two or more"
            )


def _cells(
    placed: dict[str, list[dict[str, object]]], level: str, forms: Sequence[str], periods: Sequence[Period]
) -> Iterator[tuple[list[Stay], Period]]:
    areas = [list(placed)] if level == "GFO" else [[kommun] for kommun in placed]
    for area, form, period in product(areas, forms, periods):
        last = min(period.last_day, REPORTING_DATE)
        stays: list[Stay] = [
            (start, end if isinstance(end, date) else None)
            for kommun in area
            for row in placed[kommun]
            if form in ("", row["placeringsform"])
            and isinstance(start := row["startdatum"], date)
            and start <= last
            and (not isinstance(end := row["slutdatum"], date) or end >= period.first_day)
        ]
        yield stays, period


if __name__ == "__main__":
    main()
