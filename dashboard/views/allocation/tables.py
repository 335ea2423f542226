"""The allocation as tables: both parts of the key beside each other, every krona summing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.blocks.table import Table, without_zeros
from dashboard.published.marts import Allocation, AllocationEffect, AllocationInput
from dashboard.views.allocation.sentences import percent_change
from dashboard.words import formats


def by_kommun(
    rows: tuple[Allocation, ...], inputs: Sequence[AllocationInput], names: Mapping[str, str], chosen: str
) -> Table:
    """The amount, the amount per child and both parts of the key; the last row is the total.

    The amount comes first, so that a phone shows it beside the kommun.
    """
    children, placed = sum(row.children for row in rows), sum(row.placed for row in rows)
    total = sum(row.amount_sek for row in rows)
    raw = [
        (
            names.get(row.area, row.area), row.amount_sek, _rounded(row.per_child), row.children,
            _percent(row.population_share), row.population_amount_sek, row.placed, _percent(row.placed_share),
            row.placed_amount_sek,
        )
        for row in rows
    ]  # fmt: skip
    raw.append(
        (
            "Alla", total, _rounded(Decimal(total) / children if children else None), children, Decimal(100),
            sum(row.population_amount_sek for row in rows), placed, Decimal(100),
            sum(row.placed_amount_sek for row in rows),
        )
    )  # fmt: skip
    counted = _what_is_counted(inputs)
    table = Table(
        columns=(
            "Kommun", "Belopp", "Per barn", counted["population"], "Andel av barnen, %", "Del efter barn",
            counted["placed"], "Andel av placerade, %", "Del efter placerade",
        ),
        rows=tuple(
            (
                word,
                formats.kronor(amount),
                formats.MISSING if per_child is None else formats.kronor(per_child),
                formats.number(young),
                formats.number(young_share, 1),
                formats.kronor(young_amount),
                formats.number(out),
                formats.number(out_share, 1),
                formats.kronor(out_amount),
            )
            for word, amount, per_child, young, young_share, young_amount, out, out_share, out_amount in raw
        ),
        numeric=frozenset(range(1, 9)),
        raw=tuple(raw),
        chosen=next((n for n, row in enumerate(rows) if row.area == chosen), None),
        total=len(rows),
    )  # fmt: skip
    return without_zeros(table)


def _what_is_counted(inputs: Sequence[AllocationInput]) -> dict[str, str]:
    """`Barn 0–17 år 2023` and `Placerade barn 2023`, from the year's own inputs."""
    base = {found.component: found.base_year for found in inputs if found.base_year}
    age = next((int(found.value) for found in inputs if found.component == "age_to"), None)
    young = "Barn" if age is None else f"Barn 0–{age} år"
    return {
        "population": f"{young} {base['population']}" if "population" in base else young,
        "placed": f"Placerade barn {base['placed']}" if "placed" in base else "Placerade barn",
    }


def _percent(share: Decimal) -> Decimal:
    return round(share * 100, 4)


def _rounded(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else round(Decimal(amount), 2)


EFFECTS = {
    "budget": "Budget",
    "population": "Barn i befolkningen",
    "placed": "Placerade barn",
    "weights": "Vikter",
    "membership": "Ägare",
}


def change(found: Sequence[AllocationEffect], names: Mapping[str, str], chosen: str) -> Table | None:
    """Why each amount differs from the year before, effect by effect; None for the first year."""
    effects: dict[str, dict[str, int]] = {}
    for row in found:
        effects.setdefault(row.area, {})[row.effect] = row.amount_sek
    if not effects:
        return None
    ordered = sorted(effects.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))
    numbers = [[sum(own.values()), *(own.get(effect, 0) for effect in EFFECTS)] for _area, own in ordered]
    numbers.append([sum(column) for column in zip(*numbers, strict=True)])
    words = [*(names.get(area, area) for area, _own in ordered), "Alla"]
    table = Table(
        ("Kommun", "Ändring", *EFFECTS.values()),
        tuple((word, *(formats.signed(n) for n in row)) for word, row in zip(words, numbers, strict=True)),
        frozenset(range(1, 7)),
        tuple((word, *row) for word, row in zip(words, numbers, strict=True)),
        chosen=next((n for n, (area, _own) in enumerate(ordered) if area == chosen), None),
        total=len(words) - 1,
    )
    return without_zeros(table)


def differing(
    before: int | None, after: int | None
) -> tuple[tuple[str, str], tuple[int | None, Decimal | None]]:
    """A difference in kronor and in per cent, as shown and as numbers; a dash where one side is not there."""
    if before is None or after is None:
        return (formats.MISSING, formats.MISSING), (None, None)
    change, part = after - before, percent_change(after, before)
    shown = formats.MISSING if part is None else formats.signed(part, 1)
    return (formats.signed(change), shown), (change, part and round(part, 4))


def years_of(rows: Sequence[Allocation], totals: Mapping[int, int], chosen: int) -> Table:
    """One kommun's years, oldest first: amount, share, change from the year before; months unless always twelve."""
    by_year = {row.year: row for row in rows}
    shown, raw = [], []
    for row in rows:
        before = by_year.get(row.year - 1)
        words, numbers = differing(None if before is None else before.amount_sek, row.amount_sek)
        share = Decimal(100 * row.amount_sek) / totals[row.year]
        shown.append(
            (str(row.year), formats.kronor(row.amount_sek), formats.number(share, 1), *words, str(row.months))
        )
        raw.append((row.year, row.amount_sek, round(share, 4), *numbers, row.months))
    columns = ["År", "Belopp", "Andel, %", "Ändring, kr", "Ändring, %"]
    if any(row.months != 12 for row in rows):
        columns.append("Månader")
    table = Table(
        tuple(columns),
        tuple(row[: len(columns)] for row in shown),
        frozenset(range(1, len(columns))),
        tuple(row[: len(columns)] for row in raw),
        chosen=next((n for n, row in enumerate(rows) if row.year == chosen), None),
    )
    return without_zeros(table)


def years_of_all(amounts: Mapping[str, Mapping[int, int]], names: Mapping[str, str], year: int) -> Table:
    """Every kommun's amount each year, its share of `year`, and its change from the year before; all of them last.

    `amounts` are by kommun code and year; a year without the kommun is not there.
    """
    years = sorted({found for own in amounts.values() for found in own})
    totals = {found: sum(own.get(found, 0) for own in amounts.values()) for found in years}
    shown, raw = [], []
    for name, own in (*((names[code], own) for code, own in amounts.items()), ("Alla", totals)):
        words, numbers = differing(own.get(year - 1), own.get(year))
        share = Decimal(100 * own[year]) / totals[year] if year in own and totals[year] else None
        shown.append(
            (
                name,
                *(formats.count(own.get(found)) for found in years),
                formats.MISSING if share is None else formats.number(share, 1),
                *words,
            )
        )
        raw.append(
            (name, *(own.get(found) for found in years), None if share is None else round(share, 4), *numbers)
        )
    columns = ("Kommun", *map(str, years), f"Andel {year}, %", f"Ändring från {year - 1}, kr", "Ändring, %")
    table = Table(
        columns,
        tuple(shown),
        frozenset(range(1, len(columns))),
        tuple(raw),
        total=len(shown) - 1,
    )
    return without_zeros(table)
