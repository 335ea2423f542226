"""A KPI's worked example: a few invented rows, and what the KPI is of them, as small tables in a reader's words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import escape

from dashboard.blocks.table import table_html
from dashboard.published.figures import Figures
from dashboard.published.records import Definition
from dashboard.published.remembering import remembered
from dashboard.words import formats
from dashboard.words.definitions import called
from dashboard.words.grammar import capitalised
from dashboard.words.periods import period_label
from dashboard.words.tables import Amount, Cell, Table
from pipelines.kpi.examples import ExampleFigure, ExampleTable, example_of
from pipelines.kpi.words import reason

# Columns of a file that are no Swedish as they stand.
_COLUMNS = {
    "ar": "År",
    "alder": "Ålder",
    "arende_id": "Ärende",
    "avvikelse_id": "Avvikelse",
    "barn_id": "Barn",
    "fodelsear": "Födelseår",
    "fran": "Från",
    "hem_id": "Hem",
    "manad": "Månad",
    "placering_id": "Placering",
    "remiss_id": "Remiss",
    "stangd": "Stängd",
    "tillfalle_id": "Tillfälle",
    "uppdrag_id": "Uppdrag",
}
# The lists of codes that are not called as their column is, by register.
_LISTS = {
    ("avvikelser", "status"): "avvikelsestatus",
    ("familjehem", "status"): "hemstatus",
    ("stod", "typ"): "stodtyp",
    ("utbildning", "typ"): "utbildningstyp",
}


@remembered(256)
def worked_example(figures: Figures, kpi: str) -> str:
    """The example as a fold-out of HTML, everything in it escaped; blank when the KPI has none."""
    definition = figures.definition(kpi)
    datasets = [word.strip() for word in definition.source.split(",")]
    example = example_of(definition.kpi, datasets)
    if example is None:
        return ""
    told = " ".join(dict.fromkeys(figure.why for figure in example.figures))
    return (
        "<details><summary>Visa ett räknat exempel</summary>"
        f'<p class="sub">{escape(_about(example.reporting_date))}</p>'
        f"{''.join(_rows(table, figures) for table in example.tables)}"
        f"{_figures(definition, example.figures)}<p>{escape(told)}</p></details>"
    )


def _about(reporting_date: date) -> str:
    """What a worked example's rows are."""
    return f"Påhittade rader, räknade för hand. Rapportdagen är {reporting_date:%Y-%m-%d}."


def _rows(table: ExampleTable, figures: Figures) -> str:
    """The rows with the names of their columns and of their codes: `familjehem_gfo` is how a file has it."""
    header, *lines = table.lines
    codes = [figures.codes(_LISTS.get((table.dataset, column), column)) for column in header]
    rows = tuple(
        tuple(labels.get(word, word) or formats.MISSING for word, labels in zip(line, codes, strict=True))
        for line in lines
    )
    columns = tuple(_COLUMNS.get(column, capitalised(column)) for column in header)
    return table_html(Table(columns, rows), figures.codes("dataset").get(table.dataset, table.dataset))


def _figures(definition: Definition, figures: tuple[ExampleFigure, ...]) -> str:
    """A row an area and period: what the KPI is, or why it is missing."""
    rows = tuple(
        (figure.area, period_label(period), _figure(value, definition.unit))
        for figure in figures
        for period, value in figure.values.items()
    )
    columns = ("Område", "Period", called(definition))
    return table_html(Table(columns, rows), "Så blir nyckeltalet")


def _figure(value: float | str, unit: str) -> Cell:
    """As exact as it was worked out by hand, whatever the pages round to."""
    if isinstance(value, str):
        return f"{formats.MISSING} ({reason(value).aside})"
    exact = Decimal(str(value)).normalize()
    exponent = exact.as_tuple().exponent
    return Amount(exact, unit, max(0, -exponent) if isinstance(exponent, int) else 0)
