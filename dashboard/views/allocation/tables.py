"""The allocation as tables: both parts of the key beside each other, every krona summing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.marts import Allocation, AllocationEffect, AllocationInput
from dashboard.words.tables import Amount, Cell, Table


def by_kommun(
    rows: tuple[Allocation, ...], inputs: Sequence[AllocationInput], names: Mapping[str, str], chosen: str
) -> Table:
    """The amount, the amount per child and both parts of the key; the last row is the total.

    The amount comes first, so that a phone shows it beside the kommun.
    """
    children, placed = sum(row.children for row in rows), sum(row.placed for row in rows)
    total = sum(row.amount_sek for row in rows)
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
    counted = _what_is_counted(inputs)
    return Table(
        columns=(
            "Kommun", "Belopp", "Per barn", counted["population"], "Andel av barnen", "Del efter barn",
            counted["placed"], "Andel av placerade", "Del efter placerade",
        ),
        rows=tuple(cells),
        chosen=next((n for n, row in enumerate(rows) if row.area == chosen), None),
        total=len(rows),
    )  # fmt: skip


def _what_is_counted(inputs: Sequence[AllocationInput]) -> dict[str, str]:
    """`Barn 0–17 år 2023` and `Placerade barn 2023`, from the year's own inputs."""
    base = {found.component: found.base_year for found in inputs if found.base_year}
    age = next((int(found.value) for found in inputs if found.component == "age_to"), None)
    young = "Barn" if age is None else f"Barn 0–{age} år"
    return {
        "population": f"{young} {base['population']}" if "population" in base else young,
        "placed": f"Placerade barn {base['placed']}" if "placed" in base else "Placerade barn",
    }


def _percent(share: Decimal) -> Amount:
    return Amount(share * 100, "%", 1)


EFFECTS = {
    "budget": "Budget",
    "population": "Barn i befolkningen",
    "placed": "Placerade barn",
    "weights": "Vikter",
    "membership": "Ägare",
}


def change(found: Sequence[AllocationEffect], names: Mapping[str, str]) -> Table | None:
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
    return Table(
        ("Kommun", "Ändring", *EFFECTS.values()),
        tuple(
            (word, *(Amount(number, signed=True) for number in row))
            for word, row in zip(words, numbers, strict=True)
        ),
        total=len(words) - 1,
    )
