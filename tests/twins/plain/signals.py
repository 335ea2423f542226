"""Twin of the judgements over time: is a tertial's figure outside what nine tertials make one expect?

The rules are those that the definition page tells: a baseline of the first nine known and complete tertials; limits
that chance exceeds in 0,135 % of cases on either side; eight in a row on one side of the mean; six in a row rising or
falling. Everything is summed naively, a probability at a time, and every tertial looks back at those before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil, exp, floor, fsum, lgamma, log, sqrt

BASELINE = 9
TAIL = 0.00135
#: Three sigma of a mean moving range taken from nine points (simulated; for a long baseline it is 2,66).
AMOUNT_FACTOR = 4.41
ON_THE_MEAN = 1e-9


@dataclass(frozen=True)
class Told:
    """One tertial as published: the figure itself, or for a rate or share its two parts."""

    period: str
    value: float | None
    exposure: float | None
    status: str
    reason: str | None
    preliminary: bool

    @property
    def known(self) -> bool:
        told = self.status in ("ok", "published") and self.value is not None
        return told and not self.preliminary and self.exposure != 0

    @property
    def skipped(self) -> str:
        if self.known:
            return ""
        if self.status == "hidden":
            return "för få för att visas"
        if self.status == "missing" or self.value is None:
            words = {"ej_med": "kommunen var inte med", "inga_fall": "inga fall"}
            return words.get((self.reason or "").partition(":")[0], "uppgift saknas")
        return "tertialet är inte komplett" if self.preliminary else "inga fall"


@dataclass(frozen=True)
class Expected:
    """What the baseline makes one expect of a tertial, in its own unit."""

    mean: float
    lower: float
    upper: float
    above: float
    below: float


@dataclass(frozen=True)
class Verdict:
    """What one tertial was told when it was the latest: `length` and `since` of a run or trend."""

    state: str
    side: int
    since: str
    until: str
    length: int


def kind_of(measure: str, numerator: str, denominator: str) -> tuple[str, bool]:
    """How a KPI varies by chance, and whether its figures carry over from one tertial to the next."""
    counted, carried = ("flow", "unique_flow"), ("during", "stock")
    if measure in counted:
        return "count", False
    if measure in carried:
        return "count", True
    if measure == "ratio" and numerator in counted + carried:
        if denominator == "level":
            return "rate", numerator in carried
        if denominator in counted:
            return "share", numerator in carried
    return "amount", measure in ("level", "days")


def expectations(series: list[Told], kind: str) -> dict[str, Expected] | None:
    """What to expect of every known tertial; None while there are too few of them."""
    known = [told for told in series if told.known]
    if len(known) < BASELINE:
        return None
    baseline = known[:BASELINE]
    if kind == "amount":
        values = [_value(told) for told in baseline]
        mean = fsum(values) / len(values)
        moves = [abs(one - other) for one, other in pairwise(values)]
        half = AMOUNT_FACTOR * fsum(moves) / len(moves)
        lower = mean - half
        if min(values) >= 0:
            lower = max(0.0, lower)
        return {told.period: Expected(mean, lower, mean + half, 0.5, 0.5) for told in known}
    seasonal = _seasons_differ(baseline, kind)
    spread = _spread(baseline, kind, seasonal=seasonal)
    found = {}
    for told in known:
        total, base = _level(baseline, told, seasonal=seasonal)
        found[told.period] = _chance(total, base, _exposure(told), round(spread, 3), kind)
    return found


def _value(told: Told) -> float:
    assert told.value is not None
    return told.value


def _exposure(told: Told) -> float:
    return 1.0 if told.exposure is None else told.exposure


def _level(baseline: list[Told], like: Told, *, seasonal: bool) -> tuple[float, float]:
    """The baseline's events and exposure: of the tertials of the same kind where the year has seasons."""
    used = [told for told in baseline if not seasonal or told.period[-2:] == like.period[-2:]]
    return fsum(map(_value, used)), fsum(map(_exposure, used))


def _variance(expected: float, exposure: float, kind: str) -> float:
    return expected * (1 - expected / exposure) if kind == "share" else expected


def _seasons_differ(baseline: list[Told], kind: str) -> bool:
    """Whether T1, T2 and T3 differ beyond chance and beyond how each differs from itself."""
    by_season = {
        name: [told for told in baseline if told.period.endswith(name)] for name in ("T1", "T2", "T3")
    }
    if fsum(map(_value, baseline)) / len(baseline) < 5:
        return False
    if any(len(points) < 3 for points in by_season.values()):
        return False
    level = fsum(map(_value, baseline)) / fsum(map(_exposure, baseline))
    between = within = 0.0
    for points in by_season.values():
        total, exposure = fsum(map(_value, points)), fsum(map(_exposure, points))
        if total == 0:
            return False
        variance = _variance(level * exposure, exposure, kind)
        if variance <= 0:
            return False
        between += (total - level * exposure) ** 2 / variance
        for told in points:
            expected = total / exposure * _exposure(told)
            variance = max(_variance(expected, _exposure(told), kind), 1e-12)
            within += (_value(told) - expected) ** 2 / variance
    return between > 9.21 * max(1.0, within / (len(baseline) - 3))


