"""How long the open referrals have waited: a section of the pages on referrals and on one kommun."""

from __future__ import annotations

from dashboard.blocks import bars, components, pictures
from dashboard.blocks.components import Table
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.words import formats, page_sentences


def section(figures: Figures, selection: Selection) -> None:
    """How old the open referrals are, and how long a match takes when those still open count too."""
    area, period = figures.area(selection.area), figures.period(selection.period)
    where = {"area": area.area, "period": period.period}
    ages = [
        (row["age_class"], int(row["referrals"] or 0))
        for row in figures.mart("waiting", ("age_class", "referrals"), "position", **where)
    ]
    if ages:
        pictures.tiles(
            bars.whole([(age, referrals, "") for age, referrals in ages]),
            title=page_sentences.ages_title(ages),
            sub=f"Pågående remisser i {area.name} den sista dagen i {period.label}, efter hur länge de har väntat.",
            table=Table(
                ("Väntat", "Remisser"),
                tuple((age, formats.number(referrals)) for age, referrals in ages),
                frozenset({1}),
                tuple(ages),
            ),
            figures=figures,
            key="vantat",
            kpis=["referrals_open"],
        )
    times = figures.mart(
        "time_to_match", ("referrals", "matched", "median_days", "kaplan_meier_days"), "period", **where
    )
    if times:
        components.note(page_sentences.waiting(times[0], period.label))
