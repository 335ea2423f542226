"""A KPI's worked example: a few invented rows, and what the KPI is of them, as small tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from html import escape

from dashboard.blocks.table import table_html
from dashboard.published.figures import Figures
from dashboard.published.records import Definition
from dashboard.published.remembering import remembered
from dashboard.words import formats
from dashboard.words.definitions import called
from dashboard.words.periods import period_label
from dashboard.words.tables import Amount, Cell, Table
from pipelines.kpi.examples import ExampleFigure, ExampleTable, example_of
from pipelines.kpi.words import reason


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
        f"{''.join(_rows(table, figures.codes('dataset')) for table in example.tables)}"
        f"{_figures(definition, example.figures)}<p>{escape(told)}</p></details>"
    )


def _about(reporting_date: date) -> str:
    """What a worked example's rows are."""
    return f"Påhittade rader, så som de levereras, och räknade för hand. Rapportdagen är {reporting_date:%Y-%m-%d}."


def _rows(table: ExampleTable, datasets: Mapping[str, str]) -> str:
    header, *lines = table.lines
    rows = tuple(tuple(word or formats.MISSING for word in line) for line in lines)
    return table_html(Table(tuple(header), rows), datasets.get(table.dataset, table.dataset))


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
