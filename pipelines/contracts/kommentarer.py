"""`kommentarer`: what a reader should know beside a figure. Source: GFO's staff."""

from __future__ import annotations

from pipelines.contracts import fields as column
from pipelines.contracts.between import SameTwice
from pipelines.contracts.contract import Contract, Dataset
from pipelines.contracts.findings import Severity


class Kommentarer(Contract):
    """One row a comment. A blank kpi, area or period means all of them; an event is drawn on the charts at its day."""

    day = column.day(
        "datum", "Dagen som kommentaren gäller; händelser ritas där.", "2022-09-01", future=Severity.WARNING
    )
    period = column.period(nullable=True)
    kpi = column.kpi_id(nullable=True)
    area = column.area(nullable=True)
    text = column.text("text", "Kommentaren, utan uppgifter om enskilda.", "Timrå blir delägare i GFO.")
    kind = column.code(
        "slag",
        "Händelse (ritas i diagrammen), förklaring eller beslutad åtgärd. Tomt är en förklaring; "
        "i en fil där ingen rad har slag är alla händelser.",
        "kommentarslag",
        nullable=True,
    )
    public = column.code("offentlig", "Om raden får läsas av alla. Tomt är nej.", "ja_nej", nullable=True)

    same_comment = SameTwice(
        "B007",
        Severity.WARNING,
        "Samma kommentar står också på rad {other}.",
        "Ta bort den ena raden.",
        "text",
        of=("day", "text"),
    )


DATASET = Dataset("kommentarer", "Kommentarer", "gfo", Kommentarer, ())
