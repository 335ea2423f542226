"""One KPI's figure in the chosen area and period, in all the words that belong to it.

Where they are made: the figure in `words.formats`, the change in `words.changes`, the goal in `words.targets`, the
chance in `words.uncertainty`; why a figure is missing, and what it says of itself, in `pipelines.kpi.words` (joined by
`words.absence`); the judgement in `pipelines.signals.sentences`, when it is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.published.cost_change import cost_change
from dashboard.published.figures import Figures
from dashboard.published.records import Area, CostChange, Definition, PeriodInfo, Value
from dashboard.reader.reader import Reader
from dashboard.words import courses, dearer, formats, kommun, targets, uncertainty
from dashboard.words.absence import absence, each_last_known, is_awaited, last_known, waits_for
from dashboard.words.changes import change, of_few, of_shorter_time
from dashboard.words.grammar import capitalised
from dashboard.words.periods import KINDS, per
from dashboard.words.series import charted
from pipelines.kpi.words import is_money, remarks
from pipelines.reference import GFO, STYRGRUPP, kommun_of

# Of each form what its price is made of: days, then kronor.
_BY_FORM = ("care_days", "placement_cost")
# A period and the one it is set beside.
_BOTH = 2


@dataclass(frozen=True)
class Told:
    """`shown` and its `unit` (blank where none is said), the change or why there is no figure, the judgement and which
    way it goes (0: none), and what else a reader must know of it."""

    shown: str
    unit: str
    change: str
    judged: str
    side: int
    notes: tuple[str, ...]
    preliminary: bool


def told(reader: Reader, kpi: str) -> Told:
    """A figure that is not there has its reason in place of the change, and neither unit nor judgement."""
    figures, area, period, compared = reader.figures, reader.area, reader.period, reader.compared
    definition = figures.definition(kpi)
    now = figures.value(kpi, area.area, period.period)
    shown = in_brief(now, definition)
    aim = figures.goal(kpi, area.area, period.period)
    goal = [targets.on_card(aim, definition, period.period)] if aim else []
    if not now.shown or now.value is None:
        only = only_per_tertial(figures, now, period.kind)
        why = only or absence(now, area, period.label, figures.names, reader.audience)
        if known := known_before(figures, now, definition):
            why = f"{why} {capitalised(last_known(*known))}."
        return Told(shown, "", why, "", 0, tuple(goal), preliminary=False)
    followed = now.preliminary and figures.followed_up(kpi)
    if early := too_early(figures, now):
        return Told(formats.MISSING, "", early, "", 0, tuple(goal), preliminary=False)
    before = figures.value(kpi, area.area, compared.period)
    judged, side = "", 0
    if now.preliminary:
        judged = "" if followed else "Preliminärt: siffran kan ändras."
    elif period.kind == "tertial":
        found = figures.judgements.said(kpi, area.area, period.period)
        judged, side = (found.sentence, found.side or 0) if found else ("", 0)
    unit = formats.unit_for(now.value, formats.unit_tail(definition.unit))
    if definition.measure == "difference":
        shown, unit = formats.short_kronor(abs(now.value)), formats.budget_side(now.value)
    chance = "" if now.preliminary else uncertainty.told(figures.definitions, definition, now)
    return Told(
        shown,
        unit,
        change(now, before, definition, compared, followed=followed),
        judged,
        side,
        tuple(
            note
            for note in (
                " ".join(remarks(now.reason)),
                capitalised(chance),
                _years_of(figures, now, definition),
                *goal,
            )
            if note
        ),
        preliminary=now.preliminary,
    )


def too_early(figures: Figures, value: Value) -> str:
    """That a share can but rise, while what it counts is followed up: no figure yet, on a card, in a list or a paper.
    Blank of every other."""
    if not value.preliminary or not figures.followed_up(value.kpi):
        return ""
    return uncertainty.too_early(figures.definition(value.kpi), value)


def _years_of(figures: Figures, now: Value, definition: Definition) -> str:
    """Of a kommun's median or share of three years: its own of each year, unless one is of too few to be set beside
    another's, and GFO's, of each year where a kommun's own file has no three of GFO's."""
    period = figures.period(now.period)
    if period.kind != "block" or now.area == GFO or definition.measure not in ("median", "ratio"):
        return ""

    def each_year(area: str) -> list[Value]:
        found = [
            figures.value(now.kpi, area, one.period)
            for one in figures.periods("year")
            if period.first_day <= one.first_day and one.last_day <= period.last_day and not one.preliminary
        ]
        return [one for one in found if one.shown and one.value is not None]

    own, same = each_year(now.area), figures.value(now.kpi, GFO, now.period)
    if any(of_few(one, one, definition) or of_shorter_time(one) for one in own):
        own = []
    name = figures.area(now.area).name
    gfo = [same] if same.shown else each_year(GFO)
    return kommun.of_each_year(name, own, gfo, definition, figures.labels)


def drawn(reader: Reader, kpi: str, cut: str = "") -> tuple[Value, ...]:
    """The chosen area's figures to the chosen period, as a chart has them."""
    figures, chosen = reader.figures, reader.period
    return charted(
        figures.series(kpi, reader.selection.area, chosen.kind, cut), chosen.period, figures.under_way
    )


