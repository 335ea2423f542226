"""One KPI over the tertials: its chart with what is usual, its sentence, its table and its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dashboard.blocks import few_by_month, pictures
from dashboard.blocks.explained import explained
from dashboard.blocks.style import palette
from dashboard.blocks.told import too_early
from dashboard.charts.trend import draw_trend, has_band
from dashboard.published.joining import joined_on
from dashboard.published.opening_stock import opening_stock, without_opening
from dashboard.published.records import Comment, Definition, Goal, Usual, Value
from dashboard.reader.reader import Reader
from dashboard.words import bank, economy, formats, kommun, series, target_lines, uncertainty
from dashboard.words import usual as usual_words
from dashboard.words.absence import remark
from dashboard.words.changes import trend_title
from dashboard.words.courses import around
from dashboard.words.definitions import called
from dashboard.words.grammar import capitalised
from dashboard.words.per_thousand import is_count
from dashboard.words.periods import spread
from dashboard.words.tables import Amount, Table, figure
from pipelines.kpi.targets import RATES, STANDING
from pipelines.kpi.words import REGISTER_BEGAN, is_money
from pipelines.periods import Period
from pipelines.reference import GFO

# What the diamond is, after what the dashed line is.
_HELD = ", som de senaste tolv månaderna (romben) hålls mot"


@dataclass(frozen=True)
class Against:
    """A KPI with the same unit, and in a word or two what it and the chart's `own` are called at their lines' ends."""

    kpi: str
    name: str
    own: str


@dataclass(frozen=True)
class _Beside:
    """A second line: what both are called at their ends, and in the table and the sentence; whether it is GFO's."""

    own: str
    name: str
    called: str
    values: Sequence[Value]
    is_gfo: bool = False


def over_time(
    reader: Reader,
    kpi: str,
    key: str,
    *,
    told: Sequence[Comment] = (),
    judged_above: bool = False,
    title: str = "",
    said: str = "",
    against: Against | None = None,
    below: tuple[str, str] | None = None,
) -> bool:
    """The chosen area with its usual limits as a band; beside it the KPI `against`, or of a kommun's share, median or
    price GFO's own. `told` are the comments that the page has had already, `judged_above` says that it has had the
    judgement too, `title` and `said` are what a page knows better to say, `below` is a table of the page that has the
    same figures. Whether there was anything to show."""
    figures, area, period = reader.figures, reader.area, reader.period
    if not figures.has(kpi) or not figures.series(kpi, area.area, period.kind):
        return False
    definition, labels, compared = figures.definition(kpi), figures.labels, reader.compared
    opening = opening_stock(figures, kpi, area.area)
    own = without_opening(figures.series(kpi, area.area, period.kind), opening)
    values = series.charted(own, period.period, figures.under_way)
    if few_by_month.too_few(reader, values, definition):
        few_by_month.tell(reader, definition)
        return False
    # Tertials alone are judged, and what is not final yet is not.
    usual = figures.judgements.usual(kpi, area.area) if period.kind == "tertial" else {}
    now = figures.value(kpi, area.area, period.period)
    before = figures.value(kpi, area.area, compared.period)
    judged = None if now.preliminary else figures.judgements.said(kpi, area.area, period.period)
    known = series.since(figures.comments(kpi, area.area), values[0].period)
    comments = [comment for comment in known if comment not in told]
    comments = _on_their_days(comments, list(_moves(reader, kpi, usual, values)))
    beyond = usual_words.beyond(
        now,
        usual.get(period.period),
        definition,
        series.record(values, period.period, on_a_day=definition.measure in STANDING),
    )
    aims = target_lines.levels({one.period: figures.goal(kpi, area.area, one.period) for one in values})
    held = _held(figures.goal(kpi, area.area, period.period)) if values[-1].period in aims else None
    second = _beside(reader, definition, values, against)
    grows = period.period in figures.under_way and definition.measure not in STANDING | RATES
    # Tertials and months of the year before lie farther off than a line should lead.
    is_beside = grows and period.kind == "year" and compared.kind == "same_days" and before.shown
    also = {second.called: second.values} if second else {}
    pictures.chart(
        reader,
        draw_trend(
            values,
            area.name,
            definition,
            labels,
            palette(),
            chosen=period.period,
            usual=usual,
            comments=comments,
            aims=aims,
            second=(second.own, second.name, second.values) if second else None,
            grows=grows,
            as_long=before if is_beside else None,
            held=held,
            compared=compared.period,
        ),
        name=called(definition),
        title=title
        or (uncertainty.no_share_yet(definition, period.label) if too_early(figures, now) else "")
        or trend_title(
            now,
            before,
            definition,
            period,
            compared,
            figures.release.reporting_date,
            figures.goal(kpi, area.area, period.period),
            around(values, now, before, definition)
            or ("" if judged else usual_words.inside(now, usual.get(period.period), definition)),
        ),
        sub=f"{capitalised(_unit(definition))} {spread(period.kind, definition.measure)}, {area.name}"
        f"{' och GFO' if second and second.is_gfo else ''}"
        f"{f'; {economy.UPWARDS}' if definition.measure == 'difference' else ''}"
        f"{_drawn(usual, values, definition, labels, second.own if second else '')}"
        f"{f'; streckad linje: från {kommun.same_days(compared)}' if is_beside else ''}"
        f"{f'; {target_lines.drawn(aims, definition, values[-1].period)}' if aims else ''}"
        f"{_HELD if held is not None else ''}.",
        describe=" ".join(
            [
                series.trend(values, definition, area, labels),
                *(f"{name}: {series.ends(found, definition, labels)}." for name, found in also.items()),
                *([target_lines.line(aims, definition)] if aims else []),
            ]
        ),
        said=" ".join(
            filter(
                None,
                (
                    judged.sentence if judged else beyond,
                    said,
                    explained(reader, kpi),
                    _began(reader, values, second),
                ),
            )
        ),
        said_above=judged_above and judged is not None,
        notes=series.comments(comments, area.area),
        table=trend_table(
            values,
            definition,
            labels,
            period.period,
            usual=usual,
            also=also,
            aims=aims,
        ),
        area=area.area,
        key=key,
        kpis=[kpi, *([against.kpi] if against and second else [])],
        tertials=period.kind not in ("year", "block"),
        below=below,
    )
    return True


