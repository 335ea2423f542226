"""What a tertial is compared with: the whole years before the last three tertials, and how much they vary.

The baseline of a tertial is the known ones before the last three, at most five years of them and always whole years,
so that every tertial of the year counts alike in it as in the last three; a season then is no change. It moves with
time: a level that has stayed for years is the usual one, and a change is told while it is news. One frozen at the
first nine tertials finds a little less, and goes on telling of what every meeting has long known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.signals.distributions import Floats

RECENT = 3
"""Tertials judged together: a year."""
LONGEST = 15
"""Tertials of a baseline at most: five years, after which the work is another."""
SHORTEST = 6
"""Two years: below this a baseline says too little."""
SIBLINGS = 1.5
"""Variance over mean when children come one, two or three together: what is believed before anything is measured."""
BELIEF_IN_SIBLINGS = 50
"""Degrees of freedom that SIBLINGS weighs against what all series of the meeting show."""
BELIEF_IN_ALL = 40
"""Degrees of freedom that all series weigh against what one series shows alone; it has at most fourteen."""
FARTHEST = 9.0
"""One odd tertial counts as no more than three standard deviations in the dispersion, so that it hides no change."""


@dataclass(frozen=True)
class Window:
    """The tertials that each series known at one tertial is judged by, newest last.

    `rows`: the series, index into the sheet [R]. `recent` and `recent_exposure` [R, 3]; `base`, `base_exposure` and
    `base_shown` (the figure as it is written) [R, 15], 0 where `used` says that the base is shorter. `since` [R]: the
    column of its first tertial.
    """

    rows: NDArray[np.int64]
    recent: Floats
    recent_exposure: Floats
    base: Floats
    base_exposure: Floats
    base_shown: Floats
    used: NDArray[np.bool_]
    since: NDArray[np.int64]

    def part(self, chosen: NDArray[np.bool_]) -> Window:
        """The window of some of its series; `chosen` [R]."""
        return Window(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Pause:
    """Tertials in a row with nothing, up to now [R]: how many, their exposure and half that of the tertial before them,
    in which the latest event fell; events, tertials and exposure of the five years before that one."""

    length: NDArray[np.int64]
    exposure: Floats
    events: Floats
    base_length: NDArray[np.int64]
    base_exposure: Floats
    since: NDArray[np.int64]


class Packed:
    """A sheet's known tertials, pushed to the left, so that those before any tertial lie beside each other."""

    def __init__(self, values: Floats, exposures: Floats, shown: Floats) -> None:
        self.known = ~np.isnan(values)
        self.number = np.cumsum(self.known, axis=1)
        order = np.argsort(~self.known, axis=1, kind="stable")
        self.columns = order
        present = np.take_along_axis(self.known, order, axis=1)
        self.values = np.where(present, np.take_along_axis(values, order, axis=1), 0.0)
        self.exposures = np.where(present, np.take_along_axis(exposures, order, axis=1), 0.0)
        self.shown = np.where(present, np.take_along_axis(shown, order, axis=1), 0.0)

    def window(self, column: int) -> Window:
        """Of the series that are known at this tertial and have a baseline before it."""
        number = self.number[:, column]
        rows = np.flatnonzero(self.known[:, column] & (number >= SHORTEST + RECENT))
        places = number[rows, None] + np.arange(-LONGEST - RECENT, 0)
        length = (np.minimum(number[rows] - RECENT, LONGEST) // RECENT) * RECENT
        values = self._at(self.values, rows, places)
        exposures = self._at(self.exposures, rows, places)
        shown = self._at(self.shown, rows, places[:, :LONGEST])
        used = np.arange(LONGEST)[None, :] >= LONGEST - length[:, None]
        return Window(
            rows=rows,
            recent=values[:, LONGEST:],
            recent_exposure=exposures[:, LONGEST:],
            base=np.where(used, values[:, :LONGEST], 0.0),
            base_exposure=np.where(used, exposures[:, :LONGEST], 0.0),
            base_shown=np.where(used, shown, 0.0),
            used=used,
            since=self.columns[rows, number[rows] - RECENT - length],
        )

    def pause(self, column: int, rows: NDArray[np.int64]) -> Pause:
        """How long each of these series has had nothing up to this tertial, where it is known."""
        number = self.number[rows, column]
        places = np.arange(self.values.shape[1])
        something = (self.values[rows] > 0) & (places < number[:, None])
        last = np.where(something.any(axis=1), places[-1] - np.argmax(something[:, ::-1], axis=1), 0)
        before = (places >= last[:, None] - LONGEST) & (places < last[:, None])
        during = (places > last[:, None]) & (places < number[:, None])
        exposures = self.exposures[rows]
        half = exposures[np.arange(len(rows)), last] / 2
        return Pause(
            length=during.sum(axis=1),
            exposure=(exposures * during).sum(axis=1) + half,
            events=(self.values[rows] * before).sum(axis=1),
            base_length=before.sum(axis=1),
            base_exposure=(exposures * before).sum(axis=1),
            since=self.columns[rows, np.maximum(last - LONGEST, 0)],
        )

    @staticmethod
    def _at(packed: Floats, rows: NDArray[np.int64], places: NDArray[np.int64]) -> Floats:
        found: Floats = np.where(places >= 0, packed[rows[:, None], np.maximum(places, 0)], 0.0)
        return found


def dispersion(window: Window, *, shares: bool) -> Floats:
    """How many times more than chance each series' tertials vary [R], at least once.

    Pearson's statistic of the baseline over its degrees of freedom, drawn towards that of all the series of the
    meeting, which is drawn towards what siblings make: six to fifteen tertials alone cannot tell.
    """
    length = window.used.sum(axis=1)
    rate = window.base.sum(axis=1) / window.base_exposure.sum(axis=1)
    expected = rate[:, None] * window.base_exposure
    variance = expected * (1 - rate[:, None]) if shares else expected
    informs = window.used & (variance > 0)
    squares = np.divide((window.base - expected) ** 2, variance, out=np.zeros_like(expected), where=informs)
    loss = ((length - 1) / length)[:, None]
    statistic = (np.minimum(squares / loss, FARTHEST * SIBLINGS) * loss).sum(axis=1)
    degrees = np.where(informs.any(axis=1), length - 1, 0)
    together = (statistic.sum() + BELIEF_IN_SIBLINGS * SIBLINGS) / (degrees.sum() + BELIEF_IN_SIBLINGS)
    found: Floats = (statistic + BELIEF_IN_ALL * together) / (degrees + BELIEF_IN_ALL)
    return np.maximum(found, 1.0)
