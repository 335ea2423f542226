"""The allocation over the years: the chosen kommun's amount and share, or every kommun's when GFO is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.blocks import pictures
from dashboard.blocks.bars import Scale
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
    changes = {code: _changes(own) for code, own in shares.items()}
    scale = Scale.reaching(size for own in changes.values() for size in own.values())
    tiles = [
        _tile(names[code], own, changes[code], years, year, total, scale) for code, own in shares.items()
    ]
    pictures.tiles(
        reader,
        f'<ul class="multiples">{"".join(tiles)}</ul>',
        name=_NAME,
        title=sentences.since_title(every, figures.names, years[0], year),
        sub=f"Beloppet {year} och andelen av budgeten. Staplar: kronor mer eller mindre per år än det första hela året,"
        f" på samma skala. {_farthest(changes, names)}"
        + (
            "" if all(len(own) == len(years) for own in changes.values()) else " Prickar: inte med hela året."
        ),
        table=tables.years_of_all(shares, names, year),
        area="",
        key="fordelning-ar",
    )


def _size(own: Mapping[int, Allocation], year: int) -> int:
    return own[year].amount_sek if year in own else 0


def _changes(own: Mapping[int, Allocation]) -> dict[int, int]:
    """How much more or less each whole year is than the first one that the kommun was an owner all of."""
    whole = {year: row.amount_sek for year, row in sorted(own.items()) if row.months == sentences.WHOLE_YEAR}
    first = next(iter(whole.values()), 0)
    return {year: amount - first for year, amount in whole.items()}


def _farthest(changes: Mapping[str, Mapping[int, int]], names: Mapping[str, str]) -> str:
    """How large the largest bar is, either way, since the bars have no axis."""
    every = [(abs(size), code, year) for code, own in changes.items() for year, size in own.items()]
    if not every or not (largest := max(every))[0]:
        return "Inga belopp har ändrats."
    _size, code, year = largest
    return f"Längsta stapeln: {formats.signed(changes[code][year])}{formats.NBSP}kr, {names[code]} {year}."


def _tile(
    name: str,
    own: Mapping[int, Allocation],
    changes: Mapping[int, int],
    years: Sequence[int],
    year: int,
    total: int,
    scale: Scale,
) -> str:
    """A kommun's amount and part in the chosen year, and how each year differs from its first whole one; in the words
    of a bar the amount too."""
    bars = []
    for found in years:
        hint = f"{found}: {formats.kronor(own[found].amount_sek) if found in own else 'inte med'}"
        if found not in changes:
            bars.append(TileBar("missing", 0, hint, scale.ground or 0))
            continue
        height, bottom = scale.place(changes[found])
        if changes[found]:
            hint += f" ({formats.signed(changes[found])}{formats.NBSP}kr)"
        bars.append(TileBar("now" if found == year else "", height, hint, bottom))
    shown, share, change = formats.MISSING, "", "inte med"
    if year in own:
        amount = own[year].amount_sek
        shown, share = formats.kronor(amount), formats.percent(100 * amount / (total or 1), 1)
        change = _since_first(own, year)
    told = f"{name}: {', '.join(bar.hint for bar in bars)}"
    span = (str(years[0]), str(years[-1]))
    return tile_html(name, shown, bars, span, told, beside=share, under=change, ground=scale.ground)


def _since_first(own: Mapping[int, Allocation], year: int) -> str:
    """`+54 379 kr (+4,5 %) sedan 2021`: since the first year that the kommun was an owner all of; blank where that is
    this one or a later."""
    first = min((found for found, row in own.items() if row.months == sentences.WHOLE_YEAR), default=year)
    if first >= year:
        return ""
    return f"{sentences.difference(own[first].amount_sek, own[year].amount_sek)} sedan {first}"
