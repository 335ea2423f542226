"""The heading of parts beside each other over time: which of them has changed most since a year earlier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.published.records import Definition, PeriodInfo, Value
from dashboard.words import formats
from dashboard.words.changes import is_counted, of_shorter_time, short_step
from dashboard.words.courses import around, years_of_course
from dashboard.words.grammar import capitalised, lowered
from dashboard.words.periods import any_of, dated
from pipelines.kpi.words import is_money
from pipelines.signals import FEWEST_MORE

#: Of what it was a year earlier a smaller part is no news.
LEAST = Decimal("0.1")
# Fewer periods have no highest or lowest worth a word.
_AMONG = 4
# Periods that do not overlap, each as long as the others.
_ALIKE = frozenset({"month", "tertial", "year"})


@dataclass(frozen=True)
class Course:
    """A part of a figure by its name: now, what that is set beside, and the periods that its chart shows."""

    name: str
    now: Value
    before: Value
    shown: Sequence[Value]


def weightiest(parts: Sequence[Course], definition: Definition, compared: PeriodInfo) -> Course | None:
    """The part whose number has changed most from `compared`, of those that went the way that all of them together
    did; None where no change is news: of fewer than three, or of less than a tenth. What is not shown, or not of as
    long a time, takes no part."""
    known = [part for part in parts if _is_news(part, definition, compared)]
    if not known or not (is_counted(definition) or is_money(definition.unit)):
        return None
    whole = sum(_moved(part) for part in parts if part.now.shown and part.before.shown)
    known = [part for part in known if _moved(part) * whole > 0] or known
    # Of two as large the one that was smaller has changed more.
    return max(known, key=lambda one: (_step(one, definition), -(one.before.value or Decimal(0))))


def _moved(part: Course) -> Decimal:
    return (part.now.value or Decimal(0)) - (part.before.value or Decimal(0))


def changed_title(
    said: str,
    part: Course,
    definition: Definition,
    compared: PeriodInfo,
    labels: Mapping[str, str],
    of: PeriodInfo | None = None,
) -> str:
    """`said` of the part, as `{how} barn bor i {part}` or `{part} kostar {how}`, and both its numbers.

    `Färre barn bor i HVB: 10, mot 15 T1 2025`, `HVB kostar mer än under något tertial sedan T1 2019: 19,19 mnkr, mot
    16,30 mnkr T3 2024`, with what lies around the change (`courses`); `of` is the period of now, where the page is of
    another.
    """
    now, before = part.now.value or Decimal(0), part.before.value or Decimal(0)
    first = _never_as_far(part, rose=now > before) if now and compared.kind in _ALIKE else ""
    figures = [
        formats.in_short(value, definition.unit, other)
        if is_money(definition.unit)
        else formats.number(value)
        for value, other in ((now, before), (before, now))
    ]
    when = f" {dated(of, definition.measure)}" if of else ""
    ago = dated(compared, definition.measure)
    years = years_of_course(part.shown, part.now, part.before) if not first and compared.kind in _ALIKE else 0
    # One alone has other words than several.
    if years and now > 1:
        way, course = ("upp", "minskning") if now > before else ("ned", "ökning")
        turned = f"{way} från {figures[1]} {ago}, efter {course} {formats.number(years)} år i rad"
        return f"{capitalised(said.format(how=figures[0], part=lowered(part.name)))}{when}, {turned}"
    way, how = _words(now, before, counted=is_counted(definition))
    told = capitalised(said.format(how=way if first else how, part=lowered(part.name)))
    if first:
        told += f" än {any_of(compared.kind, definition.measure)} sedan {labels[first]}"
    # None is said with the word.
    size = f": {figures[0]}" if now else ""
    turned = "" if first or compared.kind not in _ALIKE else _turned(part, definition, labels)
    beside = turned or ("" if first else around(part.shown, part.now, part.before, definition))
    return f"{told}{size}{when}, mot {figures[1]} {ago}{beside}"


def _turned(part: Course, definition: Definition, labels: Mapping[str, str]) -> str:
    """`; T3 2025 var det 22`: what the eye sees first, where the part went the other way since the period before by as
    much or more; else blank."""
    known = [value for value in part.shown if value.period < part.now.period]
    if part.now.preliminary or not known or not known[-1].shown or known[-1].period == part.before.period:
        return ""
    now, last = part.now.value or Decimal(0), known[-1].value or Decimal(0)
    since_last, since = now - last, now - (part.before.value or Decimal(0))
    if since_last * since >= 0 or abs(since_last) < abs(since):
        return ""
    money = is_money(definition.unit)
    size = formats.in_short(last, definition.unit, now) if money else formats.number(last)
    return f"; {labels[known[-1].period]} var det {size}"


def _is_news(part: Course, definition: Definition, compared: PeriodInfo) -> bool:
    now, before = part.now, part.before
    as_long = not now.preliminary or (compared.kind == "same_days" and not now.reason)
    known = now.shown and before.shown and now.value is not None and before.value is not None
    if not known or not as_long or of_shorter_time(now, before):
        return False
    size = _step(part, definition)
    fewest = FEWEST_MORE if is_counted(definition) else 1
    return size >= fewest and size >= LEAST * abs(before.value or Decimal(0))


def _step(part: Course, definition: Definition) -> Decimal:
    return abs(short_step(part.now.value or Decimal(0), part.before.value or Decimal(0), definition))


def _words(now: Decimal, before: Decimal, *, counted: bool) -> tuple[str, str]:
    """Which way it went, and how far in a word: `färre` and `inga`, `hälften så många`, `färre`; of kronor `mindre` and
    `ingenting`, `hälften så mycket`, `mindre`."""
    more, fewer, many, none = (
        ("fler", "färre", "många", "inga") if counted else ("mer", "mindre", "mycket", "ingenting")
    )
    way = more if now > before else fewer
    if not now:
        return way, none
    times = "dubbelt" if now == 2 * before else "hälften" if before == 2 * now else ""
    return way, f"{times} så {many}" if times else way


def _never_as_far(part: Course, *, rose: bool) -> str:
    """The first of the chart's periods, where every other of them is known and lower (or higher, where it fell)."""
    known = [value for value in part.shown if value.period != part.now.period]
    while known and known[0].status == "missing":
        known = known[1:]
    # What is awaited comes after what is told.
    known = [value for value in known if value.status != "missing" or value.period < part.now.period]
    now = part.now.value
    if part.now.preliminary or now is None or len(known) < _AMONG:
        return ""
    whole = all(value.shown and value.value is not None for value in known)
    sizes = [value.value or Decimal(0) for value in known]
    return known[0].period if whole and all((size < now) if rose else (size > now) for size in sizes) else ""
