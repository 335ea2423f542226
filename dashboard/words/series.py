"""A figure over time in words: the text alternatives of charts, its record, its largest part, its comments."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from decimal import Decimal
from typing import Protocol, TypeVar

from dashboard.published.records import Area, Comment, Definition, Value
from dashboard.words import formats
from dashboard.words.changes import FEW, is_counted
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import at_an_end, period_label
from pipelines.periods import Period
from pipelines.reference import GFO


class _OfAPeriod(Protocol):
    @property
    def period(self) -> str: ...


Dated = TypeVar("Dated", bound=_OfAPeriod)
# The newest months that a chart has room for; the other kinds are fewer.
_SHOWN = 36


def latest(series: Sequence[Dated], chosen: str) -> tuple[Dated, ...]:
    """The newest of a series, and further back where the chosen period is older than that."""
    place = next((n for n, value in enumerate(series) if value.period == chosen), len(series))
    return tuple(series[max(0, min(len(series) - _SHOWN, place)) :])


def charted(series: Sequence[Value], chosen: str, under_way: Container[str]) -> tuple[Value, ...]:
    """The newest of an area's figures, from the year in which it joined GFO; three years that are `under_way`, which
    would look like a fall, only where they are the chosen ones; of years to date those that are as long as the chosen,
    since a line over four, eight and twelve months goes up and down by itself."""
    same = [v for v in series if is_as_long(v.period, chosen)]
    found = latest([v for v in same if v.period == chosen or not _is_unfinished(v.period, under_way)], chosen)
    first = next((v.period for v in found if v.reason != "ej_med" or v.period == chosen), "")
    if not first:
        return found
    year = Period.parse(first).first_day.year
    return tuple(v for v in found if Period.parse(v.period).last_day.year >= year)


def is_as_long(period: str, chosen: str) -> bool:
    """Whether a figure of a period can stand in a line with the chosen one's: a year to date of as many months."""
    found, other = Period.parse(period), Period.parse(chosen)
    return found.kind != "ytd" or other.kind != "ytd" or found.last_day.month == other.last_day.month


def _is_unfinished(period: str, under_way: Container[str]) -> bool:
    return period in under_way and Period.parse(period).kind == "block"


def trend(series: Sequence[Value], definition: Definition, area: Area, labels: Mapping[str, str]) -> str:
    """The text alternative of a trend chart: span, lowest, highest, latest, and what is not shown."""
    shown = [value for value in series if value.shown and value.value is not None]
    if not shown:
        return f"{definition.name}, {area.name}: inga uppgifter att visa."

    def told(value: Value) -> str:
        figure = formats.figure(value.value, value.status, definition.unit, definition.decimals)
        return f"{figure} ({labels[value.period]})"

    lowest = min(shown, key=lambda value: value.value or 0)
    highest = max(shown, key=lambda value: value.value or 0)
    parts = [
        f"{definition.name} för {area.name}, {labels[series[0].period]}–{labels[series[-1].period]}.",
        f"Lägst {told(lowest)}, högst {told(highest)}, senast {told(shown[-1])}.",
    ]
    hidden = [labels[value.period] for value in series if value.status == "hidden"]
    missing = [labels[value.period] for value in series if value.status == "missing"]
    if hidden:
        parts.append(f"Skyddad: {_span(hidden)}.")
    if missing:
        parts.append(f"Uppgift saknas: {_span(missing)}.")
    return " ".join(parts)


def _span(labels: Sequence[str]) -> str:
    """A few labels in full, many as a count with the first and the last."""
    if len(labels) <= 4:
        return joined(labels)
    return f"{len(labels)} perioder, från {labels[0]} till {labels[-1]}"


def ends(series: Sequence[Value], definition: Definition, labels: Mapping[str, str]) -> str:
    """A series by its first and last shown figure."""
    known = [v for v in series if v.shown]
    if not known:
        return "inga uppgifter att visa"
    first, last = (
        f"{formats.figure(v.value, v.status, definition.unit, definition.decimals)} {labels[v.period]}"
        for v in (known[0], known[-1])
    )
    return f"{first}, {last}"


