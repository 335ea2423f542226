"""The allocation as tables: both parts of the key beside each other, every krona summing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.marts import Allocation, AllocationEffect, AllocationInput
from dashboard.words.allocation import percent_change
from dashboard.words.grammar import lowered
from dashboard.words.tables import Amount, Cell, Table, without_zeros


def by_kommun(
    rows: tuple[Allocation, ...], inputs: Sequence[AllocationInput], names: Mapping[str, str], chosen: str
) -> Table:
    """The amount, the amount per child and both parts of the key, the `chosen` kommun's first; the last row is the
    total.

    The amount comes first, so that a phone shows it beside the kommun.
    """
    children, placed = sum(row.children for row in rows), sum(row.placed for row in rows)
    total = sum(row.amount_sek for row in rows)
    rows = tuple(sorted(rows, key=lambda row: row.area != chosen))
    cells: list[tuple[Cell, ...]] = [
        (
            names.get(row.area, row.area),
            Amount(row.amount_sek, "kr"),
            Amount(row.per_child, "kr"),
            row.children,
            _percent(row.population_share),
            Amount(row.population_amount_sek, "kr"),
            row.placed,
            _percent(row.placed_share),
            Amount(row.placed_amount_sek, "kr"),
        )
        for row in rows
    ]
    cells.append(
        (
            "Alla",
            Amount(total, "kr"),
            Amount(Decimal(total) / children if children else None, "kr"),
            children,
            _percent(Decimal(1)),
            Amount(sum(row.population_amount_sek for row in rows), "kr"),
            placed,
            _percent(Decimal(1)),
            Amount(sum(row.placed_amount_sek for row in rows), "kr"),
        )
    )
    counted = what_is_counted(inputs)
    table = Table(
        columns=(
            "Kommun", "Belopp", f"Per {lowered(counted['age'])}", counted["population"], "Andel av barnen",
            "Del efter barn", counted["placed"], "Andel av placerade", "Del efter placerade",
        ),
        rows=tuple(cells),
        chosen=next((n for n, row in enumerate(rows) if row.area == chosen), None),
        total=len(rows),
    )  # fmt: skip
    return without_zeros(table)


def what_is_counted(inputs: Sequence[AllocationInput]) -> dict[str, str]:
    """`Barn 0–17 år 2023` and `Placerade barn 2023`, from the year's own inputs; the `age` alone `Barn 0–17 år`."""
    base = {found.component: found.base_year for found in inputs if found.base_year}
    age = next((int(found.value) for found in inputs if found.component == "age_to"), None)
    young = "Barn" if age is None else f"Barn 0–{age} år"
    return {
        "age": young,
        "population": f"{young} {base['population']}" if "population" in base else young,
        "placed": f"Placerade barn {base['placed']}" if "placed" in base else "Placerade barn",
    }


def _percent(share: Decimal) -> Amount:
    return Amount(share * 100, "%", 1)


EFFECTS = {
    "budget": "Av budgeten",
    "population": "Av barnen i befolkningen",
    "placed": "Av de placerade barnen",
    "weights": "Av vikterna",
    "membership": "Av vilka som är med",
}


def change(
    found: Sequence[AllocationEffect],
    names: Mapping[str, str],
    chosen: str,
    placed: Mapping[str, tuple[AllocationInput, AllocationInput]],
) -> Table | None:
    """Why each amount differs from the year before, effect by effect, with the `placed` children of both keys
    (`placed_of_each`), the `chosen` kommun's first; None for the first year."""
    effects: dict[str, dict[str, int]] = {}
    for row in found:
        effects.setdefault(row.area, {})[row.effect] = row.amount_sek
    if not effects:
        return None
    ordered = sorted(effects.items(), key=lambda pair: (pair[0] != chosen, -sum(pair[1].values()), pair[0]))
    numbers = [[sum(own.values()), *(own.get(effect, 0) for effect in EFFECTS)] for _area, own in ordered]
    numbers.append([sum(column) for column in zip(*numbers, strict=True)])
    heads, counts = _counted(placed, [area for area, _own in ordered])
    words = [*(names.get(area, area) for area, _own in ordered), "Alla"]
    table = Table(
        ("Kommun", "Ändring", *EFFECTS.values(), *heads),
        tuple(
            (word, *(Amount(number, signed=True) for number in row), *counted)
            for word, row, counted in zip(words, numbers, counts, strict=True)
        ),
        chosen=next((n for n, (area, _own) in enumerate(ordered) if area == chosen), None),
        total=len(words) - 1,
    )
    return without_zeros(table)


