"""A target in words, beside the figure that is held to it, and whether it is met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import Enum

from dashboard.published.records import Area, Definition, Goal, Value
from dashboard.words import formats
from dashboard.words.grammar import joined, lowered
from dashboard.words.periods import period_label
from pipelines.kpi.targets import STANDING
from pipelines.kpi.words import is_percent
from pipelines.periods import Period
from pipelines.reference import GFO


class Standing(Enum):
    """How a figure stands to its target: the shape and the word that tell it."""

    REACHED = ("●", "nått")
    ON_WAY = ("◐", "på väg")
    BEHIND = ("◔", "ligger efter")
    MISSED = ("○", "inte nått")

    @property
    def shape(self) -> str:
        return self.value[0]

    @property
    def word(self) -> str:
        return self.value[1]


_NOT_MET = (Standing.MISSED, Standing.BEHIND)
_ON_CARD = {
    Standing.REACHED: "målet nått",
    Standing.ON_WAY: "på väg mot målet",
    Standing.BEHIND: "ligger efter målet",
    Standing.MISSED: "målet inte nått",
}
_MEANT = {
    Standing.REACHED: "målet är nått",
    Standing.ON_WAY: "nås som det ser ut nu",
    Standing.BEHIND: "nås inte som det ser ut nu",
    Standing.MISSED: "kan inte nås längre",
}


def told(goal: Goal, definition: Definition, period: str) -> str:
    """`Mål: 30`, `Mål för 2026: 20 av 28 personer hittills`, `Mål för 2026: 55 % (T3 2025–T2 2026: 48 %)`."""
    target = formats.amount(goal.target, definition.unit, definition.decimals)
    beside = goal.beside
    if goal.period == period and (not beside.shown or Period.parse(beside.period).kind != "rolling"):
        return f"Mål: {target}{_instead(goal, definition, period, formats.amount)}"
    whose = f"Mål för {period_label(goal.period)}" if goal.period != period else "Mål"
    if beside.value is None or not beside.shown or beside.period == period:
        return f"{whose}: {target}{_instead(goal, definition, period, formats.amount)}"
    reached = formats.figure(beside.value, beside.status, definition.unit, definition.decimals)
    found = Period.parse(beside.period)
    if found.kind != "ytd":
        return f"{whose}: {target} ({found.label}: {reached})"
    return f"{whose}: {reached} av {target}{'' if _is_over(goal) else ' hittills'}"


def on_card(goal: Goal, definition: Definition, period: str) -> str:
    """`○ Målet 30 nåddes inte`, `◔ ligger efter målet: 10 av 18 hittills`, `◔ Målet 45 för 2026 hålls inte: median 66
    sedan september 2025`: a target with its verdict first; as `told` where it has none."""
    found, beside = standing(goal, definition), goal.beside
    if found is None or beside.value is None:
        return told(goal, definition, period)
    aimed = formats.figure(goal.target, "ok", definition.unit, definition.decimals)
    year = "" if goal.period == period else f" för {period_label(goal.period)}"
    said = f"{found.shape} Målet {aimed}{year} {verdict(goal, definition)}"
    if beside.period == period:
        return said
    reached = formats.figure(beside.value, beside.status, definition.unit, definition.decimals)
    span = Period.parse(beside.period)
    if span.kind == "ytd":
        # Short enough for a line: of a count it is told how far it is.
        return f"{found.shape} {_ON_CARD[found]}: {reached} av {aimed}{'' if _is_over(goal) else ' hittills'}"
    return f"{said}: {_lately(reached, definition, span) if span.kind == 'rolling' else f'{reached} {span.label}'}"


def short(goal: Goal, definition: Definition, period: str) -> str:
    """A target as a cell has room for: `30`, `12 av 18 hittills`, `66 sedan september 2025, mål 45`, `45 för
    hela 2026 (T1 2026: 82)`."""
    target = formats.figure(goal.target, "ok", definition.unit, definition.decimals)
    beside = goal.beside
    if is_unheld(goal):
        return f"{target} för hela {period_label(goal.period)}{_instead(goal, definition, period, _bare)}"
    if beside.value is None or not beside.shown or beside.period == period:
        return target
    reached = formats.figure(beside.value, beside.status, definition.unit, definition.decimals)
    found = Period.parse(beside.period)
    if found.kind == "ytd":
        return f"{reached} av {target}{'' if _is_over(goal) else ' hittills'}"
    if found.kind == "rolling":
        return f"{_lately(reached, definition, found)}, mål {target}"
    return f"{reached} {'för hela ' * (found.kind == 'year')}{found.label}, mål {target}"


def aim(goal: Goal, definition: Definition) -> str:
    """A target and when it is of: `minst 18 hem 2026`, `högst 45 dagar 2026`."""
    least = {"better": "minst ", "worse": "högst "}.get(definition.direction, "")
    return f"{least}{formats.amount(goal.target, definition.unit, definition.decimals)} {period_label(goal.period)}"


def reached(goal: Goal, definition: Definition) -> str:
    """What a target is held to, and of which time: `10 hem hittills`, `median 66 dagar sedan september 2025`, `23 hem
    T2 2026`; where that is not shown the newest whole figures, `82 dagar T1 2026 (16 fall)`, or a dash."""
    beside = goal.beside
    if not beside.shown:
        return joined([_of_its_period(one, definition) for one in goal.instead]) or formats.MISSING
    told = formats.amount(beside.value or 0, definition.unit, definition.decimals)
    found = Period.parse(beside.period)
    if found.kind == "ytd":
        return f"{told}{'' if _is_over(goal) else ' hittills'}"
    if found.kind == "rolling":
        return _lately(told, definition, found)
    return f"{told} {found.label}"


def _of_its_period(one: Value, definition: Definition) -> str:
    """`82 dagar T1 2026 (16 fall)`."""
    size = formats.amount(one.value or 0, definition.unit, definition.decimals)
    told = f"{size} {period_label(one.period)}"
    return told + (f" ({formats.number(one.n)} fall)" if definition.measure == "median" and one.n else "")


def _lately(told: str, definition: Definition, span: Period) -> str:
    """`median 66 sedan september 2025`, `31 % sedan september 2025`: 66 days since may else be a time
    that has passed."""
    return f"{'median ' * (definition.measure == 'median')}{told} {since(span)}"


def since(span: Period) -> str:
    """`sedan september 2025`: three tertials as a reader counts them."""
    return f"sedan {Period.month_of(span.first_day).label}"


def any_behind(standings: Iterable[Standing | None]) -> bool:
    """Whether a target is missed, or is not met as it looks."""
    return any(one in _NOT_MET for one in standings)


def title(standings: Sequence[Standing | None]) -> str:
    """`4 av 5 mål nås inte som det ser ut nu`, of what is lost already `2 av 4 mål nåddes inte`, and where there are
    both `1 av 5 mål nåddes inte, och 3 till nås inte som det ser ut nu`, of those judged."""
    known = [one for one in standings if one is not None]
    if not known:
        return "Inget mål kan bedömas än"
    lost, behind = known.count(Standing.MISSED), known.count(Standing.BEHIND)
    over = not behind and (lost > 0 or Standing.ON_WAY not in known)
    are, now, many = "nåddes" if over else "nås", "" if over else " som det ser ut nu", len(known)
    if lost and behind:
        return f"{lost} av {many} mål nåddes inte, och {behind} till nås inte{now}"
    if not lost and not behind:
        return (
            f"Målet {are}" if many == 1 else f"Alla {many} mål {are}{' eller är på väg att nås' * (not over)}"
        )
    if lost + behind < many:
        return f"{lost + behind} av {many} mål {are} inte{now}"
    return f"Målet {are} inte" if many == 1 else f"Inget av de {many} målen {are}{now}"


def judged(standings: Sequence[Standing | None]) -> str:
    """`1 nås, 1 nåddes inte, 1 nås inte, 2 bedöms efter året`: how many of some targets stand how."""
    known = [one for one in standings if one is not None]
    lost, behind = known.count(Standing.MISSED), known.count(Standing.BEHIND)
    met = "nås" if behind or Standing.ON_WAY in known else "nåddes"
    awaited = len(standings) - len(known)
    counts = (
        (len(known) - lost - behind, met), (lost, "nåddes inte"), (behind, "nås inte"), (awaited, WHEN_OVER),
    )  # fmt: skip
    return ", ".join(f"{count} {words}" for count, words in counts if count)


def is_unheld(goal: Goal) -> bool:
    """Whether a target is of a year under way whose figure so far the file does not hold, so that nothing is judged by
    it."""
    whole, sofar = Period.parse(goal.period), Period.parse(goal.beside.period)
    return whole.kind == "year" and sofar.last_day < whole.last_day and not goal.beside.shown


def _instead(
    goal: Goal, definition: Definition, period: str, written: Callable[[Decimal, str, int], str]
) -> str:
    """` (T1 2026: 82)`: the newest whole figures where what is held to the target is not shown, of other periods than
    the one that it stands beside; else blank."""
    told = [
        f"{period_label(one.period)}: {written(one.value or Decimal(0), definition.unit, definition.decimals)}"
        for one in goal.instead
        if one.period != period
    ]
    return f" ({', '.join(told)})" if told else ""


def _bare(value: Decimal, unit: str, decimals: int) -> str:
    """A figure as a cell has it, whose column says what it is."""
    return formats.figure(value, "ok", unit, decimals)


#: How a target stands that its year's figures so far would tell, where nobody outside the styrgrupp has them.
WHEN_OVER = "bedöms efter året"
#: And why: no list of what is public has a year under way (`data/reference/catalogue.toml`).
NOT_SO_FAR = (
    "Hur långt GFO har kommit hittills i år är inte offentligt, för då skulle små tal kunna räknas ut."
)

#: The same in a paper that is read beside the styrgrupp's, which says otherwise of the same targets.
JUDGED_SOONER = f"{NOT_SO_FAR.removesuffix('.')}; styrgruppen ser det och bedömer de målen redan nu."


def unheld(years: Iterable[str], *, public: bool) -> str:
    """Why such targets have no verdict: `Mål för hela 2026 bedöms när året är slut.`, and to whom GFO's figures are the
    `public` ones why; blank without any."""
    told = joined(sorted(period_label(year) for year in set(years)))
    return f"Mål för hela {told} bedöms när året är slut.{f' {NOT_SO_FAR}' if public else ''}" if told else ""


_BASIS = "Dagar och andelar räknas på de tre senaste tertialen: ett för sig har för få fall."
#: What leads to the targets from where there are none.
LOOK = "Se GFO:s mål"


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


def verdict(goal: Goal, definition: Definition) -> str:
    """`nåddes inte`, `hålls inte som det ser ut nu`, `nås inte i den här takten`, `nåddes`, `hålls`: what a target
    does, after its name. Blank as `standing` is none."""
    found = standing(goal, definition)
    if found is None:
        return ""
    over = found in (Standing.REACHED, Standing.MISSED)
    verbs = ("nåddes", "nås") if definition.direction == "better" else ("hölls", "hålls")
    told = verbs[not over] + " inte" * (found in (Standing.MISSED, Standing.BEHIND))
    if not over and Period.parse(goal.beside.period).kind == "ytd":
        return f"{told} i den här takten"
    return f"{told} som det ser ut nu" if found is Standing.BEHIND else told


def heading(goal: Goal, definition: Definition, now: Value) -> str:
    """The heading of a chart over time whose figure has a target: `Målet för dagar till matchning, 45, hålls inte: 66
    sedan september 2025; T2 2026 för sig 43, av bara 8 fall`. `now` is the chosen period's own figure. Blank as
    `standing` is none.

    A change since last year may say the opposite of the target, which is what is acted on.
    """
    told, beside = verdict(goal, definition), goal.beside
    if not told or beside.value is None:
        return ""

    def written(value: Value) -> str:
        return formats.figure(value.value, value.status, definition.unit, definition.decimals)

    aimed, found = formats.figure(goal.target, "ok", definition.unit, definition.decimals), written(beside)
    span = Period.parse(beside.period)
    if span.kind == "ytd":
        found += "" if _is_over(goal) else " hittills"
        if standing(goal, definition) in (Standing.BEHIND, Standing.ON_WAY):
            found += f", väntas bli {pace(goal, definition)}"
    elif span.kind == "rolling":
        found = _lately(found, definition, span)
    elif definition.measure in STANDING:
        found += " nu" if beside.preliminary else f" vid slutet av {span.label}"
    else:
        found += f" {'hittills ' * beside.preliminary}under {span.label}"
    said = f"Målet för {lowered(definition.name)}, {aimed}, {told}: {found}"
    if not now.shown or now.period in (goal.period, beside.period):
        return said
    alone = f"{period_label(now.period)}{' hittills' * now.preliminary} för sig {written(now)}"
    if definition.measure == "median" and now.n and beside.n:
        alone += f", av {'bara ' * (2 * now.n < beside.n)}{formats.number(now.n)} fall"
    return f"{said}; {alone}"


def how_far(goal: Goal, definition: Definition) -> str:
    """`● nått`, `○ inte nått, 3 hem under målet`, `◔ ligger efter, 5 dagar över målet`, `◔ ligger efter, 8 hem kvar;
    väntas bli 15 i den här takten`. Blank as `standing` is none."""
    found, value = standing(goal, definition), goal.beside.value
    if found is None or value is None:
        return ""
    told, better = f"{found.shape} {found.word}", definition.direction == "better"
    if not _meets(value, goal, definition):
        left = found is not Standing.MISSED and Period.parse(goal.beside.period).kind == "ytd"
        way = "över målet" if not better else "kvar" if left else "under målet"
        told += f", {_gap(value, goal, definition)} {way}"
    if found is Standing.BEHIND and Period.parse(goal.beside.period).kind == "ytd":
        told += f"; väntas bli {pace(goal, definition)} i den här takten"
    return told


def in_cell(goal: Goal, definition: Definition, period: str) -> str:
    """The target in a row of the period: `○ inte nått, 7 hem under 30`, `● nått: 30`, `45 för hela 2026`; of another
    time than the row's with what it is held to, `◔ ligger efter: 10 av 18 hittills`, `◔ ligger efter: 66 sedan
    september 2025, mål 45`."""
    found, value = standing(goal, definition), goal.beside.value
    aimed = short(goal, definition, period)
    if found is None or value is None:
        return aimed
    told = f"{found.shape} {found.word}"
    if goal.beside.period != period or _meets(value, goal, definition):
        return f"{told}: {aimed}"
    target = formats.figure(goal.target, "ok", definition.unit, definition.decimals)
    under = "under" if found is Standing.MISSED else "till"
    way = under if definition.direction == "better" else "över"
    return f"{told}, {_gap(value, goal, definition)} {way} {target}"


def _gap(value: Decimal, goal: Goal, definition: Definition) -> str:
    """What is between a figure and its target, as both are written."""
    places = definition.decimals
    gap = abs(formats.rounded(value, places) - formats.rounded(goal.target, places))
    if is_percent(definition.unit):
        return formats.percentage_points(gap, places)
    return formats.amount(gap, definition.unit, places)


def pace(goal: Goal, definition: Definition) -> str:
    """What the target's period is expected to become as it goes: `15`, or `knappt 18` where a whole number would say
    that a target of 18 is met."""
    expected = at_this_pace(goal)
    told = formats.figure(expected, "ok", definition.unit, 0)
    if _meets(formats.rounded(expected, 0), goal, definition) and not _meets(expected, goal, definition):
        return f"{'knappt' if definition.direction == 'better' else 'drygt'} {told}"
    return told


def by_itself(goal: Goal, definition: Definition) -> str:
    """Of a target held to three tertials whose newest lies on the other side of it: `T2 2026 för sig blev det 43
    dagar, men av bara 8 fall.`; else blank."""
    whole, newest = goal.beside, goal.newest
    if newest is None or not (newest.shown and whole.shown) or newest.value is None or whole.value is None:
        return ""
    if standing(goal, definition) is None:
        return ""
    if _meets(newest.value, goal, definition) == _meets(whole.value, goal, definition):
        return ""
    told = formats.amount(newest.value, definition.unit, definition.decimals)
    became = f"{period_label(newest.period)} för sig blev det {told}"
    if definition.measure == "median" and newest.n and whole.n:
        few = "bara " if 2 * newest.n < whole.n else ""
        return f"{became}, men av {few}{formats.number(newest.n)} fall."
    return f"{became}, men målet räknas på tre tertial."


def basis(goals: Iterable[Goal]) -> str:
    """Why a target of a year is held to what began the year before, where one is; else blank."""
    return _BASIS * any(Period.parse(goal.beside.period).kind == "rolling" for goal in goals)


def legend(standings: Iterable[Standing | None]) -> str:
    """What the shapes of some standings mean, each once: `◔ ligger efter: nås inte som det ser ut nu.`"""
    found = set(standings)
    return " ".join(f"{one.shape} {one.word}: {_MEANT[one]}." for one in Standing if one in found)


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