def in_care(figures: Figures, area: Area, period: PeriodInfo) -> str:
    """How many were in care on a tertial's last day, and a year before, with what lies around the change; blank where
    that is not shown."""
    kpi, compared = "children_in_care", figures.compared(period.period)
    now, before = (figures.value(kpi, area.area, one.period) for one in (period, compared))
    drawn = charted(figures.series(kpi, area.area, period.kind), period.period, figures.under_way)
    aside = courses.around(drawn, now, before, figures.definition(kpi)) if figures.has(kpi) else ""
    return kommun.children(now, before, area, period, compared, figures.release.reporting_date, aside)


def cost_so_far(reader: Reader, what: str = "de") -> str:
    """What the placements (`what`) have cost of the year by the end of a tertial that is not its first; else blank."""
    figures, period = reader.figures, reader.period
    if period.kind != "tertial" or period.first_day.month == 1:
        return ""
    day, year = figures.release.reporting_date, str(period.last_day.year)
    known = {one.period: one for kind in ("year", "ytd") for one in figures.periods(kind)}
    # Of a year under way as many days stand beside it; of an older tertial the same months do.
    is_year = period.last_day.month == 12 or (year in known and period.last_day >= day)
    through = known.get(year if is_year else f"{period.period}Y")
    if through is None:
        return ""
    compared = figures.compared(through.period)
    area = reader.selection.area
    now, before = (figures.alone("placement_cost", area, one) for one in (through.period, compared.period))
    return kommun.cost_so_far(now, before, through, compared, day, what)


def why_dearer(reader: Reader) -> str:
    """What most of a care day's change is, other forms or other prices, and which forms moved, where the file tells
    it."""
    now, before = reader.now_and_before("cost_per_care_day")
    found = _cost_change(reader)
    if found is None or now.value is None or before.value is None:
        return ""
    why = dearer.why(found, now.value, before.value, _label(reader))
    return f"{why} {_which_forms(reader, found, why)}".rstrip() if why else ""


def why_more(reader: Reader, *, with_total: bool = False) -> str:
    """What most of the placements' whole change in cost is, more care days, dearer forms or other prices, and then as
    `why_dearer`; that itself where the days and the kronor are not of the same time. `with_total` it says first what
    they cost, which most places say above it."""
    found = _cost_change(reader)
    spent = [
        dearer.Spent(cost.value, day.denominator)
        for cost, day in zip(
            reader.now_and_before("placement_cost"), reader.now_and_before("cost_per_care_day"), strict=True
        )
        if cost.value is not None and cost.value == day.numerator and day.denominator is not None
    ]
    now = reader.now_and_before("placement_cost")[0]
    alike = len(spent) == _BOTH and not of_other_days(reader, now)
    told = ""
    if found and alike:
        told = dearer.whole(found, spent[0], spent[1], _label(reader), with_total=with_total)
    return f"{told} {_which_forms(reader, found, told)}".rstrip() if found and told else why_dearer(reader)


