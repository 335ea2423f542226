"""`kommentarer`: what a reader should know beside a figure. Source: GFO's staff."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from pipelines.contracts import fields as column
from pipelines.contracts.between import SameTwice
from pipelines.contracts.contract import Contract, Dataset, rule, warning, where
from pipelines.contracts.findings import Severity
from pipelines.identity import contact_in, points_out


def _without(holds: Callable[[str], bool]) -> pl.Expr:
    """Whether the text has nothing of a kind in it; null where there is none."""

    def judged(texts: pl.Series) -> pl.Series:
        found = [None if text is None else not holds(text) for text in texts]
        return pl.Series(texts.name, found, dtype=pl.Boolean)

    return pl.col("text").map_batches(judged, return_dtype=pl.Boolean())


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

    @rule(
        "R141",
        "Texten innehåller ett telefonnummer eller en e-postadress.",
        remedy="Ta bort det ur texten: en kommentar läses av många, och numret eller adressen leder till en person.",
        field="text",
    )
    def no_contact(cls) -> pl.Expr:
        return _without(contact_in)

    @warning(
        "R142",
        "Texten ska bli offentlig och har ett födelseår eller en gatuadress, som kan peka ut någon.",
        remedy="Skriv om texten, eller skriv nej i offentlig. Raden räknas som den står.",
        field="text",
    )
    def points_out_nobody(cls) -> pl.Expr:
        return where(pl.col("public") == "ja", _without(points_out))

    same_comment = SameTwice(
        "B007",
        Severity.WARNING,
        "Samma kommentar står också på rad {other}.",
        "Ta bort den ena raden.",
        "text",
        of=("day", "text"),
    )


DATASET = Dataset("kommentarer", "Kommentarer", "gfo", Kommentarer, ())
