"""Twin of the judgements over time: is a change larger than chance? Plain Python, one series and tertial at a time.

The last three tertials together, and the newest alone, against the whole years before them (two to five); of all that a
tertial shows, as many changes are told as hold one false in ten. Every chance is a sum of many small terms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import comb, exp, fsum, inf, lgamma, log, sqrt
from statistics import NormalDist

MOST_WEIGHT, LEAST_WEIGHT = 0.85, 0.15
SIBLINGS, STEPS = 1.5, 0.5
Chance = float | None


@dataclass(frozen=True)
class Told:
    """One known tertial: its column, the figure that is judged with its exposure, and the figure that is shown."""

    column: int
    value: float
    exposure: float
    shown: float


@dataclass(frozen=True)
class Row:
    """The known tertials of one stretch of one series, in order, how they vary, and the scale they are shown at."""

    method: str
    scale: float
    told: list[Told]


@dataclass
class Verdict:
    """What a tertial says; `chance` None where it is not judged."""

    state: str
    side: int = 0
    chance: Chance = None
    since: int = -1
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None


def method_of(unit: str, measure: str, numerator: str, denominator: str) -> str:
    """How a KPI is judged; empty where it is not."""
    anew, carried = ("flow", "unique_flow"), ("during", "stock")
    if unit.startswith("kr ") or unit == "kr" or measure == "level":
        return ""
    if measure in anew:
        return "counted"
    if measure in (*carried, "days"):
        return "carried_count"
    if measure == "ratio":
        if denominator == "level" and numerator in anew + carried:
            return "counted" if numerator in anew else "carried_count"
        if denominator in anew and numerator in anew + carried:
            return "share" if numerator in anew else "carried_count"
        return "carried_amount"
    return "measured"


def judge_meetings(rows: list[Row], tertials: int) -> list[dict[int, Verdict]]:
    """The verdicts of every row by column, each column judged as a meeting of its own."""
    found: list[dict[int, Verdict]] = [{} for _ in rows]
    for column in range(tertials):
        meeting: dict[int, tuple[Row, list[Told]]] = {}
        for n, row in enumerate(rows):
            until = [told for told in row.told if told.column <= column]
            if until and until[-1].column == column:
                found[n][column] = Verdict("too_short")
                if len(until) >= 9:
                    meeting[n] = (row, until)
        asked = _asked(meeting)
        chances = sorted(chance for chance, _, _ in asked.values() if chance is not None)
        most = max((c for k, c in enumerate(chances, 1) if c <= 0.1 * k / len(chances)), default=-1.0)
        for n, (row, until) in meeting.items():
            chance, state, side = asked[n]
            told = found[n][column]
            told.since, told.chance = _base(until)[0].column, chance
            told.state = "not_judged" if chance is None else "inside"
            if chance is not None and not row.method.startswith("carried"):
                told.mean, told.lower, told.upper = _usual(row.scale, _base(until))
            if chance is not None and chance <= most and not _of_few(row.method, until, state):
                told.state, told.side = state, side
    return found


def _asked(meeting: dict[int, tuple[Row, list[Told]]]) -> dict[int, tuple[Chance, str, int]]:
    """The smaller chance of each series, what it is of, and the side."""
    dispersions: dict[int, float] = {}
    for methods, shares in ((("counted",), False), (("share",), True)):
        own = {n: _base(until) for n, (row, until) in meeting.items() if row.method in methods}
        dispersions |= _dispersions(own, shares=shares)
    steps = _usual_steps({n: until for n, (row, until) in meeting.items() if row.method == "carried_count"})
    found = {}
    for n, (row, until) in meeting.items():
        if row.method == "counted":
            questions = _counted(until, dispersions[n])
        elif row.method == "share":
            questions = _share(until, dispersions[n])
        elif row.method == "measured":
            questions = _measured(until)
        elif row.method == "carried_count":
            questions = _carried_count(until, steps)
        else:
            questions = _carried_amount(until)
        best: tuple[Chance, str, int] = (None, "", 0)
        for state, above, weight in questions:
            chance = min(1.0, 2 * min(above, 1 - above) / weight)
            if best[0] is None or chance < best[0]:
                best = (chance, state, 1 if above < 0.5 else -1)
        found[n] = best
    return found


def _of_few(method: str, until: list[Told], state: str) -> bool:
    """A change of fewer than three of what is counted is not told, however small its chance."""
    if method not in ("counted", "share") or state == "pause":
        return False
    base, recent = _base(until), until[-1:] if state == "outside" else until[-3:]
    rate = fsum(told.value for told in base) / fsum(told.exposure for told in base)
    return abs(fsum(told.value - rate * told.exposure for told in recent)) < 3 - 1e-9


def _base(until: list[Told]) -> list[Told]:
    """Whole years before the last three tertials, five at most."""
    before = until[:-3]
    length = min(15, len(before) // 3 * 3)
    return before[len(before) - length :]


def _usual(scale: float, base: list[Told]) -> tuple[float, float, float]:
    shown = sorted(told.shown for told in base)
    out = len(shown) // 6
    level = fsum(told.value for told in base) / fsum(told.exposure for told in base)
    return level * scale, shown[out], shown[-1 - out]


def _dispersions(bases: dict[int, list[Told]], *, shares: bool) -> dict[int, float]:
    """Squares over chance, each series' own drawn towards that of all, that towards siblings."""
    squares, degrees = {}, {}
    for n, base in bases.items():
        rate = fsum(told.value for told in base) / fsum(told.exposure for told in base)
        used = len(base) - 1
        loss = used / len(base)
        total, informs = 0.0, False
        for told in base:
            expected = rate * told.exposure
            variance = expected * (1 - rate) if shares else expected
            if variance > 0:
                informs = True
                total += min((told.value - expected) ** 2 / variance / loss, 13.5) * loss
        squares[n], degrees[n] = total, used if informs else 0
    every = (fsum(squares.values()) + 50 * SIBLINGS) / (sum(degrees.values()) + 50)
    return {n: max(1.0, (squares[n] + 40 * every) / (degrees[n] + 40)) for n in bases}


