"""The kommuner beside each other by size, over a whole year; limits say how much chance alone explains."""

from __future__ import annotations

from dashboard.blocks import pictures
from dashboard.blocks.style import palette
from dashboard.blocks.table import Table
from dashboard.charts.compared import draw_compared
from dashboard.published.records import PeriodInfo
from dashboard.reader.reader import Reader
from dashboard.views.kommun import sentences
from dashboard.words import formats, uncertainty
from pipelines.reference import GFO
from pipelines.signals import Point, compare_kommuner

_COMPARED = "placed_per_1000"


def section(reader: Reader) -> None:
    """Placed children per 1 000, of the chosen period's year; nothing where no kommun's is known."""
    figures, chosen = reader.figures, reader.selection.area
    if not figures.has(_COMPARED):
        return
    year = _year(reader)
    if year is None:
        return
    names, points = figures.names, _points(reader, year.period)
    funnel = compare_kommuner(points, names, decimals=1)
    rows = [
        (
            names.get(p.kommun_code, p.kommun_code),
            formats.number(p.value, 1) if p.value is not None else formats.MISSING,
            formats.number(p.exposure) if p.exposure is not None else formats.MISSING,
            _interval(reader, p.kommun_code, year.period),
            p.sentence,
        )
        for p in funnel.points
    ]
    pictures.chart(
        reader,
        draw_compared(funnel, names, chosen, palette()),
        title=sentences.compared_title(funnel, names, chosen, year.label),
        sub=f"Placerade barn per 1 000 barn och unga 0–20 år under {year.label}. Streckat: 95 %, prickat: 99,8 %.",
        describe=" ".join(p.sentence for p in funnel.points),
        said=sentences.compared_said(funnel, names, chosen),
        tertials=False,
        table=Table(
            ("Kommun", "Per 1 000", "Barn och unga 0–20 år", "Med slumpen inräknad", "Bedömning"),
            tuple(rows),
            frozenset({1, 2, 3}),
            raw=tuple(
                (name, point.value, point.exposure, *words)
                for (name, _value, _exposure, *words), point in zip(rows, funnel.points, strict=True)
            ),
            chosen=next((n for n, p in enumerate(funnel.points) if p.kommun_code == chosen), None),
        ),
        area=chosen,
        key="jamforelse",
        kpis=[_COMPARED],
    )


def _year(reader: Reader) -> PeriodInfo | None:
    """The year that the chosen period ends in; while that is under way, or not known, the newest before it that is."""
    return next(
        (
            year
            for year in reversed(reader.figures.periods("year"))
            if not year.preliminary
            and year.first_day <= reader.period.last_day
            and _points(reader, year.period)
        ),
        None,
    )


def _points(reader: Reader, period: str) -> dict[str, Point]:
    """Each kommun whose two counts are known."""
    points: dict[str, Point] = {}
    for area in reader.figures.areas:
        value = reader.figures.value(_COMPARED, area.area, period)
        if area.area == GFO or value.numerator is None or value.denominator is None:
            continue
        points[area.area] = Point(
            period=period,
            value=float(value.numerator),
            exposure=float(value.denominator),
            status=value.status,
            preliminary=value.preliminary,
        )
    return points


def _interval(reader: Reader, kommun: str, period: str) -> str:
    figures = reader.figures
    definition = figures.definition(_COMPARED)
    found = uncertainty.interval(figures.definitions, definition, figures.value(_COMPARED, kommun, period))
    return formats.MISSING if found is None else uncertainty.between(found, definition)
