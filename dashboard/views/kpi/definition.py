"""How a KPI is counted: its definition, a worked example, and the SQL that ran, for the styrgrupp and GFO."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.reader.reader import Reader
from dashboard.views.kpi.worked_example import worked_example
from dashboard.words import markup
from dashboard.words.definitions import NAMED, facts


def definition_section(reader: Reader, kpi: str) -> None:
    """Everything that says what the figure is."""
    definition = reader.figures.definition(kpi)
    figures = reader.figures
    every = [row for row in facts(definition, figures.definitions, figures.codes("dataset")) if row[1]]
    told = markup.facts([row for row in every if row[0] != NAMED])
    sql = ""
    if definition.sql and not (reader.is_public or reader.whose):
        sql = (
            "<details><summary>Visa frågan som kördes (SQL)</summary>"
            f"{markup.facts([row for row in every if row[0] == NAMED])}"
            f'<pre tabindex="0"><code>{escape(definition.sql)}</code></pre></details>'
        )
    example = worked_example(figures, definition.kpi)
    text.block(f"<h2>Så räknas siffran</h2>{told}{example}{sql}")
