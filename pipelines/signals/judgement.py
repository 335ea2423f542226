"""Judge a meeting's whole sheet: every tertial as the latest, false discovery held down over all that it shows."""

from __future__ import annotations

import numpy as np

from pipelines.signals.baseline import Packed
from pipelines.signals.comparison import compare, tells_little
from pipelines.signals.discovery import FALSE_SHARE, discoveries
from pipelines.signals.distributions import Floats
from pipelines.signals.series import CARRIED, Method, Sheet, State, Verdicts
from pipelines.signals.usual import usual_level, usual_range


def judge(sheet: Sheet, false_share: float = FALSE_SHARE) -> Verdicts:
    """The verdict of every series at every tertial, from the tertials up to it and the other series' alone."""
    shape = sheet.values.shape
    state = np.full(shape, State.NOT_JUDGED, dtype=object)
    state[~np.isnan(sheet.values)] = State.TOO_SHORT
    found = Verdicts(
        state, np.zeros(shape, np.int8), np.full(shape, np.nan), np.full(shape, -1), *_unknown(shape)
    )
    groups = []
    for method in Method:
        rows = np.array([row for row, own in enumerate(sheet.methods) if own is method], dtype=np.int64)
        if len(rows):
            packed = Packed(sheet.values[rows], sheet.exposures[rows], sheet.shown[rows])
            groups.append((method, rows, packed))
    for column in range(shape[1]):
        asked = np.full(shape[0], State.NOT_JUDGED, dtype=object)
        side = np.zeros(shape[0], dtype=np.int8)
        little = np.zeros(shape[0], dtype=bool)
        for method, rows, packed in groups:
            window = packed.window(column)
            answer = compare(method, packed, column, window)
            at = rows[window.rows]
            found.chance[at, column] = answer.chance
            found.since[at, column] = window.since
            asked[at], side[at] = answer.state, answer.side
            little[at] = tells_little(method, window, answer.state)
            judged = ~np.isnan(answer.chance)
            state[at, column] = np.where(judged, State.INSIDE, State.NOT_JUDGED)
            if method not in CARRIED:
                at, window = at[judged], window.part(judged)
                found.mean[at, column] = usual_level(window, sheet.scales[at])
                found.lower[at, column], found.upper[at, column] = usual_range(window)
        # Left out after the choice and not before it: that so few are chance is part of what all show together.
        told = discoveries(found.chance[:, column], false_share) & ~little
        state[told, column] = asked[told]
        found.side[told, column] = side[told]
    return found


def _unknown(shape: tuple[int, ...]) -> list[Floats]:
    return [np.full(shape, np.nan) for _ in range(3)]
