"""Min kommun: one kommun's page for enhetschefer and nämnd, and the kommun beside the others by size."""

from __future__ import annotations

from dashboard.blocks import pictures, text
from dashboard.blocks.cards import cards
from dashboard.blocks.definitions import definitions
from dashboard.blocks.over_time import over_time
from dashboard.blocks.style import palette
from dashboard.blocks.waiting import waiting
from dashboard.charts.compared import draw_compared
from dashboard.reader.reader import Reader
from dashboard.views.kommun import sentences
from dashboard.words import uncertainty
from dashboard.words.tables import Amount, Table
from pipelines.reference import GFO
from pipelines.signals import Funnel, Point, compare_kommuner

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
    pictures.chart(
        reader,
        draw_compared(funnel, names, chosen, palette()),
        name="Placerade barn per 1 000",
        title=sentences.compared_title(funnel, names, chosen),
        sub=f"Placerade barn per 1 000 barn och unga 0–20 år under {period.label}. Streckat: 95 %, prickat: 99,8 %.",
        describe=" ".join(p.sentence for p in funnel.points),
        said=" ".join(p.sentence for p in [*own, *outside]),
        tertials=False,
        table=_table(reader, funnel),
        area=chosen,
        key="jamforelse",
        kpis=[_COMPARED],
    )


def _table(reader: Reader, funnel: Funnel) -> Table:
    """A row a kommun, and for the file the limits that are drawn."""
    figures, chosen = reader.figures, reader.selection.area
    limits = [f"Gräns {level} %, {side}" for level in ("95", "99,8") for side in ("nedre", "övre")]
    columns = ("Kommun", "Per 1 000", "Barn och unga 0–20 år", "Med slumpen inräknad", "Bedömning", *limits)
    rows = []
    for p in funnel.points:
        drawn = (p.lower_95, p.upper_95, p.lower_998, p.upper_998)
        rows.append(
            (
                figures.names.get(p.kommun_code, p.kommun_code),
                Amount(p.value, decimals=1),
                p.exposure,
                _interval(reader, p.kommun_code),
                p.sentence,
                *(Amount(limit, decimals=1) for limit in drawn),
            )
        )
    own = next((n for n, p in enumerate(funnel.points) if p.kommun_code == chosen), None)
    return Table(columns, tuple(rows), chosen=own, in_view=5)


def _interval(reader: Reader, kommun: str) -> str | None:
    figures = reader.figures
    definition, value = figures.definition(_COMPARED), figures.value(_COMPARED, kommun, reader.period.period)
    found = uncertainty.interval(figures.definitions, definition, value)
    return None if found is None else uncertainty.between(found, definition)
