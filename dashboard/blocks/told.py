"""One KPI's figure in the chosen area and period, in all the words that belong to it.

Where they are made: the figure in `words.formats`, the change in `words.changes`, the goal in `words.targets`, the
chance in `words.uncertainty`; why a figure is missing, and what it says of itself, in `pipelines.kpi.words` (joined by
`words.absence`); the judgement in `pipelines.signals.sentences`, when it is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.published.figures import Figures
from dashboard.published.records import Area, Definition, PeriodInfo, Value
from dashboard.reader.reader import Reader
from dashboard.words import courses, formats, kommun, targets, uncertainty
from dashboard.words.absence import absence, each_last_known, is_awaited, last_known, waits_for
from dashboard.words.changes import change, of_few, of_shorter_time
from dashboard.words.grammar import capitalised
from dashboard.words.periods import KINDS, per
from dashboard.words.series import charted
from pipelines.kpi.words import is_money, remarks
from pipelines.reference import GFO, STYRGRUPP, kommun_of


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


def around(reader: Reader, kpi: str) -> str:
    """What lies around a change since a year ago: `Kostnaden har varit 10,38–10,69 mnkr tre tertial i rad.`; blank
    where nothing is told of it (`words.courses`), and of a time outside GFO, which is a reason of its own."""
    if outside(reader):
        return ""
    both, definition = reader.now_and_before(kpi), reader.figures.definition(kpi)
    return courses.sentence(drawn(reader, kpi), *both, definition)


def outside(reader: Reader) -> str:
    """That the kommun was not in GFO in what the period is set beside, or in part of it; else blank."""
    return kommun.outside(*reader.now_and_before("referrals_received"), reader.area.name)


def of_other_days(reader: Reader, now: Value) -> bool:
    """Whether a figure is of a period under way that is not set beside as many days."""
    return now.preliminary and (reader.compared.kind != "same_days" or bool(now.reason))


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