def unusual_before(reader: Reader) -> str:
    """Whether what a care day is set beside was unusual itself, where the file tells why it has changed: a tertial, or
    as much of a year."""
    now, before = reader.now_and_before("cost_per_care_day")
    if (
        _cost_change(reader) is None
        or of_other_days(reader, now)
        or now.value is None
        or before.value is None
    ):
        return ""
    figures = reader.figures
    compared = figures.period(before.period)
    former, of_years = _two_before(figures, before), compared.kind != "tertial"
    change, label = now.value - before.value, kommun.same_days(compared)
    return dearer.unusual_before(change, before.value, former, label, of_years=of_years)


def cost_heading(reader: Reader) -> str:
    """What happened to the cost of a kommun's placements, and in which form; blank where it is set beside nothing."""
    now, before = reader.now_and_before("placement_cost")
    if (
        of_other_days(reader, now)
        or of_shorter_time(now, before)
        or now.value is None
        or before.value is None
    ):
        return ""
    when = kommun.during(reader.period)
    said = dearer.heading(
        reader.area.name,
        (now.value, before.value),
        _forms(reader),
        f"hittills {when}" if now.preliminary else when,
        _label(reader),
        _outside(reader),
    )
    definition = reader.figures.definition("placement_cost")
    course = drawn(reader, "placement_cost")
    # Who was outside GFO then has that for a reason.
    if not said or _outside(reader):
        return said
    return said + courses.after_change(course, now, before, definition)


def around(reader: Reader, kpi: str) -> str:
    """What lies around a change since a year ago: `Kostnaden har varit 10,38–10,69 mnkr tre tertial i rad.`; blank
    where nothing is told of it (`words.courses`), and of a time outside GFO, which is a reason of its own."""
    if _outside(reader):
        return ""
    both, definition = reader.now_and_before(kpi), reader.figures.definition(kpi)
    return courses.sentence(drawn(reader, kpi), *both, definition)


def _outside(reader: Reader) -> str:
    """That the kommun was not in GFO in what the period is set beside, or in part of it; else blank."""
    return kommun.outside(*reader.now_and_before("referrals_received"), reader.area.name)


def forms_of_cause(reader: Reader) -> list[dearer.Form]:
    """The forms that the change of the cost is told by; none beside a time outside GFO, when other homes were to be
    had."""
    return [] if _outside(reader) else _forms(reader)


def of_other_days(reader: Reader, now: Value) -> bool:
    """Whether a figure is of a period under way that is not set beside as many days."""
    return now.preliminary and (reader.compared.kind != "same_days" or bool(now.reason))


def _cost_change(reader: Reader) -> CostChange | None:
    """The parts of a care day's change, where they are of what the figure is set beside."""
    now, before = reader.now_and_before("cost_per_care_day")
    found = cost_change(reader.figures.source, reader.selection.area, now.period)
    known = found is not None and found.compared_with == before.period and now.shown and before.shown
    return found if known else None


def _label(reader: Reader) -> str:
    """What the period is set beside, as it stands after *än*."""
    return kommun.same_days(reader.compared)


def _which_forms(reader: Reader, found: CostChange, said: str) -> str:
    """Which dearer forms moved, where that explains what is `said`; nothing of a period under way that is not set
    beside as many days."""
    now, before = reader.now_and_before("cost_per_care_day")
    if dearer.is_beside_the_point(found, said):
        return ""
    if of_other_days(reader, now) or now.value is None or before.value is None:
        return ""
    return dearer.moved(_forms(reader), found.mix, now.value, before.value, _label(reader))


def _forms(reader: Reader) -> list[dearer.Form]:
    """Each form's days and kronor in the chosen period and the one before, and its children where both are shown; none
    where any of the days and kronor is not."""
    forms = []
    for code, name in reader.figures.codes("placeringsform").items():
        found = [value for kpi in _BY_FORM for value in reader.now_and_before(kpi, f"form={code}")]
        if not all(value.shown for value in found):
            return []
        children = reader.now_and_before("children_in_care", f"form={code}")
        counted = [child.value for child in children if all(one.shown for one in children)]
        forms.append(dearer.Form(name, *(value.value or Decimal(0) for value in found), *counted))
    return forms


def _two_before(figures: Figures, value: Value) -> list[Decimal]:
    """The same figure of the two tertials before, or of as much of the two years before; none where one of them is not
    shown, nor of another kind of period."""
    period = figures.period(value.period)
    kind = {"tertial": "tertial", "ytd": "ytd", "same_days": "ytd"}.get(period.kind)
    if kind is None:
        return []
    before = [
        one
        for one in figures.series(value.kpi, value.area, kind)
        for last in [figures.period(one.period).last_day]
        if last < period.last_day and (kind == "tertial" or _is_as_far(last, period.last_day))
    ]
    return [one.value for one in before[-2:] if one.shown and one.value is not None]