def _spread(baseline: list[Told], kind: str, *, seasonal: bool) -> float:
    """How many times more than chance the tertials vary; never less than chance."""
    distances = []
    for told in baseline:
        total, base = _level(baseline, told, seasonal=seasonal)
        expected = total / base * _exposure(told)
        variance = _variance(expected, _exposure(told), kind)
        distances.append((_value(told) - expected) / sqrt(variance) if variance > 0 else 0.0)
    moves = [abs(one - other) for one, other in pairwise(distances)]
    return max(1.0, (fsum(moves) / len(moves) / 1.128) ** 2)


@cache
def _chance(total: float, base: float, exposure: float, spread: float, kind: str) -> Expected:
    mean = total * exposure / base
    if kind == "share":
        share = (total + 0.5) / (base + 1)
        inflation = spread * (1 + exposure / base)
        together = min(0.999, (inflation - 1) / (exposure - 1)) if exposure > 1 else 0.0
        most = round(exposure)
        chances = [_share_chance(count, most, share, together) for count in range(most + 1)]
    else:
        expected = mean if total > 0 else 0.5 * exposure / base
        variance = expected * spread * (1 + exposure / base)
        # Beyond this lies nothing that counts: the tail falls by (1 − mean / variance) a step.
        most = ceil(expected + 14 * sqrt(variance) + 40 / -log(1 - expected / variance)) + 40
        chances = [_count_chance(count, expected, variance) for count in range(most)]
    above = fsum(chances[floor(mean + ON_THE_MEAN) + 1 :])
    below = fsum(chances[: ceil(mean - ON_THE_MEAN)])
    return Expected(
        mean,
        _surprising(chances),
        len(chances) - 1 - _surprising(chances[::-1]),
        above / (above + below) if above > 0 else 1.0,
        below / (above + below) if below > 0 else 1.0,
    )


def _surprising(chances: list[float]) -> float:
    """How many counts from this end are together rarer than the tail."""
    together = 0.0
    for count, chance in enumerate(chances):
        together += chance
        if together >= TAIL:
            return float(count)
    raise AssertionError("the chances add up to less than the tail")


def _count_chance(count: int, mean: float, variance: float) -> float:
    """Of a count whose level is itself uncertain (negative binomial)."""
    held = mean / variance
    size = mean * held / (1 - held)
    return exp(
        lgamma(count + size) - lgamma(size) - lgamma(count + 1) + size * log(held) + count * log(1 - held)
    )


def _share_chance(count: int, most: int, share: float, together: float) -> float:
    """Of a part of a whole whose cases resemble each other (beta-binomial; binomial when they do not)."""
    ways = lgamma(most + 1) - lgamma(count + 1) - lgamma(most - count + 1)
    if together <= 1e-9:
        return exp(ways + count * log(share) + (most - count) * log(1 - share))
    strength = 1 / together - 1
    hits, misses = share * strength, (1 - share) * strength
    beta = lgamma(count + hits) + lgamma(most - count + misses) - lgamma(most + strength)
    return exp(ways + beta - lgamma(hits) - lgamma(misses) + lgamma(strength))


def side_of(told: Told, usual: Expected) -> int:
    distance = _value(told) - usual.mean
    if abs(distance) <= ON_THE_MEAN:
        return 0
    return 1 if distance > 0 else -1


def verdicts_at(known: list[Told], usual: dict[str, Expected], *, carries_over: bool) -> list[Verdict]:
    """What the last of these tertials is told, from them alone; the plainest rule first."""
    last = known[-1]
    found = []
    if _value(last) > usual[last.period].upper:
        found.append(Verdict("outside", 1, last.period, last.period, 1))
    if _value(last) < usual[last.period].lower:
        found.append(Verdict("outside", -1, last.period, last.period, 1))
    if not carries_over:
        found += [*_run(known, usual), *_trend(known, usual)]
    return found


def _run(known: list[Told], usual: dict[str, Expected]) -> list[Verdict]:
    sides = [side_of(told, usual[told.period]) for told in known]
    off_the_mean = [i for i, side in enumerate(sides) if side]
    if not off_the_mean:
        return []
    side = sides[off_the_mean[-1]]
    of_the_run: list[int] = []
    for i in reversed(off_the_mean):
        if sides[i] != side:
            break
        of_the_run.append(i)
    chance = fsum(
        log(usual[known[i].period].above if side > 0 else usual[known[i].period].below) for i in of_the_run
    )
    # Eight nearly fair coins; more are needed where that side is the likely one anyway.
    if len(of_the_run) < 8 or chance > 8 * log(0.55):
        return []
    return [Verdict("run", side, known[min(of_the_run)].period, known[-1].period, len(of_the_run))]


def _trend(known: list[Told], usual: dict[str, Expected]) -> list[Verdict]:
    levels = []
    for told in known:
        mean = usual[told.period].mean
        levels.append(_value(told) / mean if mean > 0 else _value(told))
    for side in (1, -1):
        length = 1
        while length < len(levels) and (levels[-length] - levels[-length - 1]) * side > 0:
            length += 1
        if length >= 6:
            return [Verdict("trend", side, known[-length].period, known[-1].period, length)]
    return []
