"""Stöd, jourhem och samverkan: acute placements, support to homes, and what went wrong in the cooperation."""

from __future__ import annotations

from dashboard import components, sections
from dashboard.figures import Figures
from dashboard.selection import Selection

_ACUTE = ("emergency_placements_started", "emergency_placements_akutfamilj")
_SUPPORT = ("support_assignments", "mentorships", "exit_interviews")
_COOPERATION = ("deviations_reported", "deviations_open")


def view(figures: Figures, selection: Selection) -> None:
    """Jourhem, support, deviations."""
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
    components.definitions(figures, [*_ACUTE, *_SUPPORT, *_COOPERATION])
