"""The allocation over the years: the chosen kommun's amount and share, or every kommun's when GFO is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboard.blocks import pictures
from dashboard.blocks.multiples import TileBar, tile_html
from dashboard.blocks.proposals import drafts
from dashboard.blocks.style import palette
from dashboard.charts.allocation import draw_years
from dashboard.published.marts import Allocation
from dashboard.reader.reader import Reader
from dashboard.words import allocation as sentences
from dashboard.words import allocation_tables as tables
from dashboard.words import formats
from dashboard.words.grammar import joined
from pipelines.reference import GFO

# As many bars as a phone has room for with their amounts; the table has every year.
_MOST_BARS = 7
_NAME = "Fördelning år för år"


def section(reader: Reader, year: int) -> None:
    """Nothing before there are two years to compare."""
    if reader.selection.area == GFO:
        _all(reader, year)
    else:
        _one(reader, year)


def _rows(reader: Reader, area: str) -> list[Allocation]:
    """A kommun's years, oldest first."""
    figures = reader.figures
    found = (figures.allocations.of(year) for year in reversed(figures.allocations.years))
    return [row for rows in found for row in rows if row.area == area]


def _one(reader: Reader, year: int) -> None:
    figures, area = reader.figures, reader.area
    rows = _rows(reader, area.area)
    if len(rows) < 2:
        return
    shown = year if any(row.year == year for row in rows) else rows[-1].year
    years = {found: figures.allocations.of(found) for found in figures.allocations.years}
    totals = {found: sum(row.amount_sek for row in every) for found, every in years.items()}
    bars = [
        (
            str(row.year),
            row.amount_sek,
            formats.percent(Decimal(100 * row.amount_sek) / (totals[row.year] or 1), 1),
        )
        for row in rows
    ]
    parts = sentences.parts_of_years(rows)
    pictures.chart(
        reader,
        draw_years(bars[-_MOST_BARS:], str(shown), palette()),
        name=_NAME,
        title=sentences.years_title(years, figures.names, area.area, shown),
        sub=f"{area.name}, tusen kronor per år; under talet delen av hela kostnaden.",
        describe=f"{area.name} betalar "
        + joined([f"{formats.kronor(row.amount_sek)} {row.year}" for row in rows])
        + ".",
        said=f"{area.name} var med i {parts}." if parts else "",
        table=tables.years_of(rows, totals, shown),
        area=area.area,
        key="fordelning-ar",
        tertials=False,
    )


def _all(reader: Reader, year: int) -> None:
    figures = reader.figures
    years = sorted(figures.allocations.years)
    if len(years) < 2:
        return
    every = {found: figures.allocations.of(found) for found in years}
    names = drafts.kommuner(figures)
    shares = {code: {row.year: row for row in _rows(reader, code)} for code in names}
    shares = {code: own for code, own in shares.items() if own}
    # The largest first; who is not there that year last.
    order = sorted(shares, key=lambda code: (year not in shares[code], -_size(shares[code], year)))
    shares = {code: shares[code] for code in order}
    total = sum(own[year].amount_sek for own in shares.values() if year in own)
    highest = max((row for own in shares.values() for row in own.values()), key=lambda row: row.amount_sek)
    top = highest.amount_sek or 1
    tiles = []
    for code, own in shares.items():
        bars = [
            TileBar(
                "now" if found == year else "" if found in own else "missing",
                round(100 * own[found].amount_sek / top) if found in own else 0,
                f"{found}: {formats.kronor(own[found].amount_sek) if found in own else 'inte med'}",
            )
            for found in years
        ]
        shown, share, change = formats.MISSING, "", "inte med"
        if year in own:
            amount = own[year].amount_sek
            shown, share = formats.kronor(amount), formats.percent(100 * amount / (total or 1), 1)
            change = _since_first(own, year)
        told = f"{names[code]}: {', '.join(bar.hint for bar in bars)}"
        span = (str(years[0]), str(years[-1]))
        tiles.append(tile_html(names[code], shown, bars, span, told, beside=share, under=change))
    pictures.tiles(
        reader,
        f'<ul class="multiples">{"".join(tiles)}</ul>',
        name=_NAME,
        title=sentences.since_title(every, figures.names, years[0], year),
        sub=f"Kronor per år på samma skala; andelen av budgeten {year}, och ändringen sedan det första hela året."
        f" Högsta stapeln: {formats.kronor(highest.amount_sek)}, {names[highest.area]} {highest.year}."
        + ("" if all(len(own) == len(years) for own in shares.values()) else " Prickar: inte med det året."),
        table=tables.years_of_all(shares, names, year),
        area="",
        key="fordelning-ar",
    )


def _size(own: Mapping[int, Allocation], year: int) -> int:
    return own[year].amount_sek if year in own else 0


def _since_first(own: Mapping[int, Allocation], year: int) -> str:
    """`+54 379 kr (+4,5 %) sedan 2021`: since the first year that the kommun was an owner all of; blank where that is
    this one or a later."""
    first = min((found for found, row in own.items() if row.months == sentences.WHOLE_YEAR), default=year)
    if first >= year:
        return ""
    return f"{sentences.difference(own[first].amount_sek, own[year].amount_sek)} sedan {first}"
