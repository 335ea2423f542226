"""How long the open referrals have waited: a section of the pages on referrals and on one kommun."""

from __future__ import annotations

from dashboard import components, formats, page_sentences
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.selection import Selection


def section(figures: Figures, selection: Selection) -> None:
    """How old the open referrals are, and how long a match takes when those still open count too."""
    area, period = figures.area(selection.area), figures.period(selection.period)
    where = {"area": area.area, "period": period.period}
    ages = figures.mart("waiting", ("age_class", "referrals"), "position", **where)
    if ages:
        rows = tuple((row["age_class"], formats.number(row["referrals"] or 0)) for row in ages)
        components.heading(
            "Så länge har de pågående väntat",
            f"Pågående remisser i {area.name} den sista dagen i {period.label}.",
        )
        components.show_table(
            Table(("Väntat", "Remisser"), rows, frozenset({1})), "Pågående remisser efter ålder"
        )
    times = figures.mart(
        "time_to_match", ("referrals", "matched", "median_days", "kaplan_meier_days"), "period", **where
    )
    if times:
        components.note(page_sentences.waiting(times[0], period.label))
