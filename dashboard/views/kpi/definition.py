"""How a KPI is counted: its definition, an example, and for GFO's staff the SQL that ran and how to see its rows."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.published.records import Definition
from dashboard.reader.reader import Reader
from dashboard.views.kpi.worked_example import worked_example
from dashboard.words import formats, markup
from dashboard.words.definitions import COUNTED, NAMED, facts
from dashboard.words.grammar import lowered
from pipelines.reference import GFO


def definition_section(reader: Reader, kpi: str) -> None:
    """Everything that says what the figure is."""
    definition = reader.figures.definition(kpi)
    figures = reader.figures
    every = [row for row in facts(definition, figures.definitions, figures.codes("dataset")) if row[1]]
    told = markup.facts([row for row in every if row[0] != NAMED], {COUNTED: _divided(reader, definition)})
    sql = ""
    if definition.sql and reader.delivers:
        sql = (
            "<details><summary>Visa frågan som kördes (SQL)</summary>"
            f"{markup.facts([row for row in every if row[0] == NAMED])}"
            f'<pre tabindex="0"><code>{escape(definition.sql)}</code></pre></details>'
            f"{_rows_behind(reader, kpi)}"
        )
    example = worked_example(figures, definition.kpi)
    text.block(f"<h2>Så räknas siffran</h2>{told}{example}{sql}")


def _rows_behind(reader: Reader, kpi: str) -> str:
    """How GFO's staff see which rows of which files the figure is counted of: the published file holds none."""
    of = "" if reader.selection.area == GFO else f" --kommun {reader.area.name}"
    command = f"gfo rows {kpi} {reader.period.period}{of} --version {reader.figures.release.build}"
    return (
        "<details><summary>Visa hur raderna bakom siffran tas fram</summary>"
        "<p>Sidorna har inga rader om enskilda. På GFO:s dator visar kommandot nedan vilka rader i vilka leveranser"
        " siffran är räknad av.</p>"
        f'<pre tabindex="0"><code>{escape(command)}</code></pre></details>'
    )


def _divided(reader: Reader, definition: Definition) -> str:
    """`Matchningar (8) delat med avslutade remisser (47): Timrå, T2 2026.` as HTML, each part a door to its own view;
    without the two numbers where they are not shown. Blank of what is no share."""
    figures, area, period = reader.figures, reader.area, reader.period
    parts = (definition.numerator, definition.denominator)
    if definition.measure != "ratio" or not all(figures.has(part) for part in parts):
        return ""
    value = figures.value(definition.kpi, area.area, period.period)
    numbers = (value.numerator, value.denominator) if value.shown and value.denominator else (None, None)
    said: list[str] = []
    for part, number in zip(parts, numbers, strict=True):
        own = figures.definition(part)
        name = lowered(own.name) if said else own.name
        shown = "" if number is None else f" ({formats.card_figure(number, 'ok', own.unit, own.decimals)})"
        said.append(
            f'<a href="{escape(reader.door("nyckeltal", visa=part))}">{escape(name)}</a>{escape(shown)}'
        )
    of = "i samma period" if None in numbers else f"({area.name}, {period.label})"
    return f"{' delat med '.join(said)} {escape(of)}."
