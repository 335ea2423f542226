"""Stöd, jourhem och samverkan: acute placements, support to homes, homes that left, what went wrong together."""

from __future__ import annotations

from dashboard.blocks import components, sections
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.views.support import left_bank
from dashboard.words import formats

_ACUTE = ("emergency_placements_started", "emergency_placements_akutfamilj")
_SUPPORT = ("support_assignments", "mentorships", "exit_interviews")
_COOPERATION = ("deviations_reported", "deviations_open")


def view(figures: Figures, selection: Selection) -> None:
    """Jourhem, support, homes that left, deviations."""
    components.cards(figures, _ACUTE, selection, "Jourhem och akutfamilj")
    sections.over_time(figures, selection, "emergency_placements_started", "jourhem")
    components.cards(figures, _SUPPORT, selection, "Stöd till familjehem")
    sections.beside(
        figures,
        selection,
        _SUPPORT,
        title="Stödet över tid",
        sub="Påbörjade uppdrag och genomförda samtal per tertial, på samma skala.",
        key="stod",
    )
    left_bank.section(figures, selection)
    components.cards(figures, _COOPERATION, selection, "Avvikelser i samverkan")
    sections.over_time(figures, selection, "deviations_reported", "avvikelser")
    sections.parts(
        figures,
        selection,
        "deviations_reported",
        "kategori",
        "kategori",
        title="Vad avvikelserna gäller",
        sub="Rapporterade avvikelser per tertial och kategori, på samma skala.",
        key="kategori",
    )
    _closing(figures, selection)
    components.definitions(figures, [*_ACUTE, *_SUPPORT, *_COOPERATION])


def _closing(figures: Figures, selection: Selection) -> None:
    """How long it took to close what was closed in the tertial, by category."""
    where = {"area": selection.area, "period": selection.period}
    found = figures.mart("deviation_closing", ("category", "closed", "median_days"), "category", **where)
    words = figures.codes("kategori")
    rows = [
        (
            words.get(row["category"], row["category"]) if row["category"] else "Alla kategorier",
            formats.number(row["closed"]),
            formats.MISSING if row["median_days"] is None else formats.number(row["median_days"]),
        )
        for row in found
        if row["closed"]
    ]
    if rows:
        label = figures.period(selection.period).label
        components.heading(f"Avslutade avvikelser under {label}", "Dagar från rapport till avslut (median).")
        # The row of all categories sorts first (its code is blank) and stands last as the total.
        table = Table(
            ("Kategori", "Avslutade", "Dagar"), (*rows[1:], rows[0]), frozenset({1, 2}), total=len(rows) - 1
        )
        components.show_table(table, "Avslutade avvikelser")