def _held(goal: Goal | None) -> Decimal | None:
    """What of twelve months a target is held to, which the chart's own tertials do not show; else None."""
    if goal is None or not goal.beside.shown or Period.parse(goal.beside.period).kind != "rolling":
        return None
    return goal.beside.value


def _beside(
    reader: Reader,
    definition: Definition,
    values: Sequence[Value],
    against: Against | None,
) -> _Beside | None:
    """The line that the chart's `values` are drawn beside; none where it has no figure of their periods. Counts grow
    with a kommun's children, so GFO's are beside none."""
    figures, area = reader.figures, reader.area
    periods = {value.period for value in values}

    def of(kpi: str, code: str) -> tuple[Value, ...]:
        found = figures.series(kpi, code, reader.period.kind) if figures.has(kpi) else ()
        found = without_opening(found, opening_stock(figures, kpi, code))
        same = tuple(value for value in found if value.period in periods)
        return same if any(value.shown for value in same) else ()

    if against:
        found = of(against.kpi, area.area)
        name = figures.definition(against.kpi).name if found else ""
        return _Beside(against.own, against.name, name, found) if found else None
    if area.area == GFO or is_count(definition):
        return None
    found = of(definition.kpi, GFO)
    return _Beside(area.name, GFO, GFO, found, is_gfo=True) if found else None


def _began(reader: Reader, values: Sequence[Value], second: _Beside | None) -> str:
    """Which homes are left out of a line because they were there when the register began; blank where none are."""
    every = [*values, *(second.values if second else ())]
    left_out = next((value for value in every if value.reason == REGISTER_BEGAN), None)
    opening = opening_stock(reader.figures, left_out.kpi, left_out.area) if left_out else None
    return bank.register_began(opening.homes, opening.tertial.label) if opening else ""


def _unit(definition: Definition) -> str:
    return formats.unit_tail(definition.unit) or ("kronor" if is_money(definition.unit) else "procent")


