"""Översikt: the tertial in three sentences, the cards in the order styrgruppen thinks, one figure over time."""

from __future__ import annotations

from dashboard import charts, components, frame, sentences
from dashboard.figures import Figures
from dashboard.selection import Selection

TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Remisser", ("referrals_received", "referrals_matched", "referrals_open", "days_to_match")),
    ("Familjehem", ("bank_homes_available", "bank_homes", "enquiries_received", "homes_approved")),
    (
        "Placeringar",
        ("children_in_care", "foster_children", "foster_children_consultant", "placements_started"),
    ),
    ("Kvalitet", ("replacements", "breakdowns", "deviations_reported", "deviations_open")),
    ("Pengar", ("placement_cost", "cost_per_care_day", "consultant_cost_share", "gfo_deviation")),
)
_IN_SENTENCES = ("referrals_received", "referrals_matched", "referrals_matched_gfo", "bank_homes_available")


def view(figures: Figures, selection: Selection) -> None:
    """Summary, cards, one chosen figure over the tertials."""
    area, period = figures.area(selection.area), figures.period(selection.period)
    before = sentences.year_before(period.period)
    told = {
        kpi: (figures.value(kpi, area.area, period.period), figures.value(kpi, area.area, before))
        for kpi in _IN_SENTENCES
    }
    components.lead(sentences.overview(told, area, period, before))
    for topic, kpis in TOPICS:
        components.heading(topic)
        components.cards(figures, _for_area(figures, kpis, selection), selection)
    _over_time(figures, selection)
    components.definitions(figures, [kpi for _topic, kpis in TOPICS for kpi in kpis])


def _for_area(figures: Figures, kpis: tuple[str, ...], selection: Selection) -> list[str]:
    """A KPI of GFO alone has no kommun rows, so its card is left out there."""
    return [kpi for kpi in kpis if figures.has(kpi) and figures.series(kpi, selection.area)]


def _over_time(figures: Figures, selection: Selection) -> None:
    kpis = [kpi for _topic, kpis in TOPICS for kpi in _for_area(figures, kpis, selection)]
    if not kpis:
        return
    kpi = selection.choice("matt", kpis, kpis[0])
    components.heading("Över tid")
    frame.choose(
        figures, selection, "matt", "Nyckeltal", kpis, kpi, lambda found: figures.definition(found).name
    )
    area, period = figures.area(selection.area), figures.period(selection.period)
    definition = figures.definition(kpi)
    labels = {found.period: found.label for found in figures.periods()}
    series = figures.series(kpi, area.area)
    before = sentences.year_before(period.period)
    components.chart(
        charts.trend(
            figures.all_series(kpi),
            area.area,
            definition,
            {found.area: found.name for found in figures.areas},
            labels,
            components.palette(),
            chosen=period.period,
            footnote=components.source_line(figures),
        ),
        title=sentences.trend_title(
            figures.value(kpi, area.area, period.period),
            figures.value(kpi, area.area, before),
            definition,
            period.label,
            sentences.label(before),
        ),
        sub=f"{definition.name} per tertial, {area.name}"
        + ("; övriga kommuner i grått" if area.area != "GFO" else "")
        + f". Enhet: {definition.unit}.",
        describe=sentences.trend(series, definition, area, labels),
        table=components.trend_table(series, definition, labels, period.period),
        figures=figures,
        key="overtid",
        kpis=[kpi],
    )
