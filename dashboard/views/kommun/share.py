"""A kommun's part of GFO's budget in the newest budget year: how much and why; then in the chosen year."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.published.marts import Allocation
from dashboard.reader.reader import Reader
from dashboard.words import allocation
from dashboard.words import kommun as words


def section(reader: Reader) -> None:
    """A heading, a few sentences, and the way to the whole allocation; nothing without one."""
    figures, area, today = reader.figures, reader.area, reader.figures.release.reporting_date
    years = [year for year in figures.allocation_years if year <= today.year]
    if not years:
        return
    year = max(years)
    budget = sum(row.amount_sek for row in figures.allocation(year))
    own, before = (_own(reader, one) for one in (year, year - 1))
    chosen = _chosen_year(reader, years)
    then = (
        words.share_then(_own(reader, chosen), _own(reader, chosen - 1), area.name) if chosen < year else ""
    )
    if own is None or not budget:
        said = f"{area.name} var inte med i GFO {year} och hade ingen del av budgeten. {then}"
        text.paragraph(said.rstrip())
        return
    title = words.share_title(own, before, area.name, "betalar" if year >= today.year else "betalade")
    cause = allocation.why(figures, year, area.area) if before is not None else ""
    said = " ".join(sentence for sentence in (words.share(own, before, budget), cause, then) if sentence)
    door = escape(reader.door("fordelning", ar=str(year)))
    text.block(
        f'<h2>{escape(title)}</h2><p class="cost">{escape(said)} <a class="door" href="{door}">Fördelning</a></p>'
    )


def _own(reader: Reader, year: int) -> Allocation | None:
    return next((row for row in reader.figures.allocation(year) if row.area == reader.area.area), None)


def _chosen_year(reader: Reader, years: list[int]) -> int:
    """The budget year of the chosen period, or the last one before it; 0 before the first."""
    return max((year for year in years if year <= reader.period.last_day.year), default=0)
