"""How a KPI is counted: its definition, a worked example, and the SQL that ran."""

from __future__ import annotations

from html import escape

from dashboard.blocks import text
from dashboard.reader.reader import Reader
from dashboard.views.kpi.worked_example import worked_example
from dashboard.words import markup
from pipelines.kpi.words import DIRECTIONS, MEASURES


def definition_section(reader: Reader, kpi: str) -> None:
    """Everything that says what the figure is."""
    definition, every = reader.figures.definition(kpi), reader.figures.definitions
    parts = [definition.numerator, definition.denominator]
    quotient = " / ".join(every[part].name for part in parts if part in every)
    whole = every.get(definition.part_of)
    rows = [
        ("Fråga", definition.question),
        ("Enhet", definition.unit),
        ("Räknas", MEASURES.get(definition.measure, definition.measure)),
        ("Kvot", quotient if definition.measure in ("ratio", "difference") else ""),
        ("Del av", whole.name if whole else ""),
        ("Riktning", DIRECTIONS.get(definition.direction, "")),
        ("Det normala räknas från", definition.baseline_from),
        ("Förbehåll", definition.caveat),
        ("Underlag", definition.source.replace(",", ", ")),
        ("Ansvarig", definition.owner),
        ("Granskad", str(definition.reviewed or "")),
        ("Granskas igen", str(definition.next_review or "")),
        ("Beteckning", definition.kpi),
    ]
    told = markup.facts([row for row in rows if row[1]])
    sql = ""
    if definition.sql:
        sql = (
            "<details><summary>Visa frågan som kördes (SQL)</summary>"
            f'<pre tabindex="0"><code>{escape(definition.sql)}</code></pre></details>'
        )
    example = worked_example(definition, reader.figures)
    text.block(f"<h2>Så räknas siffran</h2>{told}{example}{sql}")
