"""The allocation as tables: both parts of the key beside each other, every krona summing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dashboard import formats
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.records import Allocation


def by_kommun(rows: tuple[Allocation, ...], names: dict[str, str], chosen: str) -> Table:
    """Both parts of the key, the amount and the amount per child; the last row is the total."""
    found = [
        (
            names.get(row.area, row.area),
            formats.number(row.children),
            formats.percent(row.population_share * 100, 1),
            formats.kronor(row.population_amount),
            formats.number(row.placed),
            formats.percent(row.placed_share * 100, 1),
            formats.kronor(row.placed_amount),
            formats.kronor(row.amount),
            formats.kronor(row.per_child) if row.per_child is not None else formats.MISSING,
        )
        for row in rows
    ]
    children = sum(row.children for row in rows)
    total = sum(row.amount for row in rows)
    found.append(
        (
            "Alla",
            formats.number(children),
            formats.percent(100, 1),
            formats.kronor(sum(row.population_amount for row in rows)),
            formats.number(sum(row.placed for row in rows)),
            formats.percent(100, 1),
            formats.kronor(sum(row.placed_amount for row in rows)),
            formats.kronor(total),
            formats.kronor(Decimal(total) / children) if children else formats.MISSING,
        )
    )
    return Table(
        columns=(
            "Kommun", "Barn", "Andel av barnen", "Del efter barn", "Placerade barn", "Andel av placerade",
            "Del efter placerade", "Belopp", "Per barn",
        ),
        rows=tuple(found),
        numeric=frozenset(range(1, 9)),
        raw=tuple(
            (
                names.get(row.area, row.area), row.children, row.population_share, row.population_amount,
                row.placed, row.placed_share, row.placed_amount, row.amount, row.per_child,
            )
            for row in rows
        ),
        chosen=next((n for n, row in enumerate(rows) if row.area == chosen), None),
        total=len(rows),
    )  # fmt: skip


EFFECTS = {
    "budget": "Budget",
    "population": "Barn i befolkningen",
    "placed": "Placerade barn",
    "weights": "Vikter",
    "membership": "Ägare",
}


def change(figures: Figures, year: int, names: Mapping[str, str]) -> Table | None:
    """Why each amount differs from the year before, effect by effect; None for the first year."""
    effects: dict[str, dict[str, int]] = {}
    for row in figures.table(
        "allocation_change", ("year", "area", "effect", "amount_sek"), "year, area, effect"
    ):
        if row["year"] == year:
            effects.setdefault(row["area"], {})[row["effect"]] = int(row["amount_sek"])
    if not effects:
        return None
    ordered = sorted(effects.items(), key=lambda pair: (-sum(pair[1].values()), pair[0]))
    numbers = [
        [*(found.get(effect, 0) for effect in EFFECTS), sum(found.values())] for _area, found in ordered
    ]
    numbers.append([sum(column) for column in zip(*numbers, strict=True)])
    words = [*(names.get(area, area) for area, _found in ordered), "Alla"]
    return Table(
        ("Kommun", *EFFECTS.values(), "Ändring"),
        tuple((word, *(formats.signed(n) for n in row)) for word, row in zip(words, numbers, strict=True)),
        frozenset(range(1, 7)),
        tuple((word, *row) for word, row in zip(words, numbers, strict=True)),
        total=len(words) - 1,
    )
