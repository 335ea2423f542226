"""Kostnadsfördelning: what each kommun pays of GFO's budget, by which part of the key, and from which inputs."""

from __future__ import annotations

from dashboard.blocks import components, downloads, pictures
from dashboard.blocks.components import Table
from dashboard.charts import comparison_charts
from dashboard.published.figures import Figures
from dashboard.published.records import Allocation, AllocationInput
from dashboard.reader import frame
from dashboard.reader.selection import Selection
from dashboard.server.streamlit_words import DATASETS
from dashboard.views.allocation import allocation_scenario, allocation_tables
from dashboard.words import formats, page_sentences, sentences
from pipelines.reference import read_reference


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
    # What is asked for first is the year under way; a later year's key may be decided before it begins.
    present = str(figures.release.reporting_date.year)
    year = selection.choice("ar", years, present if present in years else years[0])
    if len(years) > 1:
        frame.choose(figures, selection, "ar", "Budgetår", years, year, str)
    asked = dict(selection.choices).get("ar", year)
    if asked not in years:
        components.note(f"Det finns ingen kostnadsfördelning för {asked}. Sidan visar {year}.")
    rows = figures.allocation(int(year))
    inputs = figures.allocation_inputs(int(year))
    names = {area.area: area.name for area in figures.areas}
    components.lead(page_sentences.allocation(rows, inputs, names, year))
    table = allocation_tables.by_kommun(rows, inputs, names, selection.area)
    pictures.chart(
        comparison_charts.allocation(rows, names, components.palette()),
        title=page_sentences.allocation_title(rows, names, year),
        sub=f"Kronor {year} per kommun; fylld del efter barn i befolkningen, randig del efter placerade barn.",
        describe=page_sentences.allocation_text(rows, names, year),
        table=table,
        figures=figures,
        key=f"fordelning-{year}",
        tertials=False,
    )
    components.heading(f"Fördelningen {year} i siffror")
    components.show_table(table, f"Kostnadsfördelning {year}, kronor")
    _published(rows, inputs, year)
    changed = allocation_tables.change(figures, int(year), names)
    if changed is not None:
        before = int(year) - 1
        components.heading(
            f"Varför beloppen ändrades från {before}", "Kronor; delarna blir ändringen på kronan."
        )
        title = f"Ändring av kostnadsfördelningen {before}–{year}, kronor"
        components.show_table(changed, title)
        downloads.offer(title, changed, figures, [], f"andring-{year}")
    allocation_scenario.section(figures, selection, int(year))
    _inputs(inputs, names)


_SOURCES = {"owners.csv": "Listan över ägare"}
_COMPONENTS = {
    "budget": "Budget",
    "weight_population": "Vikt, barn i befolkningen",
    "weight_placed": "Vikt, placerade barn",
    "population": "Barn i befolkningen",
    "placed": "Placerade barn",
    "age_to": "Barn till och med ålder",
    "months": "Månader som ägare",
}


def _source(source: str) -> str:
    """Where an input came from, in a reader's words."""
    return _SOURCES.get(source) or DATASETS.get(source) or sentences.capitalised(source)


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
                rows.append((word, place, base, value, dated, _source(found.source)))
    table = Table(("Underlag", "Område", "Basår", "Värde", "Daterat", "Källa"), tuple(rows), frozenset({3}))
    components.block(
        f"<details><summary>Visa underlaget</summary>{components.table_html(table, 'Nyckelns underlag')}</details>"
    )


def _published(rows: tuple[Allocation, ...], inputs: tuple[AllocationInput, ...], year: str) -> None:
    """2023 is published: say that the amounts are those, and that the key's inputs are derived from them."""
    if year != "2023":
        return
    published = {row["kommun_code"]: int(row["amount_sek"]) for row in read_reference("cost_allocation_2023")}
    told = page_sentences.as_published(rows, published, year)
    derived = {
        row["kommun_code"]: int(row["children_0_17_2020_derived"])
        for row in read_reference("key_2023_inputs")
    }
    used = {found.area: int(found.value) for found in inputs if found.component == "population"}
    if used == derived:
        told += (
            " Nyckelns antal barn och placerade barn är härledda, inte publicerade: de är den heltalslösning som"
            " ger de publicerade beloppen på kronan."
        )
    components.note(told)
