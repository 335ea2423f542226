"""The judgements in plain Swedish; every word a reader sees of them stands here. What is usual is not said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.periods import Period
from pipelines.signals.baseline import LONGEST, RECENT
from pipelines.signals.series import Sheet, State, Verdicts
from pipelines.wording import number

_TERTIALS = [
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton",
]  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """How a series is spoken of: the place, the decimals and unit (with its own space) of its figures, and the words
    for why its stretch begins where it does ("då Timrå kom med"), empty where it is simply the first known."""

    place: str
    decimals: int = 0
    unit: str = ""
    because: str = ""

    def text(self, value: float, more_decimals: int = 0) -> str:
        """The figure alone, with the decimals of its unit."""
        return number(value, self.decimals + more_decimals)


def sentence(sheet: Sheet, verdicts: Verdicts, row: int, column: int, subject: Subject) -> str:
    """What a tertial tells of its series; empty when it tells nothing beyond the figure."""
    state, side = verdicts.state[row, column], int(verdicts.side[row, column])
    if not side:
        return ""
    known = np.flatnonzero(~np.isnan(sheet.values[row, : column + 1])).tolist()
    shown = sheet.shown[row]
    place, unit = subject.place, subject.unit
    way = "Högre" if side > 0 else "Lägre"
    if state is State.PAUSE:
        return _pause(sheet, row, known, place)
    if state in (State.STEP, State.YEAR):
        before = known[-2] if state is State.STEP else known[-1 - RECENT]
        span = "ett tertial" if state is State.STEP else "ett år"
        return (
            f"{way} för {place} än {label(sheet.periods[before])}: {subject.text(shown[column])}{unit}, mot "
            f"{subject.text(shown[before])}{unit}; så mycket brukar det inte ändras på {span}."
        )
    lower, upper = verdicts.lower[row, column], verdicts.upper[row, column]
    usual = subject.text(lower) + (f"–{subject.text(upper)}" if upper > lower else "")
    since = _since(sheet, row, int(verdicts.since[row, column]), known[0], subject)
    if state is State.OUTSIDE:
        told = subject.text(shown[column])
        return f"{way} än vanligt för {place}: {told}{unit}, mot vanligen {usual}{unit}{since}."
    recent = known[-RECENT:]
    *earlier, latest = (subject.text(shown[at]) for at in recent)
    told = f"{', '.join(earlier)} och {latest}"
    level = _level(sheet, row, recent)
    compared = f"mot vanligen {usual}{unit}"
    if lower <= level <= upper:
        # Each may be usual by itself; that all three lie so is not.
        mean = verdicts.mean[row, column]
        compared = f"i snitt {subject.text(level, 1)}{unit} mot {subject.text(mean, 1)}{unit}"
    each = (shown[recent] > upper if side > 0 else shown[recent] < lower).all()
    when = "tre tertial i rad" if each else "de tre senaste tertialen sammantaget"
    return f"{way} än vanligt för {place} {when}: {told}{unit}, {compared}{since}."


def label(period: str) -> str:
    return Period.parse(period).label


def _level(sheet: Sheet, row: int, columns: list[int]) -> float:
    """The mean of some tertials as published; of a share or rate that of all their cases together."""
    weights = sheet.exposures[row, columns]
    return float((sheet.shown[row, columns] * weights).sum() / weights.sum())


def _since(sheet: Sheet, row: int, first: int, first_known: int, subject: Subject) -> str:
    """Since when is usual what is called so, where that is another beginning than the figures' own."""
    if not subject.because or first != first_known:
        return ""
    period = sheet.periods[first]
    return f" sedan {period[:4] if period.endswith('T1') else label(period)}, {subject.because}"


def _pause(sheet: Sheet, row: int, known: list[int], place: str) -> str:
    counts = sheet.values[row, known]
    length = int(np.argmax(counts[::-1] > 0))
    before = counts[: len(counts) - length][-LONGEST:]
    return (
        f"Längre uppehåll än vanligt för {place}: inget på {_tertials(length)} tertial, mot "
        f"{number(before.sum())} på de {_tertials(len(before))} dessförinnan."
    )


def _tertials(count: int) -> str:
    return _TERTIALS[count] if count < len(_TERTIALS) else str(count)
