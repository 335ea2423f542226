"""A target in words, beside the figure that is held to it, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum

from dashboard.published.records import Area, Definition, Goal
from dashboard.words import formats
from dashboard.words.grammar import joined
from dashboard.words.periods import period_label
from pipelines.kpi.words import is_percent
from pipelines.periods import Period
from pipelines.reference import GFO


class Standing(Enum):
    """How a figure stands to its target: the shape and the word that tell it."""

    REACHED = ("●", "nått")
    ON_WAY = ("◐", "på väg")
    BEHIND = ("◔", "efter")
    MISSED = ("○", "inte nått")

    @property
    def shape(self) -> str:
        return self.value[0]

    @property
    def word(self) -> str:
        return self.value[1]


def told(goal: Goal, definition: Definition, period: str) -> str:
    """`Mål: 30`, `Mål för 2026: 20 av 28 personer hittills`, `Mål för 2026: 55 % (T3 2025–T2 2026: 48 %)`."""
    target = formats.amount(goal.target, definition.unit, definition.decimals)
    if goal.period == period:
        return f"Mål: {target}"
    whose = f"Mål för {period_label(goal.period)}"
    beside = goal.beside
    if beside.value is None or not beside.shown or beside.period == period:
        return f"{whose}: {target}"
    reached = formats.figure(beside.value, beside.status, definition.unit, definition.decimals)
    found = Period.parse(beside.period)
    if found.kind != "ytd":
        return f"{whose}: {target} ({found.label}: {reached})"
    return f"{whose}: {reached} av {target}{'' if _is_over(goal) else ' hittills'}"


def short(goal: Goal, definition: Definition, period: str) -> str:
    """A target as a cell has room for: `30`, `12 av 18 hittills`, `66 på tre tertial, mål 45`, `45 för hela 2026`."""
    target = formats.figure(goal.target, "ok", definition.unit, definition.decimals)
    beside = goal.beside
    if is_unheld(goal, period):
        return f"{target} för hela {period_label(goal.period)}"
    if beside.value is None or not beside.shown or beside.period == period:
        return target
    reached = formats.figure(beside.value, beside.status, definition.unit, definition.decimals)
    found = Period.parse(beside.period)
    if found.kind == "ytd":
        return f"{reached} av {target}{'' if _is_over(goal) else ' hittills'}"
    span = "på tre tertial" if found.kind == "rolling" else found.label
    return f"{reached} {span}, mål {target}"


def aim(goal: Goal, definition: Definition) -> str:
    """A target and when it is of: `minst 18 hem 2026`, `högst 45 dagar 2026`."""
    target = formats.amount(goal.target, definition.unit, definition.decimals)
    least = {"better": "minst ", "worse": "högst "}.get(definition.direction, "")
    return f"{least}{target} {period_label(goal.period)}"


def reached(goal: Goal, definition: Definition) -> str:
    """What a target is held to, and of which time: `10 hem hittills`, `66 dagar på tre tertial`, `23 hem T2 2026`."""
    beside = goal.beside
    told = formats.amount(beside.value or 0, definition.unit, definition.decimals)
    found = Period.parse(beside.period)
    if found.kind == "ytd":
        return f"{told}{'' if _is_over(goal) else ' hittills'}"
    return f"{told} {'på tre tertial' if found.kind == 'rolling' else found.label}"


def title(standings: Sequence[Standing | None]) -> str:
    """`4 av 5 mål nås inte`: how many are missed or behind, of those that can be judged."""
    judged = [one for one in standings if one is not None]
    behind = sum(one in (Standing.MISSED, Standing.BEHIND) for one in judged)
    if not judged:
        return "Inget mål kan bedömas än"
    many = formats.number(len(judged))
    if not behind:
        return "Målet nås" if len(judged) == 1 else f"Alla {many} mål nås eller är på väg att nås"
    if behind == len(judged):
        return "Målet nås inte" if behind == 1 else f"Inget av de {many} målen nås som det ser ut nu"
    return f"{formats.number(behind)} av {many} mål nås inte som det ser ut nu"


def is_unheld(goal: Goal, period: str) -> bool:
    """Whether a target is of a year whose figure so far the file does not hold, so that nothing is judged by it."""
    return goal.period != period and Period.parse(goal.period).kind == "year" and not goal.beside.shown


def unheld(years: Iterable[str]) -> str:
    """Why such targets have no verdict: `Mål för hela 2026 bedöms inte mot en del av året.`; blank without any."""
    told = joined(sorted(period_label(year) for year in set(years)))
    return f"Mål för hela {told} bedöms inte mot en del av året." if told else ""


def none(area: Area, *, of_gfo: bool) -> str:
    """Why a table of an area has no target at all; blank where GFO has none either."""
    if area.area == GFO or not of_gfo:
        return ""
    return f"Målen gäller hela GFO; {area.name} har inga egna."


def standing(goal: Goal, definition: Definition) -> Standing | None:
    """Whether a target is met; while its period is under way, whether it will be if the pace holds.

    None where neither more nor less is better, and where the figure is not shown.
    """
    beside = goal.beside
    if not beside.shown or beside.value is None or definition.direction not in ("better", "worse"):
        return None
    if _is_over(goal):
        return Standing.REACHED if _meets(beside.value, goal, definition) else Standing.MISSED
    if Period.parse(beside.period).kind != "ytd":
        return Standing.ON_WAY if _meets(beside.value, goal, definition) else Standing.BEHIND
    if _meets(beside.value, goal, definition) == (definition.direction == "better"):
        # Counts only rise: what has reached its target has, and what has passed its limit has.
        return Standing.REACHED if definition.direction == "better" else Standing.MISSED
    return Standing.ON_WAY if _meets(at_this_pace(goal), goal, definition) else Standing.BEHIND


def how_far(goal: Goal, definition: Definition) -> str:
    """`● nått`, `○ inte nått, 3 hem kvar`, `◔ efter, 5 dagar över`; the rest of a count is told as so many of so many
    already. Blank as `standing` is none."""
    found, reached = standing(goal, definition), goal.beside
    if found is None:
        return ""
    told = f"{found.shape} {found.word}"
    if _meets(reached.value or Decimal(0), goal, definition) or Period.parse(reached.period).kind == "ytd":
        return told
    gap = abs(
        formats.rounded(reached.value or 0, definition.decimals)
        - formats.rounded(goal.target, definition.decimals)
    )
    if is_percent(definition.unit):
        size = formats.percentage_points(gap, definition.decimals)
    else:
        size = formats.amount(gap, definition.unit, definition.decimals)
    return f"{told}, {size} {'kvar' if definition.direction == 'better' else 'över'}"


def at_this_pace(goal: Goal) -> Decimal:
    """What the year so far becomes in the whole of the target's period if it goes on as it has."""
    sofar, whole = Period.parse(goal.beside.period), Period.parse(goal.period)
    days = (sofar.next_day - sofar.first_day).days
    return (goal.beside.value or Decimal(0)) * (whole.next_day - whole.first_day).days / days


def _meets(value: Decimal, goal: Goal, definition: Definition) -> bool:
    return value >= goal.target if definition.direction == "better" else value <= goal.target


def _is_over(goal: Goal) -> bool:
    """Whether the figure beside the target covers the target's period to its end."""
    reaches = Period.parse(goal.beside.period).last_day >= Period.parse(goal.period).last_day
    return reaches and not goal.beside.preliminary
