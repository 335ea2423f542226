"""A kommun's part of GFO's budget in the newest budget year: a card, how much and why; then in the chosen year."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from dashboard.blocks import text
from dashboard.blocks.cards import OtherCard
from dashboard.blocks.coming_share import coming
from dashboard.published.marts import Allocation
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import allocation, formats, share_causes
from dashboard.words import kommun as words
from dashboard.words.tables import Amount


def card(reader: Reader) -> OtherCard | None:
    """The amount beside the year before, and its last years as bars; None without one."""
    years = _years(reader)
    found = {year: own for year in years if (own := _own(reader, year)) is not None}
    own = found.get(max(years, default=0))
    budget = _budget(reader, own.year) if own else 0
    if own is None or not budget:
        return None
    name, before = f"Del av GFO:s budget {own.year}", found.get(own.year - 1)
    told = ((own, budget), (before, _budget(reader, before.year) if before else 0))
    part = Decimal(100 * own.amount_sek) / budget
    # The columns are of the page's period and the one that it is set beside.
    remark = f"hela {own.year}" + (f" och hela {before.year}" if before else "")
    return OtherCard(
        reader.door("fordelning", ar=str(own.year)),
        name,
        formats.short_kronor(own.amount_sek),
        f"{formats.percent(part, 1)} av budgeten",
        allocation.beside_year_before(own, before),
        [_as_value(row) for _year, row in sorted(found.items())],
        (
            (name, "kr", *(Amount(row.amount_sek, "kr") if row else None for row, _whole in told), remark),
            (
                f"Andel av GFO:s budget {own.year}",
                "procent",
                *(
                    Amount(Decimal(100 * row.amount_sek) / whole, "procent", 1) if row and whole else None
                    for row, whole in told
                ),
                remark,
            ),
        ),
    )


def _budget(reader: Reader, year: int) -> int:
    """What all kommuner pay of a year."""
    return sum(row.amount_sek for row in reader.figures.allocations.of(year))


def _as_value(own: Allocation) -> Value:
    """As a card draws it."""
    amount = Decimal(own.amount_sek)
    return Value("", "", own.area, str(own.year), amount, None, None, None, "ok", "", False)


def _years(reader: Reader) -> list[int]:
    """The budget years that have begun."""
    today = reader.figures.release.reporting_date
    return [year for year in reader.figures.allocations.years if year <= today.year]


def section(reader: Reader) -> None:
    """A heading, a few sentences, and the way to the whole allocation; nothing without one."""
    figures, area, today = reader.figures, reader.area, reader.figures.release.reporting_date
    years = _years(reader)
    if not years:
        return
    year = max(years)
    budget = _budget(reader, year)
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
    cause = share_causes.why(figures, year, area.area) if before is not None else ""
    # What the card says is not said again where there is a cause to tell.
    said = " ".join(sentence for sentence in (cause or words.share(own, before, budget), then) if sentence)
    door = escape(reader.door("fordelning", ar=str(year)))
    later = f'<p class="cost">{escape(coming(reader))}</p>' if year >= today.year else ""
    text.block(
        f'<h2>{escape(title)}</h2><p class="cost">{escape(said)} <a class="door" href="{door}">Fördelning</a></p>'
        + later
    )


def _own(reader: Reader, year: int) -> Allocation | None:
    return next((row for row in reader.figures.allocations.of(year) if row.area == reader.area.area), None)


def _chosen_year(reader: Reader, years: list[int]) -> int:
    """The budget year of the chosen period, or the last one before it; 0 before the first."""
    return max((year for year in years if year <= reader.period.last_day.year), default=0)
