"""Kostnadsfördelning: what each kommun pays of GFO's budget, by which part of the key, and from which inputs."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.blocks import pictures, text
from dashboard.blocks.choices import choose
from dashboard.blocks.coming_share import coming
from dashboard.blocks.style import palette
from dashboard.charts.allocation import draw_allocation, draw_changes
from dashboard.reader.reader import Reader
from dashboard.views.allocation import over_years, scenario
from dashboard.words import allocation as sentences
from dashboard.words import allocation_tables as tables
from dashboard.words import formats, share_causes
from dashboard.words.grammar import capitalised, joined, lowered
from dashboard.words.tables import Amount, Sheet, Table
from pipelines.reference import GFO


def view(reader: Reader) -> None:
    """The year's answer, a bar a kommun, how it differs from the year before, the years, what if, and where the inputs
    came from."""
    figures = reader.figures
    years = [str(year) for year in figures.allocations.years]
    if not years:
        text.calm(
            "Det finns ingen kostnadsfördelning ännu.",
            [
                "Den visas när budget och fördelningsnyckel är levererade (fordelning, befolkning, placerade_barn)."
            ],
        )
        return
    # What is asked for first is the year under way; a later year's key may be decided before it begins.
    present = str(figures.release.reporting_date.year)
    year = reader.selection.choice("ar", years, present if present in years else years[0])
    if len(years) > 1:
        choose(reader, "ar", "Budgetår", years, year, str)
    asked = dict(reader.selection.choices).get("ar", year)
    if asked not in years:
        text.note(f"Det finns ingen kostnadsfördelning för {asked}. Sidan visar {year}.")
    rows, inputs, names = (
        figures.allocations.of(int(year)),
        figures.allocations.inputs(int(year)),
        figures.names,
    )
    area = reader.selection.area
    children = lowered(tables.what_is_counted(inputs)["population"])
    text.lead(sentences.lead(figures, int(year), area))
    if reason := share_causes.why(figures, int(year), area):
        text.paragraph(reason)
    if int(year) == max(figures.allocations.years) and (ahead := coming(reader)):
        text.paragraph(ahead)
    pictures.chart(
        reader,
        draw_allocation(rows, names, palette(), area),
        name=f"Fördelning {year}",
        title=sentences.allocation_title(rows, names, year, area),
        sub=f"Kronor {year} per kommun, och under namnet andelen av kostnaden; fylld del efter barn i befolkningen,"
        f" randig del efter placerade barn. Per barn: alla {children} i kommunen.",
        describe=sentences.allocation_text(rows, names, year),
        table=tables.by_kommun(rows, inputs, names, area),
        area="",
        key=f"fordelning-{year}",
        tertials=False,
    )
    published = figures.allocations.published(int(year))
    if published:
        text.note(sentences.as_published(rows, inputs, published, year))
    _changed(reader, int(year))
    over_years.section(reader, int(year))
    if not reader.is_public:
        scenario.section(reader, int(year))
    _inputs(reader, int(year))


def _changed(reader: Reader, year: int) -> None:
    """How much each amount differs from the year before, and why; nothing for the first year."""
    figures, area = reader.figures, reader.selection.area
    effects, placed = figures.allocations.effects(year), sentences.placed_of_each(figures, year)
    parts = tables.change(effects, figures.names, area, placed)
    if parts is None:
        return
    former = {row.area: row for row in figures.allocations.of(year - 1)}
    now = {row.area: row for row in figures.allocations.of(year)}
    change = sentences.change_of_each(effects)
    rows = [
        (
            figures.names[code],
            change[code],
            f"<b>{sentences.changed(now.get(code), former.get(code), change[code])}</b><br>"
            + sentences.placed_beside(placed.get(code)),
            area in (GFO, code),
        )
        for code in sorted(change, key=lambda code: -change[code])
    ]
    pictures.chart(
        reader,
        draw_changes(rows, palette()),
        name=f"Ändring {year}",
        title=sentences.why_title(effects, figures.names, area, year, placed),
        sub=f"Kronor mer eller mindre {year} än {year - 1}, och de placerade barn som nyckeln räknar."
        " Tabellen delar upp ändringen efter orsak; delarna blir tillsammans hela ändringen.",
        describe=f"Ändring {year - 1}–{year}: "
        + joined([f"{figures.names[code]} {formats.signed(size)} kr" for code, size in change.items()])
        + ".",
        table=parts,
        area="",
        key=f"andring-{year}",
        tertials=False,
    )


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


def _inputs(reader: Reader, year: int) -> None:
    """What the key was computed from: stored and dated, never recomputed from fresh figures."""
    text.heading(
        "Nyckelns underlag", "Låst när året fastställdes; nya befolkningssiffror ändrar inte ett gammalt år."
    )
    names, datasets = reader.figures.names, reader.figures.codes("dataset")
    # The population of a neighbour may be delivered with the others', and no key counts it.
    part = {GFO, *(row.area for row in reader.figures.allocations.of(year))}
    rows = []
    for component, word in _COMPONENTS.items():
        for found in reader.figures.allocations.inputs(year):
            if found.component == component and found.area in part:
                place = names.get(found.area, found.area)
                decimals = 1 if component.startswith("weight") else 0
                value = Amount(found.value, "kr" if component == "budget" else "", decimals)
                base = str(found.base_year) if found.base_year else None
                rows.append((word, place, base, value, found.dated, _source(found.source, datasets)))
    table = Table(("Underlag", "Område", "Basår", "Värde", "Daterat", "Källa"), tuple(rows))
    title = "Nyckelns underlag"
    reader.sheets.append(Sheet(f"{title} {year}", title, table))
    text.folded("Visa underlaget", table, title)


def _source(source: str, datasets: Mapping[str, str]) -> str:
    """Where an input came from, in a reader's words."""
    return _SOURCES.get(source) or datasets.get(source) or capitalised(source)
