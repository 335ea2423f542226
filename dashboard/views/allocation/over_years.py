"""The allocation over the years: the chosen kommun's amount and share, or every kommun's when GFO is chosen."""

from __future__ import annotations

from dashboard.blocks import pictures
from dashboard.blocks.multiples import TileBar, tile_html
from dashboard.blocks.style import palette
from dashboard.charts.allocation import draw_years
from dashboard.published.marts import Allocation
from dashboard.reader.reader import Reader
from dashboard.views.allocation import drafts, sentences, tables
from dashboard.words import formats
from dashboard.words.grammar import joined
from pipelines.reference import GFO

# As many bars as a phone has room for with their amounts; the table has every year.
_MOST_BARS = 7


def section(reader: Reader, year: int) -> None:
    """Nothing before there are two years to compare."""
    if reader.selection.area == GFO:
        _all(reader, year)
    else:
        _one(reader, year)


def _rows(reader: Reader, area: str) -> list[Allocation]:
    """A kommun's years, oldest first."""
    figures = reader.figures
    found = (figures.allocation(year) for year in reversed(figures.allocation_years))
    return [row for rows in found for row in rows if row.area == area]


def _one(reader: Reader, year: int) -> None:
    figures, area = reader.figures, reader.area
    rows = _rows(reader, area.area)
    if len(rows) < 2:
        return
    shown = year if any(row.year == year for row in rows) else rows[-1].year
    totals = {
        found: sum(row.amount_sek for row in figures.allocation(found)) for found in figures.allocation_years
    }
    # A change from a year of fewer months says when the kommun came, not what it pays more.
    before = {(row.year + 1, row.months): row.amount_sek for row in rows}
    bars = [
        (
            str(row.year),
            row.amount_sek,
            sentences.in_brackets(row.amount_sek, before.get((row.year, row.months), 0)).strip(" ()"),
        )
        for row in rows
    ]
    parts = [f"{sentences.months_told(row.months)} {row.year}" for row in rows if row.months != 12]
    pictures.chart(
        reader,
        draw_years(bars[-_MOST_BARS:], str(shown), palette()),
        title=sentences.years_title(rows, totals, area.name, shown),
        sub=f"{area.name}, tusen kronor per år; under talet ändringen från året före.",
        describe=f"{area.name} betalar "
        + joined([f"{formats.kronor(row.amount_sek)} {row.year}" for row in rows])
        + ".",
        said=f"{area.name} var med i {joined(parts)}." if parts else "",
        table=tables.years_of(rows, totals, shown),
        area=area.area,
        key="fordelning-ar",
        tertials=False,
    )


def _all(reader: Reader, year: int) -> None:
    figures = reader.figures
    years = sorted(figures.allocation_years)
    if len(years) < 2:
        return
    names = drafts.kommuner(figures)
    amounts = {code: {row.year: row.amount_sek for row in _rows(reader, code)} for code in names}
    amounts = {code: own for code, own in amounts.items() if own}
    total = sum(own.get(year, 0) for own in amounts.values())
    top = max(amount for own in amounts.values() for amount in own.values()) or 1
    tiles = []
    for code, own in amounts.items():
        bars = [
            TileBar(
                "now" if found == year else "" if found in own else "missing",
                round(100 * own.get(found, 0) / top),
                f"{found}: {formats.kronor(own[found]) if found in own else 'inte med'}",
            )
            for found in years
        ]
        shown, share, change = formats.MISSING, "", "inte med"
        if year in own:
            shown, share = formats.kronor(own[year]), formats.percent(100 * own[year] / (total or 1), 1)
            change = "ny" if year > years[0] else ""
            if year - 1 in own:
                change = sentences.difference(own[year - 1], own[year])
        told = f"{names[code]}: {', '.join(bar.hint for bar in bars)}"
        span = (str(years[0]), str(years[-1]))
        tiles.append(tile_html(names[code], shown, bars, span, told, beside=share, under=change))
    pictures.tiles(
        reader,
        f'<ul class="multiples">{"".join(tiles)}</ul>',
        title=sentences.change_title(figures.allocation(year), figures.allocation(year - 1), names, year),
        sub=f"Kronor per år på samma skala; andelen av budgeten {year} och ändringen från {year - 1}.",
        table=tables.years_of_all(amounts, names, year),
        area="",
        key="fordelning-ar",
    )