def largest_part(
    title: str, said: str, parts: Sequence[tuple[str, Sequence[Value]]], definition: Definition, period: str
) -> str:
    """A heading that says which part is largest: `said` with its name, as `Flest barn bor i {}`. Equals are named
    together; of counts below five it is `title` with each that is there, `Vad avvikelserna gäller: dokumentation 1`;
    where nothing can be said of the parts, or `said` is blank, `title` alone."""
    now = [(name, value) for name, series in parts for value in series if value.period == period]
    shown = [(name, value.value) for name, value in now if value.shown and value.value is not None]
    top = max((size for _name, size in shown), default=Decimal(0))
    largest = [lowered(name) for name, size in shown if size == top]
    # Where one of the parts is not shown, it may be the largest.
    if not said or len(shown) < max(len(parts), 2) or top <= 0 or len(largest) == len(shown):
        return title
    if is_counted(definition) and top < FEW:
        few = [f"{lowered(name)} {formats.number(size)}" for name, size in shown if size]
        return f"{title}: {joined(few)}"
    each = " vardera" if len(largest) > 1 else ""
    told = formats.card_figure(top, "ok", definition.unit, definition.decimals)
    return f"{said.format(joined(largest))}: {told}{each}"


def highest(
    parts: Sequence[tuple[str, Sequence[Value]]], definition: Definition, labels: Mapping[str, str]
) -> str:
    """What bars beside each other reach, which have no axis: `Högsta stapeln: 5, matchning T1 2026.` with the newest of
    equals; below zero `Lägsta: …` too; blank where nothing is above zero."""
    shown = [
        (value.value, value.period, name)
        for name, values in parts
        for value in values
        if value.shown and value.value is not None
    ]
    most, least = max(shown, default=None), min(shown, default=None)
    told = []
    for word, found in (("Högsta stapeln", most), ("Lägsta", least)):
        if found and (found[0] > 0 if found is most else found[0] < 0):
            size, period, name = found
            written = formats.card_figure(size, "ok", definition.unit, definition.decimals)
            told.append(f"{word}: {written}, {name} {labels[period]}.")
    return " ".join(told)


def by_size(series: Sequence[Value], period: str) -> tuple[bool, Decimal, Decimal]:
    """What parts are sorted by: the largest in the period first, those without a figure of it last; equals by their
    largest ever."""
    shown = {value.period: value.value for value in series if value.shown and value.value is not None}
    return period not in shown, -shown.get(period, Decimal(0)), -max(shown.values(), default=Decimal(0))


def record(
    series: Sequence[Value], period: str, among: int = 3, of: str = "", *, on_a_day: bool = False
) -> str:
    """`, det lägsta sedan T3 2022` (with `of` `det lägsta antalet sedan`) when none of more than `among` figures
    before it reached as far; else nothing, and nothing of a series with a hidden figure, which may be the lowest.

    Of what stands `on_a_day` `det lägsta vid ett tertialslut sedan`: between two ends it may have been lower.
    """
    if any(value.status == "hidden" for value in series):
        return ""
    as_long = [v for v in series if v.period <= period and is_as_long(v.period, period)]
    known = [v for v in as_long if v.shown and v.value is not None]
    if not known or known[-1].period != period:
        return ""
    now = known[-1].value or Decimal(0)
    for word, as_far in (("lägsta", lambda other: other <= now), ("högsta", lambda other: other >= now)):
        former = [n for n, v in enumerate(known[:-1]) if v.value is not None and as_far(v.value)]
        reach = len(known) - 1 - (former[-1] if former else -1)
        # As few as none is no record where there have been none before.
        if reach > among and (now or not former):
            since = f"sedan {period_label(known[former[-1]].period)}" if former else "hittills"
            end = at_an_end(Period.parse(period).kind) if on_a_day else ""
            return f", det {' '.join(filter(None, (word, of, end, since)))}"
    return ""


def since(found: Sequence[Comment], first: str) -> tuple[Comment, ...]:
    """The comments that a chart from this period on has use for: of what happened in its first period or earlier it
    shows no before."""
    begins = Period.parse(first).last_day
    return tuple(comment for comment in found if comment.day > begins)


def comments(found: Sequence[Comment], area: str) -> tuple[str, ...]:
    """Each comment with its day, in the order they are numbered on the chart; GFO's own is said to be GFO's."""
    return tuple(
        f"{formats.day(comment.day)}{', GFO' if comment.area != area != GFO else ''}: {comment.text}"
        for comment in found
    )
