"""Sheets to judge: rows of whole numbers as tertials from T1 2018 on."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from pipelines.signals import Method, Sheet, Subject, judge, sentence

TIMRA = Subject("Timrå")


def tertials(number: int) -> tuple[str, ...]:
    return tuple(f"{2018 + i // 3}T{i % 3 + 1}" for i in range(number))


def sheet(
    rows: ArrayLike,
    method: Method = Method.COUNTED,
    exposures: ArrayLike | None = None,
    scale: float = 1,
) -> Sheet:
    """A row a series of one method; nan is a tertial that is not known."""
    values = np.atleast_2d(np.asarray(rows, dtype=np.float64))
    wholes = (
        np.ones_like(values) if exposures is None else np.broadcast_to(exposures, values.shape).astype(float)
    )
    return Sheet(
        periods=tertials(values.shape[1]),
        values=values,
        exposures=wholes,
        shown=values / wholes * scale,
        scales=np.full(len(values), scale),
        methods=(method,) * len(values),
    )


def told(
    values: Iterable[float],
    method: Method = Method.COUNTED,
    exposures: Sequence[float] | None = None,
    scale: float = 1,
    subject: Subject = TIMRA,
) -> tuple[str, int, str]:
    """State, side and sentence of the newest tertial of one series alone."""
    page = sheet(list(values), method, exposures, scale)
    verdicts = judge(page)
    last = page.values.shape[1] - 1
    return (
        str(verdicts.state[0, last]),
        int(verdicts.side[0, last]),
        sentence(page, verdicts, 0, last, subject),
    )
