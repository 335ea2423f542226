"""`befolkning`: children 0-20 by kommun, year and age.

SCB's sums of 2019 and the derived sum 0-17 of 2020 are exact; other years drift as the kommuner's have. Each
birth year keeps its own size from one year to the next, so that a large cohort grows older. Sundsvall is there too, as
in SCB's table of the county, with sums that are made up: it owns nothing of GFO.
"""

from __future__ import annotations

from math import sin

from pipelines.reference import kommuner, read_reference
from pipelines.synthetic.draw import SUNDSVALL, room_random, share_out
from pipelines.synthetic.rows import Row

POPULATION_YEARS = range(2018, 2026)
_OLDEST_CHILD, _OLDEST = 17, 20
_NEIGHBOUR = {
    "kommun_code": SUNDSVALL,
    "children_0_17_2019": "20000",
    "children_0_20_2019": "23000",
    "children_0_17_2020_derived": "20000",
}
"""Round, so that nobody takes them for SCB's."""


def population_rows(seed: int) -> list[Row]:
    """In order of kommun, year and age; the number on 31 December."""
    rows: list[Row] = []
    every = [*read_reference("key_2023_inputs"), _NEIGHBOUR]
    for known in sorted(every, key=lambda row: row["kommun_code"]):
        kommun = known["kommun_code"]
        rng = room_random(seed, f"population {kommun}")
        cohorts = {
            born: 1 + 0.06 * sin((born - 1998) / 3.1) + rng.uniform(-0.05, 0.05) for born in range(1997, 2026)
        }
        children = _children_by_year(known, rng.uniform(-0.014, -0.006))
        young = int(known["children_0_20_2019"]) - children[2019]
        for year in POPULATION_YEARS:
            # Those of 18-20 are fewer than a cohort of children: many have moved away to study.
            older = (
                young
                if year == 2019
                else round(young * (1 + 0.004 * (year - 2019)) * rng.uniform(0.99, 1.01))
            )
            counts = _spread(children[year], range(_OLDEST_CHILD + 1), year, cohorts)
            counts |= _spread(older, range(_OLDEST_CHILD + 1, _OLDEST + 1), year, cohorts)
            rows += [
                {"kommun": kommuner()[kommun], "ar": year, "alder": age, "antal": counts[age]}
                for age in sorted(counts)
            ]
    return rows


def _children_by_year(known: dict[str, str], drift: float) -> dict[int, int]:
    """Children 0-17: two years known, the trend carried on from them."""
    first, second = int(known["children_0_17_2019"]), int(known["children_0_17_2020_derived"])
    found = {2018: round(first * 1.004), 2019: first, 2020: second}
    for year in range(2021, POPULATION_YEARS[-1] + 1):
        found[year] = round(found[year - 1] * (1 + drift))
    return found


def _spread(total: int, ages: range, year: int, cohorts: dict[int, float]) -> dict[int, int]:
    weights = {f"{age:02d}": cohorts[year - age] for age in ages}
    return {int(age): count for age, count in share_out(total, weights).items()}
