"""Kostnadsfördelning: what each kommun pays of GFO's budget, by which part of the key, and from which inputs."""

from __future__ import annotations

from decimal import Decimal

from dashboard import charts, components, formats, frame, sentences
from dashboard.components import Table
from dashboard.figures import Allocation, AllocationInput, Figures
from dashboard.selection import Selection


def view(figures: Figures, selection: Selection) -> None:
    """The year's answer, one bar a kommun, the table, and where the key's inputs came from."""
    years = [str(year) for year in figures.allocation_years]
    if not years:
        components.calm(
            "Det finns ingen kostnadsfördelning ännu.",
            [
                "Den visas när budget och fördelningsnyckel är levererade (fordelning, befolkning, placerade_barn)."
            ],
        )
        return
    year = selection.choice("ar", years, "2023" if "2023" in years else years[0])
    if len(years) > 1:
        frame.choose(figures, selection, "ar", "Budgetår", years, year, str)
    rows = figures.allocation(int(year))
    inputs = figures.allocation_inputs(int(year))
    names = {area.area: area.name for area in figures.areas}
    components.lead(sentences.allocation(rows, names, year))
    components.chart(
        charts.allocation(rows, names, components.palette(), footnote=components.source_line(figures)),
        title=sentences.allocation_title(rows, names, year),
        sub=f"Kronor {year} per kommun; fylld del efter barn i befolkningen, randig del efter placerade barn.",
        describe=sentences.allocation_text(rows, names, year),
        table=allocation_table(rows, names, selection.area),
        figures=figures,
        key=f"fordelning-{year}",
        tertials=False,
    )
    components.heading(f"Fördelningen {year} i siffror")
    components.show_table(allocation_table(rows, names, selection.area), f"Kostnadsfördelning {year}, kronor")
    _inputs(inputs, names)


def allocation_table(rows: tuple[Allocation, ...], names: dict[str, str], chosen: str) -> Table:
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


_COMPONENTS = {
    "budget": "Budget",
    "weight_population": "Vikt, barn i befolkningen",
    "weight_placed": "Vikt, placerade barn",
    "population": "Barn i befolkningen",
    "placed": "Placerade barn",
    "age_to": "Barn till och med ålder",
    "months": "Månader som ägare",
}


def _inputs(inputs: tuple[AllocationInput, ...], names: dict[str, str]) -> None:
    """What the key was computed from: stored and dated, never recomputed from fresh figures."""
    components.heading(
        "Nyckelns underlag", "Låst när året fastställdes; nya befolkningssiffror ändrar inte ett gammalt år."
    )
    rows = []
    for component, word in _COMPONENTS.items():
        for found in inputs:
            if found.component == component:
                place = names.get(found.area, found.area)
                decimals = 1 if component.startswith("weight") else 0
                value = (
                    formats.kronor(found.value)
                    if component == "budget"
                    else formats.number(found.value, decimals)
                )
                base = str(found.base_year) if found.base_year else formats.MISSING
                dated = formats.day(found.dated) if found.dated else formats.MISSING
                rows.append((word, place, base, value, dated, sentences.capitalised(found.source)))
    table = Table(("Underlag", "Område", "Basår", "Värde", "Daterat", "Källa"), tuple(rows), frozenset({3}))
    components.block(
        f"<details><summary>Visa underlaget</summary>{components.table_html(table, 'Nyckelns underlag')}</details>"
    )
    derived = sorted({found.source for found in inputs if "härled" in found.source.lower()})
    if derived:
        components.note(
            "Nyckelns indata för året är härledda, inte publicerade: de är den heltalslösning som ger de"
            " publicerade beloppen på kronan."
        )
