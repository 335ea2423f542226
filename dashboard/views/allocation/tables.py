"""The allocation as tables: both parts of the key beside each other, every krona summing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.blocks.table import Table
from dashboard.published.marts import Allocation, AllocationEffect, AllocationInput
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
    return Table(
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
        tuple((word, *(formats.signed(n) for n in row)) for word, row in zip(words, numbers, strict=True)),
        frozenset(range(1, 7)),
        tuple((word, *row) for word, row in zip(words, numbers, strict=True)),
        total=len(words) - 1,
    )
