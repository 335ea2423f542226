"""Min kommun: one kommun's page for enhetschefer and nämnd, and the kommun beside the others by size."""

from __future__ import annotations

from dashboard.blocks import components, pictures, sections, waiting
from dashboard.blocks.components import Table
from dashboard.charts import comparison_charts
from dashboard.published.figures import GFO, Figures
from dashboard.reader.selection import Selection
from dashboard.words import formats, page_sentences, uncertainty
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


def view(figures: Figures, selection: Selection) -> None:
    """Cards, three trends, the comparison by size."""
    if selection.area == GFO and not selection.meeting:
        components.note(
            "Välj en kommun högst upp för att se dess egen sida. Jämförelsen nedan gäller alla kommuner."
        )
    elif selection.area != GFO:
        components.cards(figures, _CARDS, selection)
    _compared(figures, selection)
    if selection.area != GFO:
        for kpi in _TRENDS:
            sections.over_time(figures, selection, kpi, f"kommun-{kpi}")
        waiting.section(figures, selection)
    components.definitions(figures, _CARDS)


def _compared(figures: Figures, selection: Selection) -> None:
    """Placed children per 1 000 by size; limits say how much chance alone explains."""
    if not figures.has(_COMPARED):
        return
    period, names = figures.period(selection.period), sections.names_of(figures)
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
    own = [p for p in funnel.points if p.kommun_code == selection.area]
    outside = [p for p in funnel.points if p.position in ("outside_95", "outside_998") and p not in own]
    rows = [
        (
            names.get(p.kommun_code, p.kommun_code),
            formats.number(p.value, 1) if p.value is not None else formats.MISSING,
            formats.number(p.exposure) if p.exposure is not None else formats.MISSING,
            _interval(figures, p.kommun_code, period.period),
            p.sentence,
        )
        for p in funnel.points
    ]
    pictures.chart(
        comparison_charts.compared(
            funnel,
            names,
            selection.area,
            components.palette(),
        ),
        title=page_sentences.compared_title(funnel, names, selection.area),
        sub=f"Placerade barn per 1 000 barn och unga 0–20 år under {period.label}. Streckat: 95 %, prickat: 99,8 %.",
        describe=" ".join(p.sentence for p in funnel.points),
        said=" ".join(p.sentence for p in [*own, *outside]),
        tertials=False,
        table=Table(
            ("Kommun", "Per 1 000", "Barn och unga 0–20 år", "Med slumpen inräknad", "Bedömning"),
            tuple(rows),
            frozenset({1, 2, 3}),
            chosen=next((n for n, p in enumerate(funnel.points) if p.kommun_code == selection.area), None),
        ),
        figures=figures,
        key="jamforelse",
        kpis=[_COMPARED],
    )


def _interval(figures: Figures, kommun: str, period: str) -> str:
    definition = figures.definition(_COMPARED)
    found = uncertainty.interval(figures, definition, figures.value(_COMPARED, kommun, period))
    return formats.MISSING if found is None else uncertainty.between(found, definition)
