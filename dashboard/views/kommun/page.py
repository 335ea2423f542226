"""Min kommun: one kommun's page for enhetschefer and nämnd, and the kommun beside the others by size."""

from __future__ import annotations

from dashboard.blocks import pictures, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.over_time import over_time
from dashboard.blocks.style import palette
from dashboard.blocks.table import Table
from dashboard.blocks.waiting import waiting
from dashboard.charts.compared import draw_compared
from dashboard.reader.reader import Reader
from dashboard.views.kommun import sentences
from dashboard.words import formats, uncertainty
from pipelines.reference import GFO
from pipelines.signals import Point, compare_kommuner

_CARDS = (
    "referrals_received",
    "referrals_open",
    "children_in_care",
    "placed_per_1000",
    "foster_children",
    "replacements",
    "deviations_open",
    "cost_per_child_0_20",
)
_COMPARED = "placed_per_1000"
_TRENDS = ("children_in_care", "referrals_received", "replacements")


def view(reader: Reader) -> None:
    """Cards, three trends, the comparison by size."""
    own = reader.selection.area != GFO
    if not own and not reader.meeting:
        text.note(
            "Välj en kommun högst upp för att se dess egen sida. Jämförelsen nedan gäller alla kommuner."
        )
    elif own:
        cards(reader, _CARDS)
    _compared(reader)
    if own:
        for kpi in _TRENDS:
            over_time(reader, kpi, f"kommun-{kpi}")
        waiting(reader)
    definitions(reader, _CARDS)


def _compared(reader: Reader) -> None:
    """Placed children per 1 000 by size; limits say how much chance alone explains."""
    figures, chosen = reader.figures, reader.selection.area
    if not figures.has(_COMPARED):
        return
    period, names = reader.period, figures.names
    points: dict[str, Point] = {}
    for area in figures.areas:
        value = figures.value(_COMPARED, area.area, period.period)
        if area.area == GFO or value.numerator is None or value.denominator is None:
            continue
        points[area.area] = Point(
            period=period.period,
            value=float(value.numerator),
            exposure=float(value.denominator),
            status=value.status,
            preliminary=value.preliminary,
        )
    if not points:
        return
    funnel = compare_kommuner(points, names, decimals=1)
    own = [p for p in funnel.points if p.kommun_code == chosen]
    outside = [p for p in funnel.points if p.position in ("outside_95", "outside_998") and p not in own]
    rows = [
        (
            names.get(p.kommun_code, p.kommun_code),
            formats.number(p.value, 1) if p.value is not None else formats.MISSING,
            formats.number(p.exposure) if p.exposure is not None else formats.MISSING,
            _interval(reader, p.kommun_code, period.period),
            p.sentence,
        )
        for p in funnel.points
    ]
    pictures.chart(
        reader,
        draw_compared(funnel, names, chosen, palette()),
        title=sentences.compared_title(funnel, names, chosen),
        sub=f"Placerade barn per 1 000 barn och unga 0–20 år under {period.label}. Streckat: 95 %, prickat: 99,8 %.",
        describe=" ".join(p.sentence for p in funnel.points),
        said=" ".join(p.sentence for p in [*own, *outside]),
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


def _interval(reader: Reader, kommun: str, period: str) -> str:
    figures = reader.figures
    definition = figures.definition(_COMPARED)
    found = uncertainty.interval(figures.definitions, definition, figures.value(_COMPARED, kommun, period))
    return formats.MISSING if found is None else uncertainty.between(found, definition)
