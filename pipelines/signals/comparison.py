"""The chance of what a series shows, were nothing changed: a method for each way that figures vary.

Every method gives two questions, and the smaller chance answers: the last three tertials together, which finds a level
that has changed, and the newest alone, which finds a leap. The chance allowed is divided between them (Genovese, Roeder
& Wasserman 2006, Biometrika 93, on weighted p-values), most to the three, since most real changes stay.

Counts and rates: given all events of recent and earlier tertials together, the recent ones are binomial (Przyborowski
& Wilenski 1940, Biometrika 31), taken at the middle of each count's own probability (mid-p: Lancaster 1961, JASA 56),
since exact chances of small counts are never used up and would hide real changes. Events that come together, as
siblings do, are φ times fewer independent ones, so counts enter divided by φ; the incomplete beta function takes the
quotients as they are. Below one event a tertial a fall can never show in three tertials: there the time since the
latest event is judged (a t chart: Montgomery, Introduction to Statistical Quality Control, 7.3.4).

Shares: Fisher's conditional distribution, also mid-p, its normal score divided by √φ.

Measured amounts: Student's t, of logarithms where every value is above 0.

What carries over: the same children count in one tertial after another, so a level says little that the one before
did not. Judged is how much it *changes*: the latest step, and the change in a year, against the usual size of a step,
as if steps were independent. Where the level is drawn back to its mean, as stocks are, a year's change is smaller
than so many independent steps make it: the method then says too little, never too much.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from pipelines.signals.baseline import FARTHEST, RECENT, SHORTEST, Packed, Pause, Window, dispersion
from pipelines.signals.distributions import Floats
from pipelines.signals.series import Method, State
from pipelines.signals.tails import beta_below, log_gamma, t_above

TOGETHER, NEWEST = 0.85, 0.15
"""How the chance allowed is divided."""
FEWEST_MORE = 3.0
"""So many more or fewer than the baseline makes likely, of what is counted, are worth telling: below that a change may
be one family's children, however rare they were."""
ROUNDING = 1e-9
RARE = 1.0
"""Events a tertial below which a fall is judged by the time since the latest."""
MOSTLY_ZERO = 1 / 3
"""Share of tertials with nothing, above which no method holds for an amount."""
FEWEST_CARRIED = 3.0
"""Below this mean a stock changes too seldom for its steps to have a usual size."""
STEPS_IN_STOCK = 0.5
"""Variance of a step over the level: what is believed before anything is measured, half of what is counted each tertial
being other than before."""
BELIEF_IN_STEPS = 50
BELIEF_IN_ALL_STEPS = 10
STEPS_OF_A_YEAR = 4
"""Independent steps that a year's change varies as: three, and one more since neighbouring changes of averages over a
tertial go together even where the level itself wanders without memory (Working 1960, Econometrica 28)."""
FREE_STEPS = 0.5
"""Of the steps of an amount, how many say something of their own about the usual size: neighbours are alike, and it
changes with how many children are behind."""
NARROW = 64
"""Counts that a distribution of a share may reach over and still be worked out together with the most."""
_NORMAL = NormalDist()


class Answer:
    """The smaller chance of each series, the question it answers, and the side [R]; chance nan: not judged."""

    def __init__(self, number: int) -> None:
        self.chance: Floats = np.full(number, np.nan)
        self.state: NDArray[np.object_] = np.full(number, State.NOT_JUDGED, dtype=object)
        self.side: NDArray[np.int8] = np.zeros(number, dtype=np.int8)

    def hear(self, state: State, above: Floats, weight: float) -> None:
        """Take in the chance of a figure as high as this (mid-p; that of as low a one is the rest); nan: no answer."""
        chance = np.minimum(2 * np.minimum(above, 1 - above) / weight, 1.0)
        better = ~np.isnan(chance) & ~(chance >= self.chance)
        self.chance[better] = chance[better]
        self.state[better] = state
        self.side[better] = np.where(above < 0.5, 1, -1)[better]


def compare(method: Method, packed: Packed, column: int, window: Window) -> Answer:
    """What the series of a window, all of one method, show at a tertial."""
    answer = Answer(len(window.rows))
    if len(window.rows):
        _METHODS[method](answer, packed, column, window)
    return answer


