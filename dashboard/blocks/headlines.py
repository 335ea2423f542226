"""The rows of the table of headline figures: value, what it is set beside, change, course, and two marks in words.

Knows no Streamlit: documents have the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.blocks.sparkline import is_open, sparkline
from dashboard.blocks.told import in_brief, known_before, only_of_gfo, only_per_tertial, too_early
from dashboard.published.figures import Figures
from dashboard.published.records import PeriodInfo, Value
from dashboard.published.remembering import remembered
from dashboard.reader.reader import Reader
from dashboard.words import formats, targets
from dashboard.words.absence import is_awaited, last_known, waits_for, why_absent
from dashboard.words.changes import difference, of_shorter_time, side_word
from dashboard.words.definitions import called
from dashboard.words.series import is_as_long
from dashboard.words.tables import Amount, Cell, figure, unit_of
from dashboard.words.topics import HEADLINES, HOW_THEY_ENDED, TOPICS
from dashboard.words.uncertainty import of_how_many, of_median, of_small
from pipelines.kpi.words import BY_YEAR, is_percent, reason
from pipelines.periods import Period
from pipelines.reference import GFO

Topics = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Row:
    """One figure as it stands in the table, `of` how few it is of (`2 av 4`, `1 fall`), and its `cells` for a file.

    `known` is the last figure before one that is awaited, and its period; `last` that of the tertial before; `year` the
    newest one with a figure where the file has it by year alone; `is_open`: its line is, or is not drawn; `of_gfo`: it
    is of GFO and no kommun.
    """

    kpi: str
    name: str
    value: str
    of: str
    unit: str
    last: str
    before: str
    change: str
    spark: str
    is_open: bool
    mark: str
    goal: str
    standing: str
    preliminary: bool
    known: tuple[str, str] | None
    year: str
    of_gfo: bool
    cells: tuple[Cell, ...]


def headline_topics(reader: Reader) -> Topics:
    """The headline figures by topic, of a kommun with how its referrals ended, and beside them every other that the
    area has a target of."""
    figures, area, period = reader.figures, reader.selection.area, reader.period.period
    always = (*HEADLINES, *(HOW_THEY_ENDED if area != GFO else ()))
    found = (
        (
            title,
            tuple(
                kpi
                for kpi in kpis
                if kpi in always or (figures.has(kpi) and figures.goal(kpi, area, period) is not None)
            ),
        )
        for title, kpis in TOPICS
    )
    return tuple((title, kpis) for title, kpis in found if kpis)


def by_topic(
    reader: Reader, topics: Topics | None = None, *, every: bool = False
) -> list[tuple[str, list[Row]]]:
    """The rows of each topic (`headline_topics` unless said) that the area has any of; GFO's own figures are left out
    of a kommun's, or with `every` stand there without a figure."""
    figures, area, period = reader.figures, reader.selection.area, reader.period.period
    topics = headline_topics(reader) if topics is None else topics
    found = [
        (
            topic,
            [
                _row(figures, area, period, kpi)
                for kpi in kpis
                if figures.has(kpi) and (every or figures.series(kpi, area, reader.period.kind))
            ],
        )
        for topic, kpis in topics
    ]
    return [(topic, rows) for topic, rows in found if rows]


def former_of(figures: Figures, period: PeriodInfo) -> PeriodInfo | None:
    """The tertial before one that is over; None of other periods, and of one under way, whose counts are of fewer
    days."""
    if period.kind != "tertial" or period.preliminary:
        return None
    return next(
        (one for one in figures.periods("tertial") if Period.parse(one.period).next_day == period.first_day),
        None,
    )


@remembered(2048)
def _row(figures: Figures, area: str, chosen: str, kpi: str) -> Row:
    period, compared = figures.period(chosen), figures.compared(chosen)
    definition = figures.definition(kpi)
    now, before = (figures.value(kpi, area, one.period) for one in (period, compared))
    former = former_of(figures, period)
    last = figures.value(kpi, area, former.period) if former else None
    tertial = period.kind == "tertial"
    usual = figures.judgements.usual(kpi, area) if tertial else {}
    followed = now.preliminary and figures.followed_up(kpi)

    def early(value: Value) -> bool:
        return bool(too_early(figures, value))

    def told(value: Value, beside: Value | None) -> str:
        return formats.MISSING if early(value) else in_brief(value, definition, beside)

    def cell(value: Value) -> Amount:
        return figure(replace(value, value=None, status="missing") if early(value) else value, definition)

    series = [
        replace(value, value=None, status="missing") if early(value) else value
        for value in figures.series(kpi, area, period.kind)
        if value.period <= period.period and is_as_long(value.period, period.period)
    ]
    known = now.shown and before.shown and now.value is not None and before.value is not None
    change = difference(now, before, definition) if known and not followed else ""
    judged = figures.judgements.said(kpi, area, period.period) if tertial and not now.preliminary else None
    mark = side_word(judged.side or 0, definition) if judged else ""
    goal = figures.goal(kpi, area, period.period)
    standing = targets.standing(goal, definition) if goal else None
    aim = targets.in_cell(goal, definition, period.period) if goal else ""
    met = f"{standing.shape} {standing.word}" if standing else ""
    unit = formats.unit_tail(definition.unit)
    exact = None
    if change and now.value is not None and before.value is not None:
        exact = now.value - before.value
    why = _no_change(figures, now, before, followed=followed)
    known_then = known_before(figures, now, definition)
    of = of_small(figures.definitions, definition, now) or of_median(definition, now)
    # Between two shares it is per cent of nothing.
    points = "" if is_percent(definition.unit) else definition.unit
    return Row(
        kpi,
        called(definition),
        told(now, before),
        "" if early(now) else of,
        unit,
        told(last, now) if last else "",
        told(before, now),
        change or why,
        sparkline(series, usual),
        is_open(series),
        mark,
        aim,
        met,
        now.preliminary and now.shown,
        known_then,
        _newest_year(figures, now),
        only_of_gfo(figures, kpi, area, period.kind),
        (
            called(definition),
            unit_of(definition),
            replace(cell(now), of=of),
            cell(before),
            Amount(exact, points, definition.decimals, signed=True),
            *([cell(last)] if last else []),
            mark,
            aim,
            "; ".join(filter(None, ("" if change else why, last_known(*known_then) if known_then else ""))),
        ),
    )


def _newest_year(figures: Figures, now: Value) -> str:
    """The newest year with a figure, of what is public by year alone; blank of all else."""
    if now.reason != BY_YEAR:
        return ""
    return next((one.period for one in reversed(figures.series(now.kpi, now.area, "year")) if one.shown), "")


def _no_change(figures: Figures, now: Value, before: Value, *, followed: bool) -> str:
    """Why a figure is not there, or is set beside nothing: one of GFO's alone is no kommun's."""
    kind = figures.period(now.period).kind
    if only_of_gfo(figures, now.kpi, now.area, kind):
        return "bara för hela GFO"
    if now.shown and followed:
        parts = of_how_many(now) if too_early(figures, now) else ""
        return f"för tidigt: hittills {parts}" if parts else "uppföljningen pågår"
    if now.shown and before.shown:
        return "inte lika lång tid" if of_shorter_time(now, before) else "få fall"
    if only_per_tertial(figures, now, kind):
        return reason("ej_per_manad").short
    if is_awaited(now):
        return waits_for(now, figures.names, figures.source.audience)
    return why_absent(before if now.shown else now)