def _counted(until: list[Told], phi: float) -> list[tuple[str, float, float]]:
    base = _base(until)
    events, exposure = fsum(told.value for told in base), fsum(told.exposure for told in base)
    rare = events / len(base) < 1

    def above(recent: list[Told]) -> float:
        count, during = fsum(told.value for told in recent), fsum(told.exposure for told in recent)
        return beta_below(during / (during + exposure), (count + 0.5) / phi, (events + 0.5) / phi)

    together = above(until[-3:])
    questions = [] if rare and together > 0.5 else [("level", together, MOST_WEIGHT)]
    questions.append(("outside", above(until[-1:]), LEAST_WEIGHT))
    last = max((n for n, told in enumerate(until) if told.value > 0), default=None)
    if rare and last is not None and last < len(until) - 1:
        before = until[max(0, last - 15) : last]
        if len(before) >= 6:
            waited = fsum(told.exposure for told in until[last + 1 :]) + until[last].exposure / 2
            earlier = fsum(told.exposure for told in before)
            count = fsum(told.value for told in before)
            sooner = beta_below(waited / (waited + earlier), 1 / phi, (count + 0.5) / phi)
            if sooner > 0.5:
                questions.append(("pause", sooner, MOST_WEIGHT))
    return questions


def _share(until: list[Told], phi: float) -> list[tuple[str, float, float]]:
    base = _base(until)
    parts, wholes = (round(fsum(getattr(told, name) for told in base)) for name in ("value", "exposure"))
    found = []
    for state, recent, weight in (("level", until[-3:], MOST_WEIGHT), ("outside", until[-1:], LEAST_WEIGHT)):
        part, whole = (round(fsum(getattr(told, name) for told in recent)) for name in ("value", "exposure"))
        of_all = comb(wholes + whole, parts + part)

        def chance(count: int, whole: int = whole, part: int = part, of_all: int = of_all) -> float:
            rest = parts + part - count
            return comb(whole, count) * comb(wholes, rest) / of_all if 0 <= rest <= wholes else 0.0

        above = fsum(chance(count) for count in range(part + 1, whole + 1)) + chance(part) / 2
        below = fsum(chance(count) for count in range(part)) + chance(part) / 2
        score = NormalDist().inv_cdf(min(max(min(above, below), 1e-300), 0.5)) / sqrt(phi)
        smaller = NormalDist().cdf(score)
        found.append((state, smaller if above < below else 1 - smaller, weight))
    return found