def tells_little(method: Method, window: Window, state: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Whether what is asked of each series [R] concerns fewer than `FEWEST_MORE`, where events or parts are counted."""
    if method not in (Method.COUNTED, Method.SHARE):
        return np.zeros(len(window.rows), dtype=bool)
    rate = window.base.sum(axis=1) / window.base_exposure.sum(axis=1)
    more = window.recent - rate[:, None] * window.recent_exposure
    asked = np.where(state == State.OUTSIDE, more[:, -1], more.sum(axis=1))
    found: NDArray[np.bool_] = (np.abs(asked) < FEWEST_MORE - ROUNDING) & (state != State.PAUSE)
    return found


def _counted(answer: Answer, packed: Packed, column: int, window: Window) -> None:
    phi = dispersion(window, shares=False)
    events, exposure = window.base.sum(axis=1), window.base_exposure.sum(axis=1)
    together = _count_above(
        window.recent.sum(axis=1), window.recent_exposure.sum(axis=1), events, exposure, phi
    )
    rare = events / window.used.sum(axis=1) < RARE
    answer.hear(State.LEVEL, np.where(rare & (together > 0.5), np.nan, together), TOGETHER)
    newest = _count_above(window.recent[:, -1], window.recent_exposure[:, -1], events, exposure, phi)
    answer.hear(State.OUTSIDE, newest, NEWEST)
    if rare.any():
        pause = packed.pause(column, window.rows[rare])
        longer = np.full(len(window.rows), np.nan)
        longer[rare] = _pause_above(pause, phi[rare])
        answer.hear(State.PAUSE, longer, TOGETHER)


def _count_above(
    events: Floats, exposure: Floats, base: Floats, base_exposure: Floats, phi: Floats
) -> Floats:
    """The chance of so many events or more in the exposure, given those of the baseline."""
    share = exposure / (exposure + base_exposure)
    return beta_below(share, (events + 0.5) / phi, (base + 0.5) / phi)


def _pause_above(pause: Pause, phi: Floats) -> Floats:
    """One minus the chance of waiting as long for the next event: high, as of few events, when it is long."""
    judged = (pause.length > 0) & (pause.base_length >= SHORTEST)
    share = np.divide(
        pause.exposure,
        pause.exposure + pause.base_exposure,
        out=np.full(len(phi), 0.5),
        where=judged,
    )
    sooner = beta_below(share, 1 / phi, (pause.events + 0.5) / phi)
    return np.where(judged & (sooner > 0.5), sooner, np.nan)


def _share(answer: Answer, packed: Packed, column: int, window: Window) -> None:
    phi = dispersion(window, shares=True)
    parts, wholes = window.base.sum(axis=1), window.base_exposure.sum(axis=1)
    for state, recent, exposure, weight in (
        (State.LEVEL, window.recent.sum(axis=1), window.recent_exposure.sum(axis=1), TOGETHER),
        (State.OUTSIDE, window.recent[:, -1], window.recent_exposure[:, -1], NEWEST),
    ):
        of_all, all_of_all = parts + recent, wholes + exposure
        rate = of_all / all_of_all
        reach = 12 * np.sqrt(exposure * rate * (1 - rate)) + 10
        first = np.floor(np.maximum(np.maximum(exposure * rate - reach, of_all - wholes), 0.0))
        last = np.ceil(np.minimum(np.minimum(exposure * rate + reach, exposure), of_all))
        above = np.empty(len(phi))
        # A few wide distributions apart, so that the many narrow ones are not drawn out to their length.
        wide = last - first > NARROW
        for some in (wide, ~wide):
            if some.any():
                above[some] = _share_above(
                    *(each[some] for each in (recent, exposure, of_all, all_of_all, phi, first, last))
                )
        answer.hear(state, above, weight)


def _share_above(
    part: Floats, whole: Floats, of_all: Floats, all_of_all: Floats, phi: Floats, first: Floats, last: Floats
) -> Floats:
    """The chance of as large a part of `whole` or a larger, when `of_all` of `all_of_all` are; summed over the parts
    from `first` to `last`."""
    counts = first[:, None] + np.arange((last - first).max() + 1)[None, :]
    possible = counts <= last[:, None]
    counts = np.minimum(counts, last[:, None])
    logs = -(
        log_gamma(counts + 1)
        + log_gamma(whole[:, None] - counts + 1)
        + log_gamma(of_all[:, None] - counts + 1)
        + log_gamma((all_of_all - whole - of_all)[:, None] + counts + 1)
    )
    weights = np.where(possible, np.exp(logs - logs.max(axis=1, keepdims=True)), 0.0)
    weights /= weights.sum(axis=1, keepdims=True)
    half = (weights * (counts == part[:, None])).sum(axis=1) / 2
    above = (weights * (counts > part[:, None])).sum(axis=1) + half
    below = (weights * (counts < part[:, None])).sum(axis=1) + half
    # The score of the smaller: of the larger nothing would be left beside 1.
    score = _each(_NORMAL.inv_cdf, np.clip(np.minimum(above, below), 1e-300, 0.5)) / np.sqrt(phi)
    smaller = _each(_NORMAL.cdf, score)
    return np.where(above < below, smaller, 1 - smaller)


def _each(function: Callable[[float], float], numbers: Floats) -> Floats:
    return np.array([function(number) for number in numbers.tolist()], dtype=np.float64)


def _measured(answer: Answer, packed: Packed, column: int, window: Window) -> None:
    used, length = window.used, window.used.sum(axis=1).astype(np.float64)
    nothing = ((window.base == 0) & used).sum(axis=1) + (window.recent == 0).sum(axis=1)
    positive = np.hstack([(window.base > 0) | ~used, window.recent > 0]).all(axis=1, keepdims=True)
    base, recent = (
        np.where(positive, np.log(np.where(values > 0, values, 1.0)), values)
        for values in (window.base, window.recent)
    )
    base = np.where(used, base, 0.0)
    mean = base.sum(axis=1) / length
    variance = (np.where(used, base - mean[:, None], 0.0) ** 2).sum(axis=1) / (length - 1)
    differs = ((window.base != window.base[:, -1:]) & used).any(axis=1)
    judged = differs & (nothing <= MOSTLY_ZERO * (length + RECENT))
    for state, value, number, weight in (
        (State.LEVEL, recent.mean(axis=1), RECENT, TOGETHER),
        (State.OUTSIDE, recent[:, -1], 1, NEWEST),
    ):
        deviation = np.sqrt(np.where(judged, variance, 1.0) * (1 / number + 1 / length))
        above = t_above((value - mean) / deviation, length - 1)
        answer.hear(state, np.where(judged, above, np.nan), weight)


def _carried_count(answer: Answer, packed: Packed, column: int, window: Window) -> None:
    # As counts in an exposure that stays the same, so that a rate is as uncertain as its count.
    usual = window.base_exposure.sum(axis=1, keepdims=True) / window.used.sum(axis=1, keepdims=True)
    base = window.base * np.divide(
        usual, window.base_exposure, out=np.zeros_like(window.base), where=window.used
    )
    recent = window.recent * usual / window.recent_exposure
    level = base.sum(axis=1) / window.used.sum(axis=1)
    enough = level >= FEWEST_CARRIED
    # A step counts as no more than three times the root of its level: one odd tertial hides no change.
    squares, degrees = _steps(base, window.used, most=FARTHEST * level)
    relative = np.divide(squares, level, out=np.zeros_like(level), where=enough)
    together = (relative.sum() + BELIEF_IN_STEPS * STEPS_IN_STOCK) / (degrees[enough].sum() + BELIEF_IN_STEPS)
    freedom = degrees + BELIEF_IN_ALL_STEPS
    variance = (squares + BELIEF_IN_ALL_STEPS * together * level) / freedom
    _changes(answer, base, recent, np.where(enough, variance, 0.0), freedom)


def _carried_amount(answer: Answer, packed: Packed, column: int, window: Window) -> None:
    squares, steps = _steps(window.base, window.used, most=np.full(len(window.rows), np.inf))
    # A share that is none, all or the same again is of so few that a step has no usual size.
    moving = (np.diff(window.base, axis=1) != 0) | ~window.used[:, :-1]
    judged = moving.all(axis=1) & ((window.base != 0) | ~window.used).all(axis=1)
    _changes(answer, window.base, window.recent, np.where(judged, squares / steps, 0.0), steps * FREE_STEPS)


def _steps(base: Floats, used: NDArray[np.bool_], most: Floats) -> tuple[Floats, Floats]:
    """The sum of squared steps from one tertial of the baseline to the next, each at `most` [R], and their number."""
    both = used[:, 1:] & used[:, :-1]
    squares = np.minimum(np.diff(base, axis=1) ** 2, most[:, None])
    return np.where(both, squares, 0.0).sum(axis=1), both.sum(axis=1).astype(np.float64)


def _changes(answer: Answer, base: Floats, recent: Floats, variance: Floats, freedom: Floats) -> None:
    judged = variance > 0
    deviation = np.sqrt(np.where(judged, variance, 1.0))
    for state, change, steps, weight in (
        (State.YEAR, recent[:, -1] - base[:, -1], STEPS_OF_A_YEAR, TOGETHER),
        (State.STEP, recent[:, -1] - recent[:, -2], 1, NEWEST),
    ):
        above = t_above(change / (deviation * np.sqrt(steps)), freedom)
        answer.hear(state, np.where(judged, above, np.nan), weight)


_METHODS: dict[Method, Callable[[Answer, Packed, int, Window], None]] = {
    Method.COUNTED: _counted,
    Method.SHARE: _share,
    Method.MEASURED: _measured,
    Method.CARRIED_COUNT: _carried_count,
    Method.CARRIED_AMOUNT: _carried_amount,
}