def _is_as_far(day: date, other: date) -> bool:
    return (day.month, day.day) == (other.month, other.day)


def in_brief(value: Value, definition: Definition, beside: Value | None = None) -> str:
    """A figure as a card has it: a deviation with its side of the budget; money `beside` larger money in its unit."""
    shown = formats.card_figure(value.value, value.status, definition.unit, definition.decimals)
    if beside and beside.shown and value.shown and is_money(definition.unit):
        shown = formats.in_short(value.value or 0, definition.unit, beside.value)
    if definition.measure == "difference" and value.shown and value.value is not None:
        return formats.against_budget(value.value, shown, in_brief=True)
    return shown


def latest_known(figures: Figures, value: Value) -> Value | None:
    """The last whole figure before one that is awaited, of the same kind of period; None where there is none, and for
    one that is there or missing for another reason."""
    if not is_awaited(value):
        return None
    begun = figures.period(value.period).first_day
    before = [
        one
        for one in figures.series(value.kpi, value.area, figures.period(value.period).kind, value.cut)
        if one.shown and not one.preliminary and figures.period(one.period).first_day < begun
    ]
    return before[-1] if before else None


def known_before(figures: Figures, value: Value, definition: Definition) -> tuple[str, str] | None:
    """The same in brief, and its period's label."""
    known = latest_known(figures, value)
    return (in_brief(known, definition), figures.labels[known.period]) if known else None


def standing(reader: Reader, kpi: str) -> PeriodInfo:
    """The period whose figures of a KPI are told: the chosen one, or the last one known where that one is awaited."""
    figures, chosen = reader.figures, reader.period
    known = latest_known(figures, figures.value(kpi, reader.selection.area, chosen.period))
    return figures.period(known.period) if known else chosen


def why_standing(reader: Reader, *kpis: str) -> str:
    """Whom the figures of the chosen period wait for, and the last ones known; blank where none is awaited."""
    figures, area, period = reader.figures, reader.selection.area, reader.period.period
    return " ".join(awaited(figures, [figures.value(kpi, area, period) for kpi in kpis]))


def awaited(figures: Figures, values: Iterable[Value]) -> list[str]:
    """Whom figures wait for and the last known of each, of those that somebody has not delivered."""
    told: dict[str, list[tuple[str, str, str, str]]] = {}
    for value in values:
        definition = figures.definition(value.kpi)
        if known := known_before(figures, value, definition):
            label = figures.labels[value.period]
            # Costs may be lacked alone, where the children that they are of are there.
            children = figures.value("children_in_care", value.area, value.period)
            what = (
                "kostnader" if "kostnader" in definition.source and not is_awaited(children) else "uppgifter"
            )
            waits = waits_for(value, figures.names, figures.source.audience, label, what)
            told.setdefault(value.area, []).append((definition.name, waits, *known))
    return [line for area, found in told.items() for line in each_last_known(found, figures.area(area).name)]


def only_of_gfo(figures: Figures, kpi: str, area: str, kind: str) -> bool:
    """Whether a KPI is of GFO alone and of no kommun: GFO has it per period of a kind where the area has not, or the
    file has all there is of the area and nothing of this."""
    if area == GFO or figures.series(kpi, area, kind):
        return False
    if figures.series(kpi, GFO, kind):
        return True
    audience = figures.source.audience
    return (audience == STYRGRUPP or area == kommun_of(audience)) and not any(
        figures.series(kpi, area, one) for one in KINDS
    )


def only_per_tertial(figures: Figures, value: Value, kind: str) -> str:
    """Why no period of a kind has a figure that tertials have; blank where one has, or none, or for another reason."""
    if kind == "tertial" or value.reason != "uppgift_saknas":
        return ""
    if any(one.shown for one in figures.series(value.kpi, value.area, kind)):
        return ""
    known = any(one.shown for one in figures.series(value.kpi, value.area))
    return f"Siffran finns per tertial, inte {per(kind)}." if known else ""