def _counted(
    placed: Mapping[str, tuple[AllocationInput, AllocationInput]], areas: Sequence[str]
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    """The heads of the two counts, the older first, and those of each area and of all of them; none where both keys
    count the same year's."""
    bases = [{pair[side].base_year for pair in placed.values()} for side in (1, 0)]
    then, now = (base.pop() if len(base) == 1 else None for base in bases)
    if then is None or now is None or then == now:
        return (), [()] * (len(areas) + 1)
    rows: list[tuple[Cell, ...]] = []
    for area in areas:
        rows.append(tuple(placed[area][side].value for side in (1, 0)) if area in placed else (None, None))
    every = all(area in placed for area in areas)
    rows.append(tuple(sum(placed[area][side].value for area in areas) if every else None for side in (1, 0)))
    return (f"Placerade barn {then}", f"Placerade barn {now}"), rows


def differing(before: int | None, after: int | None, *, as_long: bool = True) -> tuple[Amount, Amount]:
    """A difference in kronor and in per cent; a dash where one side is not there.

    No per cent where the two are not for `as_long` a part of the year.
    """
    change = None if before is None or after is None else after - before
    part = percent_change(after, before) if as_long and before is not None and after is not None else None
    return Amount(change, signed=True), Amount(part, decimals=1, signed=True)


def years_of(rows: Sequence[Allocation], totals: Mapping[int, int], chosen: int) -> Table:
    """One kommun's years, oldest first: amount, share, change from the year before; months unless always twelve."""
    by_year = {row.year: row for row in rows}
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        before = by_year.get(row.year - 1)
        cells.append(
            (
                str(row.year),
                Amount(row.amount_sek, "kr"),
                _part(row.amount_sek, totals[row.year]),
                *differing(
                    None if before is None else before.amount_sek,
                    row.amount_sek,
                    as_long=same_months(by_year, row.year),
                ),
                row.months,
            )
        )
    columns = ["År", "Belopp", "Andel, %", "Ändring, kr", "Ändring, %"]
    if any(row.months != 12 for row in rows):
        columns.append("Månader")
    table = Table(
        tuple(columns),
        tuple(row[: len(columns)] for row in cells),
        chosen=next((n for n, row in enumerate(rows) if row.year == chosen), None),
    )
    return without_zeros(table)


def years_of_all(
    shares: Mapping[str, Mapping[int, Allocation]], names: Mapping[str, str], year: int
) -> Table:
    """Every kommun's amount each year, its share of `year`, and its change from the year before; all of them last.

    `shares` are by kommun code and year; a year without the kommun is not there.
    """
    amounts = {code: {found: row.amount_sek for found, row in own.items()} for code, own in shares.items()}
    years = sorted({found for own in amounts.values() for found in own})
    totals = {found: sum(own.get(found, 0) for own in amounts.values()) for found in years}
    every = (
        *((names[code], amounts[code], same_months(own, year)) for code, own in shares.items()),
        ("Alla", totals, True),
    )
    rows = tuple(
        (
            name,
            *(own.get(found) for found in years),
            _part(own.get(year), totals.get(year)),
            *differing(own.get(year - 1), own.get(year), as_long=same),
        )
        for name, own, same in every
    )
    columns = ("Kommun", *map(str, years), f"Andel {year}, %", f"Ändring från {year - 1}, kr", "Ändring, %")
    return without_zeros(Table(columns, rows, total=len(rows) - 1))


def same_months(own: Mapping[int, Allocation], year: int) -> bool:
    """Whether a kommun was an owner for as many months of a year as of the year before."""
    return year in own and year - 1 in own and own[year].months == own[year - 1].months


def _part(amount: int | None, total: int | None) -> Amount:
    """An amount in per cent of all; a dash where it is not there, or there is nothing to be a part of."""
    return Amount(Decimal(100 * amount) / total if amount is not None and total else None, decimals=1)
