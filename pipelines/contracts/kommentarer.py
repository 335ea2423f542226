"""`kommentarer`: what a reader should know beside a figure. Source: GFO's staff."""

from __future__ import annotations

from pipelines.contracts import fields as column
from pipelines.contracts.between import SameTwice
from pipelines.contracts.contract import Contract, Dataset
from pipelines.contracts.findings import Severity


class Kommentarer(Contract):
    """One row a comment, drawn on the charts at its day. A blank kpi, area or period means all of them."""

    day = column.day("datum", "Dagen som kommentaren ritas vid.", "2022-09-01", future=Severity.WARNING)
    period = column.period(nullable=True)
    kpi = column.kpi_id(nullable=True)
    area = column.area(nullable=True)
    text = column.text("text", "Kommentaren, utan uppgifter om enskilda.", "Timrå blir delägare i GFO.")

    same_comment = SameTwice(
        "B007",
        Severity.WARNING,
        "Samma kommentar står också på rad {other}.",
        "Ta bort den ena raden.",
        "text",
        of=("day", "text"),
    )


DATASET = Dataset("kommentarer", "Kommentarer", "gfo", Kommentarer, ())