def _moves(
    reader: Reader, kpi: str, usual: Mapping[str, Usual], values: Sequence[Value]
) -> Iterator[Comment]:
    """A mark where what is usual is counted anew, with the kommuner that joined that tertial where the file tells."""
    figures, area = reader.figures, reader.area.area
    periods = [value.period for value in values]
    for period in usual_words.moves(usual, periods) if has_band(usual.values()) else ():
        day = Period.parse(period).first_day
        before, now = figures.across_each(kpi, periods[periods.index(period) - 1], period)
        counted = joined_on(figures.source, day)
        outside = {code for code, value in before.items() if value.reason == "ej_med"}
        came = {code for code in outside if code in now and now[code].shown} | counted
        joined = [
            owner.name
            for owner in figures.owners
            if area in (GFO, owner.area) and owner.area != GFO and owner.area in came
        ]
        yield Comment(day, period, kpi, area, usual_words.counted_anew(joined))


def _on_their_days(comments: Sequence[Comment], moves: Sequence[Comment]) -> list[Comment]:
    """All of them, the oldest first; a move on the day of a comment is said with it: their marks would lie on each
    other."""
    left, told = {move.day: move for move in moves}, []
    for comment in comments:
        if left.pop(comment.day, None):
            comment = replace(comment, text=f"{comment.text.rstrip('.')}. {usual_words.counted_anew(())}")
        told.append(comment)
    return sorted([*told, *left.values()], key=lambda comment: comment.day)


def _drawn(
    usual: Mapping[str, Usual],
    values: Sequence[Value],
    definition: Definition,
    labels: Mapping[str, str],
    whose: str,
) -> str:
    """What the band is, of two lines `whose`, and of which tertials it is counted, or from when where that has been
    decided, and what a filled point is; nothing of what is not drawn."""
    told = ""
    if has_band(usual.values()):
        of = usual_words.counted_of(usual, labels)
        counted = f"från {definition.baseline_from}" if definition.baseline_from else of and f"på {of}"
        told = f"; {usual_words.band(whose)}{f', räknat {counted}' if counted else ''}"
    unusual = any(value.shown and value.period in usual and usual[value.period].signal for value in values)
    return f"{told}; {usual_words.POINT}" if unusual else told


def trend_table(
    values: Sequence[Value],
    definition: Definition,
    labels: Mapping[str, str],
    chosen: str,
    *,
    usual: Mapping[str, Usual] | None = None,
    aims: Mapping[str, Decimal] | None = None,
    also: Mapping[str, Sequence[Value]] | None = None,
) -> Table:
    """A KPI's tertials as rows: period, figure, those it is drawn beside (`also` by name), the target (`aims` by
    period) where there are any, and in words what is not shown or not final.

    For the file also what is `usual` by period, as the chart draws it.
    """
    usual, aims, also = usual or {}, aims or {}, also or {}
    band = ("mean", "lower", "upper") if has_band(usual.values()) else ()
    by_period = [{value.period: value for value in series} for series in also.values()]
    in_front = ("Period", called(definition), *also, *(["Mål"] if aims else []), "Anmärkning")

    def beside(period: str) -> list[Amount | None]:
        return [figure(by[period], definition) if period in by else None for by in by_period]

    return Table(
        columns=(*in_front, *(_BAND[limit] for limit in band)),
        rows=tuple(
            (
                labels[v.period],
                replace(figure(v, definition), of=uncertainty.few_cases(definition, v)),
                *beside(v.period),
                *([_aim(aims.get(v.period), definition)] if aims else []),
                remark(v),
                *(_limit(usual.get(v.period), limit, definition) for limit in band),
            )
            for v in values
        ),
        chosen=next((n for n, v in enumerate(values) if v.period == chosen), None),
        in_view=len(in_front),
    )


def _aim(aim: Decimal | None, definition: Definition) -> Amount | None:
    return None if aim is None else Amount(aim, definition.unit, definition.decimals)


_BAND = {
    "mean": "Det vanliga, medel",
    "lower": "Det vanliga, nedre gräns",
    "upper": "Det vanliga, övre gräns",
}


def _limit(usual: Usual | None, limit: str, definition: Definition) -> Amount | None:
    """One decimal more than the figures themselves, as a mean has."""
    found = None if usual is None else getattr(usual, limit)
    return None if found is None else Amount(round(found, 6), definition.unit, definition.decimals + 1)
