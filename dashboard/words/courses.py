"""What lies around a change since a year ago: the level that has held since, what the year before was beside its
neighbours, or a course that has turned.

Each is told only where it is so in the chart that stands below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.published.records import Definition, Value
from dashboard.words import formats
from dashboard.words.changes import FEW, is_counted, of_shorter_time
from dashboard.words.grammar import capitalised
from dashboard.words.periods import MONTHS
from pipelines.kpi.targets import STANDING
from pipelines.kpi.words import is_money, is_percent
from pipelines.periods import Period
from pipelines.signals import FEWEST_MORE

# The kinds of period that several of lie between a figure and that of a year ago: those nearest, and the last three.
_NEAREST = {"tertial": "tertialen närmast före och efter", "month": "månaderna närmast före och efter"}
# Fewer are no level.
_HELD = 3
# Figures no farther from each other than this part of the highest are alike: a month has fewer days and bills.
_ALIKE = {"tertial": Decimal("0.1"), "month": Decimal("0.2")}
# What is lower than its neighbours is so by a twentieth.
_BELOW = Decimal("0.95")
# Two steps the same way, each from one year to the next, come of chance in every third series.
_STEPS = 3


def held(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> tuple[Value, ...]:
    """The figures since `before` that have stayed where `now` is, the oldest first: at least three, alike, and no
    farther from each other than half of what parts `before` from now.

    None of shares and medians, nor of a count below five, which stay nowhere; of no other kind of period than month
    and tertial; and none of a figure that is not of its whole period.
    """
    found = _between(series, now, before, definition)
    step = abs((now.value or Decimal(0)) - (before.value or Decimal(0)))
    kind = Period.parse(now.period).kind
    least = FEW if is_counted(definition) else 0
    sizes: list[Decimal] = []
    for one in reversed(found):
        size = one.value
        if not one.shown or size is None or size < least or of_shorter_time(one):
            break
        high, low = max([*sizes, size]), min([*sizes, size])
        if 2 * (high - low) > step or high - low > _ALIKE[kind] * high:
            break
        sizes.append(size)
    return found[len(found) - len(sizes) :] if len(sizes) >= _HELD else ()


def is_beside(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> bool:
    """Whether `before` lies below both its neighbours in time, and `now` no higher than these reach (of a fall above
    both, and no lower): then part of the change is of that one period."""
    at = next((n for n, one in enumerate(series) if one.period == before.period), 0)
    if not 0 < at < len(series) - 1 or not _between(series, now, before, definition):
        return False
    near = (series[at - 1], series[at + 1])
    if not all(one.shown and one.value is not None for one in near) or of_shorter_time(*near):
        return False
    sizes = [one.value or Decimal(0) for one in near]
    size, was = now.value or Decimal(0), before.value or Decimal(0)
    far = Decimal(FEWEST_MORE) if is_counted(definition) else Decimal(0)
    if size > was:
        return all(was <= _BELOW * one and one - was >= far for one in sizes) and size <= max(sizes)
    return all(_BELOW * was >= one and was - one >= far for one in sizes) and size >= min(sizes)


def _between(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> tuple[Value, ...]:
    """The periods after `before` to `now`; none where nothing is told of them."""
    if definition.measure == "median" or is_percent(definition.unit) or now.value == before.value:
        return ()
    if Period.parse(now.period).kind not in _NEAREST or now.preliminary:
        return ()
    if not (now.shown and before.shown) or of_shorter_time(now, before):
        return ()
    return tuple(one for one in series if before.period < one.period <= now.period)


def years_of_course(series: Sequence[Value], now: Value, before: Value) -> int:
    """How many years in a row the figure went one way up to `before`, from where it has now gone the other; 0 where
    these are fewer than three."""
    found = {one.period: one.value for one in series if one.shown and one.value is not None}
    if now.value is None or before.value is None or now.value == before.value:
        return 0
    rose, years, at = now.value < before.value, 0, Period.parse(before.period)
    while True:
        here, earlier = found.get(at.id), found.get(at.year_before().id)
        if here is None or earlier is None or not (earlier < here if rose else earlier > here):
            return years if years >= _STEPS else 0
        years, at = years + 1, at.year_before()


def level(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> str:
    """`10,38–10,69 mnkr tre tertial i rad`, `0,92–1,08 mnkr varje månad sedan mars`; blank where no level has held."""
    since = held(series, now, before, definition)
    return f"{_span(since, definition)} {_when(since, definition)}" if since else ""


def after_change(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> str:
    """The same after a change: `; kostnaden har varit 10,38–10,69 mnkr tre tertial i rad`; blank as `level` is."""
    told = level(series, now, before, definition)
    return f"; {_what(definition)} har varit {told}" if told else ""


def around(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> str:
    """What lies around a change: as `after_change`, or right after what it is since: `, då kostnaden var lägre än
    tertialen närmast före och efter`. Blank where neither is so."""
    if told := after_change(series, now, before, definition):
        return told
    beside = _beside_near(series, now, before, definition)
    return f", då {_what(definition)} var {beside}" if beside else ""


def sentence(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> str:
    """The same by itself: `Kostnaden har varit 10,38–10,69 mnkr tre tertial i rad.`, `T2 2025 var kostnaden lägre än
    tertialen närmast före och efter.`"""
    what = _what(definition)
    if told := level(series, now, before, definition):
        return f"{capitalised(what)} har varit {told}."
    beside = _beside_near(series, now, before, definition)
    then = Period.parse(before.period)
    when = f"{'i ' * (then.kind == 'month')}{then.label}"
    return f"{capitalised(when)} var {what} {beside}." if beside else ""


def _beside_near(series: Sequence[Value], now: Value, before: Value, definition: Definition) -> str:
    """`lägre än tertialen närmast före och efter`; blank where the year before was not."""
    if not is_beside(series, now, before, definition):
        return ""
    way = "lägre" if (now.value or 0) > (before.value or 0) else "högre"
    return f"{way} än {_NEAREST[Period.parse(before.period).kind]}"


def _span(found: Sequence[Value], definition: Definition) -> str:
    """`10,38–10,69 mnkr`, `1 913–1 921 kr`, `10–11`: the lowest and the highest as they are written beside each other,
    the unit once."""
    low, high = (extreme(one.value or Decimal(0) for one in found) for extreme in (min, max))
    if not is_money(definition.unit):
        ends = [formats.number(one, definition.decimals) for one in (low, high)]
        return "–".join(dict.fromkeys(ends))
    ends = [formats.in_short(one, definition.unit, high) for one in (low, high)]
    number, _, unit = ends[0].rpartition(formats.NBSP)
    return (
        ends[0] if ends[0] == ends[1] else f"{number}–{ends[1]}" if ends[1].endswith(unit) else "–".join(ends)
    )


def _when(found: Sequence[Value], definition: Definition) -> str:
    """`tre tertial i rad`, `varje månad sedan mars`, and of what stands on a day at their ends."""
    first, last = (Period.parse(one.period).first_day for one in (found[0], found[-1]))
    end = "sslut" if definition.measure in STANDING else ""
    if Period.parse(found[0].period).kind == "tertial":
        return f"tre tertial{end[1:]} i rad"
    since = MONTHS[first.month - 1] + f" {first.year}" * (first.year != last.year)
    return f"varje månad{end} sedan {since}"


def _what(definition: Definition) -> str:
    if is_money(definition.unit):
        return "kostnaden"
    return "antalet" if is_counted(definition) else "det"
