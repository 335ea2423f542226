"""`mal`: targets that GFO and the kommuner have set. Source: the decision that each row names."""

from __future__ import annotations

from pipelines.contracts import fields as column
from pipelines.contracts.contract import Contract, Dataset


class Mal(Contract):
    """One row a target."""

    kpi = column.kpi_id()
    area = column.area()
    period = column.period()
    target = column.figure("mal", "Målet, i nyckeltalets enhet.", "45")
    source = column.text("kalla", "Beslutet som målet står i.", "Verksamhetsplan 2026")


DATASET = Dataset("mal", "Mål", "gfo", Mal, ("kpi", "area", "period"))
