"""The kommuner beside each other by size, over a whole year; limits say how much chance alone explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard.blocks import pictures, text
from dashboard.blocks.near import beside
from dashboard.blocks.style import palette
from dashboard.charts.compared import draw_compared
from dashboard.published.country import Country
from dashboard.published.figures import Figures
from dashboard.published.records import PeriodInfo
from dashboard.published.remembering import remembered
from dashboard.reader.reader import Reader
from dashboard.views.kommun import sentences
from dashboard.words import per_thousand, uncertainty
from dashboard.words.tables import Amount, Table
from pipelines.reference import GFO
from pipelines.signals import Funnel, FunnelPoint, Interval, Point, compare_kommuner

_COMPARED = "placed_per_1000"
_LISTED = "Varje kommun är en punkt; tabellen har de närmaste i antal barn."


def section(reader: Reader) -> list[str]:
    """Placed children per 1 000, of the chosen period's year; beside all of GFO in words where the others' are not in
    the file, and nothing where no kommun's is known. Its KPI."""
    figures, chosen = reader.figures, reader.selection.area
    year = _year(reader) if figures.has(_COMPARED) else None
    if year is None:
        return []
    if len(_points(figures, year.period)) < 2:
        return _beside_gfo(reader, year)
    names, funnel = figures.names, _compared(figures, year.period)
    near, few = beside(reader)
    shown = [point for point in funnel.points if not few or point.kommun_code in near]
    pictures.chart(
        reader,
        draw_compared(funnel, names, chosen, palette(), told={point.kommun_code for point in shown}),
        name="Placerade barn per 1 000",
        title=sentences.compared_title(funnel, names, chosen, year.label),
        sub=f"Placerade barn per 1 000 barn och unga 0–20 år under {year.label}. {sentences.LIMITS}"
        + (f" {_LISTED}" if few else ""),
        describe=" ".join(p.sentence for p in shown),
        said=sentences.compared_said(funnel, names, chosen),
        tertials=False,
        table=_table(reader, shown, year.period),
        area=chosen,
        key="jamforelse",
        kpis=[_COMPARED],
    )
    return [_COMPARED]


def _beside_gfo(reader: Reader, year: PeriodInfo) -> list[str]:
    """A kommun's own reader has nobody else's figure, but GFO's, which is public."""
    own, gfo = (reader.figures.value(_COMPARED, area, year.period) for area in (reader.selection.area, GFO))
    title = per_thousand.placed_title(reader.area.name, own, gfo, year.label)
    if not title:
        return []
    definition = reader.figures.definition(_COMPARED)
    said = ["Placerade barn per 1 000 barn och unga 0–20 år."]
    if found := uncertainty.interval(reader.figures.definitions, definition, own):
        span = uncertainty.between(found, definition)
        said.append(f"Med slumpen inräknad ligger {reader.area.name} någonstans i {span}.")
    said.append(sentences.not_public(year.label, koladas=bool(Country(reader.figures.source).figures)))
    text.heading(title, " ".join(said))
    return [_COMPARED]


def _year(reader: Reader) -> PeriodInfo | None:
    """The year that the chosen period ends in; while that is under way, or not known, the newest before it that is."""
    return next(
        (
            year
            for year in reversed(reader.figures.periods("year"))
            if not year.preliminary
            and year.first_day <= reader.period.last_day
            and _points(reader.figures, year.period)
        ),
        None,
    )


@remembered(16)
def _compared(figures: Figures, year: str) -> Funnel:
    """The kommuner with their limits: some thousand quantiles, the same whichever kommun is chosen."""
    return compare_kommuner(_points(figures, year), figures.names, decimals=1)


@remembered(32)
def _points(figures: Figures, period: str) -> Mapping[str, Point]:
    """Each kommun whose two counts are known."""
    points: dict[str, Point] = {}
    for area, value in figures.across(_COMPARED, period).items():
        if area == GFO or value.numerator is None or value.denominator is None:
            continue
        points[area] = Point(
            period=period,
            value=float(value.numerator),
            exposure=float(value.denominator),
            status=value.status,
            preliminary=value.preliminary,
        )
    return MappingProxyType(points)


def _table(reader: Reader, points: Sequence[FunnelPoint], year: str) -> Table:
    """A row a kommun, and for the file the limits that are drawn."""
    figures, chosen = reader.figures, reader.selection.area
    limits = [f"Gräns {level} %, {side}" for level in ("95", "99,8") for side in ("nedre", "övre")]
    chance = "Med slumpen inräknad"
    columns = (
        *("Kommun", "Per 1 000", "Barn och unga 0–20 år", chance, "Bedömning"),
        *(f"{chance}, nedre", f"{chance}, övre", *limits),
    )
    rows = []
    for p in points:
        found = _interval(reader, p.kommun_code, year)
        drawn = (p.lower_95, p.upper_95, p.lower_998, p.upper_998)
        rows.append(
            (
                figures.names.get(p.kommun_code, p.kommun_code),
                Amount(p.value, decimals=1),
                p.exposure,
                found and uncertainty.between(found, figures.definition(_COMPARED)),
                p.sentence,
                *((Amount(end, decimals=1) for end in (found.lower, found.upper)) if found else (None, None)),
                *(Amount(limit, decimals=1) for limit in drawn),
            )
        )
    own = next((n for n, p in enumerate(points) if p.kommun_code == chosen), None)
    return Table(columns, tuple(rows), chosen=own, in_view=5)


def _interval(reader: Reader, kommun: str, year: str) -> Interval | None:
    figures = reader.figures
    definition, value = figures.definition(_COMPARED), figures.across(_COMPARED, year)[kommun]
    return uncertainty.interval(figures.definitions, definition, value)
