"""A kommun's part of GFO's budget in the chosen period's year: how much, how it changed, and why."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.published.marts import Allocation
from dashboard.reader.reader import Reader
from dashboard.words import kommun as words


def section(reader: Reader) -> None:
    """A heading, two or three sentences, and the way to the whole allocation; nothing for a year without one."""
    figures, area, today = reader.figures, reader.area, reader.figures.release.reporting_date
    asked = min(reader.period.last_day, today).year
    year = max((year for year in figures.allocation_years if year <= asked), default=None)
    if year is None:
        return
    rows = figures.allocation(year)
    own = next((row for row in rows if row.area == area.area), None)
    budget = sum(row.amount_sek for row in rows)
    if own is None or not budget:
        text.paragraph(f"{area.name} var inte med i GFO {year} och hade ingen del av budgeten.")
        return
    before = next((row for row in figures.allocation(year - 1) if row.area == area.area), None)
    effects = [effect for effect in figures.allocation_effects(year) if effect.area == area.area]
    title = words.share_title(own, before, area.name, "betalar" if year >= today.year else "betalade")
    cause = words.share_cause(effects) if before is not None else ""
    later = words.share_later(_this_year(reader, year), area.name)
    said = " ".join(sentence for sentence in (words.share(own, before, budget), cause, later) if sentence)
    door = escape(reader.door("fordelning", ar=str(year)))
    text.block(
        f'<h2>{escape(title)}</h2><p class="cost">{escape(said)} <a class="door" href="{door}">Fördelning</a></p>'
    )


def _this_year(reader: Reader, year: int) -> Allocation | None:
    """What the kommun pays in the year under way, where the page speaks of the newest period, of a year before it."""
    figures, now = reader.figures, reader.figures.release.reporting_date.year
    if year >= now or reader.period.period != figures.periods(reader.period.kind)[-1].period:
        return None
    return next((row for row in figures.allocation(now) if row.area == reader.area.area), None)
