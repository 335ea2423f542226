"""What is usual beside a figure that is not judged: what the band of a chart is, where it moves, and what lies outside
it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from dashboard.published.records import Definition, Usual, Value
from dashboard.words import formats
from dashboard.words.changes import is_counted, of_few
from dashboard.words.grammar import capitalised, joined
from pipelines.kpi.words import is_percent
from pipelines.signals import FEWEST_MORE

POINT = "fylld punkt: ovanlig"


def band(whose: str = "") -> str:
    """What the band is: of a baseline at least so many tertials lie in it (pipelines/signals/usual.py). Of two lines
    the name of the one that it is of."""
    return f"blått fält{f' ({whose})' if whose else ''}: där minst två av tre tertial har legat"


def inside(value: Value, usual: Usual | None, definition: Definition) -> str:
    """`; inom det vanliga, 7–16`: of a figure that is not judged and lies within the band, as both are written; else
    blank."""
    if usual is None or usual.signal or usual.lower is None or usual.upper is None:
        return ""
    if not value.shown or value.value is None or value.preliminary or of_few(value, value, definition):
        return ""
    lower, now, upper = (
        formats.rounded(Decimal(str(number)), definition.decimals)
        for number in (usual.lower, value.value, usual.upper)
    )
    span = _span(usual.lower, usual.upper, definition)
    return f"; inom det vanliga, {span}" if lower <= now <= upper else ""


def beyond(value: Value, usual: Usual | None, definition: Definition, rank: str = "") -> str:
    """`82 ligger över det vanliga (40–50 dagar) och är det högsta hittills, men det kan vara en tillfällighet.`

    Blank of what lies within it, as both are written, of what has been judged, and of so few cases that nothing is said
    of them. `rank`: as `series.record` has it.
    """
    if usual is None or usual.signal or not (where := _outside(value, usual, definition)):
        return ""
    return f"{where}{rank.replace(', ', ' och är ', 1)}, men det kan vara en tillfällighet."


def far_beyond(value: Value, usual: Usual | None, definition: Definition, judged: str | None) -> str:
    """`17 ligger långt över det vanliga (5–10 remisser). Om det är en ändring visar kommande tertial.`

    Blank of what lies no farther from the band than the band is wide, which chance alone seldom does. `judged`: the
    label of the later tertial with which it was judged; blank while no later one is over, None where none judged it.
    """
    if usual is None or value.value is None or usual.lower is None or usual.upper is None:
        return ""
    now, wide = float(value.value), usual.upper - usual.lower
    if usual.lower - wide <= now <= usual.upper + wide:
        return ""
    where = _outside(value, usual, definition, "långt ")
    if not where or judged is None:
        return f"{where}, men det kan vara en tillfällighet." if where else ""
    if not judged:
        return f"{where}. Om det är en ändring visar kommande tertial."
    return f"{where}. Med {judged} räknas det som en ändring."


def beside_usual(value: Value, usual: Usual, definition: Definition) -> str:
    """`Återlämnade remisser: 29, mot vanligen 7–16.`; blank where either is not there."""
    if not value.shown or value.value is None or usual.lower is None or usual.upper is None:
        return ""
    told = formats.figure(value.value, value.status, definition.unit, definition.decimals)
    return f"{definition.name}: {told}, mot vanligen {_span(usual.lower, usual.upper, definition)}."


def usually(value: Value, usual: Usual, definition: Definition) -> str:
    """`vanligen 7–16`; blank of a figure that lies within it, as where several were judged together."""
    if usual.lower is None or usual.upper is None or not _is_outside(value, usual):
        return ""
    return f"vanligen {_span(usual.lower, usual.upper, definition)}"


def _span(lower: float | Decimal, upper: float | Decimal, definition: Definition) -> str:
    """What is usual, as it is written: `7–16`, `38–67 %`."""
    decimals = definition.decimals
    ends = [formats.figure(Decimal(str(end)), "ok", definition.unit, decimals) for end in (lower, upper)]
    if is_percent(definition.unit):
        ends[0] = formats.number(Decimal(str(lower)), decimals)
    return "–".join(dict.fromkeys(ends))


def _outside(value: Value, usual: Usual, definition: Definition, how: str = "") -> str:
    """`82 ligger över det vanliga (40–50 dagar)`; blank of what cannot be said to lie outside it."""
    if usual.lower is None or usual.upper is None:
        return ""
    if not value.shown or value.value is None or value.preliminary or of_few(value, value, definition):
        return ""
    now, lower, upper = (
        formats.rounded(Decimal(str(number)), definition.decimals)
        for number in (value.value, usual.lower, usual.upper)
    )
    far = Decimal(FEWEST_MORE) if is_counted(definition) else Decimal(0)
    if lower - far < now < upper + far or lower <= now <= upper:
        return ""
    told = formats.figure(value.value, value.status, definition.unit, definition.decimals)
    # What is counted stands beside it, and need not be called unique once more.
    unit = formats.unit_tail(definition.unit).removeprefix("unika ")
    span = f"{_span(lower, upper, definition)} {unit}".strip()
    way = "över" if now > upper else "under"
    return f"{told} ligger {how}{way} det vanliga ({span})"


def moves(usual: Mapping[str, Usual], periods: Sequence[str]) -> list[str]:
    """The periods from which what is usual is counted anew, of those of a chart."""
    known = [period for period in periods if period in usual and usual[period].upper is not None]
    bands = [(usual[period].mean, usual[period].lower, usual[period].upper) for period in known]
    return [period for n, period in enumerate(known[1:], start=1) if bands[n] != bands[n - 1]]


def counted_of(usual: Mapping[str, Usual], labels: Mapping[str, str]) -> str:
    """Of which tertials the newest level of a band is counted, which another version counts of others: `T3 2022–T2
    2025`; blank where the file does not tell. `usual` by period, oldest first."""
    periods = list(usual)
    newest = moves(usual, periods)[-1:]
    of = [period for period in periods if usual[period].in_baseline and period >= "".join(newest)]
    return "–".join(dict.fromkeys((labels[of[0]], labels[of[-1]]))) if of else ""


def counted_anew(names: Sequence[str]) -> str:
    """Why a band leaps: `Timrå kom med: det vanliga räknas för sig före och efter.`"""
    return capitalised(
        f"{joined(names)} kom med: " * bool(names) + "det vanliga räknas för sig före och efter."
    )


def outliers(values: Sequence[Value], usual: Mapping[str, Usual]) -> list[bool]:
    """Which points of a series are drawn as unusual. Of several judged together, as two of three, those that lie among
    the usual are not, unless all of them do, as in a run on one side of the middle."""
    judged = [value.period in usual and usual[value.period].signal for value in values]
    outside = [
        is_so and _is_outside(value, usual[value.period]) for value, is_so in zip(values, judged, strict=True)
    ]
    drawn, at = list(judged), 0
    for is_so, stretch in groupby(judged):
        count = len(list(stretch))
        if is_so and any(outside[at : at + count]):
            drawn[at : at + count] = outside[at : at + count]
        at += count
    return drawn


def _is_outside(value: Value, point: Usual) -> bool:
    if value.value is None or point.upper is None or point.lower is None:
        return True
    return not point.lower <= float(value.value) <= point.upper