def _measured(until: list[Told]) -> list[tuple[str, float, float]]:
    base, recent = ([told.value for told in part] for part in (_base(until), until[-3:]))
    if 3 * sum(value == 0 for value in base + recent) > len(base + recent):
        return []
    seen: Callable[[float], float] = log if min(base + recent) > 0 else float
    base, recent = [seen(value) for value in base], [seen(value) for value in recent]
    mean = fsum(base) / len(base)
    variance = fsum((value - mean) ** 2 for value in base) / (len(base) - 1)
    if len(set(base)) == 1:
        return []
    found = []
    for state, part, weight in (("level", recent, MOST_WEIGHT), ("outside", recent[-1:], LEAST_WEIGHT)):
        width = sqrt(variance * (1 / len(part) + 1 / len(base)))
        found.append((state, t_above((fsum(part) / len(part) - mean) / width, len(base) - 1), weight))
    return found


def _evened(until: list[Told]) -> tuple[list[float], list[float]]:
    """Baseline and recent figures, as if every tertial had the baseline's mean exposure."""
    base = _base(until)
    usual = fsum(told.exposure for told in base) / len(base)
    return (
        [told.value * usual / told.exposure for told in base],
        [told.value * usual / told.exposure for told in until[-3:]],
    )


def _squared_steps(values: list[float], most: float = inf) -> float:
    return fsum(min((later - earlier) ** 2, most) for earlier, later in pairwise(values))


def _usual_steps(carried: dict[int, list[Told]]) -> float:
    """Variance of a step over its level, of all the series that have a level to speak of."""
    squares, number = [50 * STEPS], 50
    for until in carried.values():
        base, _ = _evened(until)
        level = fsum(base) / len(base)
        if level >= 3:
            squares.append(_squared_steps(base, 9 * level) / level)
            number += len(base) - 1
    return fsum(squares) / number


def _carried_count(until: list[Told], usual_step: float) -> list[tuple[str, float, float]]:
    base, recent = _evened(until)
    level = fsum(base) / len(base)
    if level < 3:
        return []
    freedom = len(base) - 1 + 10
    return _changes(
        base, recent, (_squared_steps(base, 9 * level) + 10 * usual_step * level) / freedom, freedom
    )


def _carried_amount(until: list[Told]) -> list[tuple[str, float, float]]:
    base, recent = ([told.value for told in part] for part in (_base(until), until[-3:]))
    still = any(earlier == later for earlier, later in pairwise(base))
    if still or 0 in base:
        return []
    steps = len(base) - 1
    return _changes(base, recent, _squared_steps(base) / steps, steps / 2)


def _changes(
    base: list[float], recent: list[float], variance: float, freedom: float
) -> list[tuple[str, float, float]]:
    if variance <= 0:
        return []
    return [
        ("year", t_above((recent[-1] - base[-1]) / sqrt(4 * variance), freedom), MOST_WEIGHT),
        ("step", t_above((recent[-1] - recent[-2]) / sqrt(variance), freedom), LEAST_WEIGHT),
    ]


@cache
def beta_below(share: float, a: float, b: float) -> float:
    """P(Beta(a, b) ≤ share), by the power series whose terms are all positive, on the side where it is short."""
    if share > a / (a + b):
        return 1 - _power_series(1 - share, b, a)
    return _power_series(share, a, b)


def _power_series(share: float, a: float, b: float) -> float:
    if share <= 0:
        return 0.0
    first = exp(lgamma(a + b) - lgamma(a + 1) - lgamma(b) + a * log(share) + b * log(1 - share))
    terms, n = [first], 0
    while terms[-1] > 1e-18 * first or n < a + b:
        n += 1
        terms.append(terms[-1] * share * (a + b + n - 1) / (a + n))
        if terms[-1] in (0.0, inf):
            break
    return fsum(terms)


def t_above(t: float, freedom: float) -> float:
    """P(T ≥ t) of Student's t."""
    beyond = beta_below(freedom / (freedom + t * t), freedom / 2, 0.5) / 2
    return beyond if t > 0 else 1 - beyond
