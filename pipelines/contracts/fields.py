"""The kinds of column a contract is made of: what a delivered column is called, holds and means.

Each function gives a dataframely column whose metadata carries a `FieldSpec`; casting, templates and reports
read nothing else about a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

import dataframely as dy
import polars as pl

from pipelines.contracts.findings import Severity
from pipelines.reference import GFO, codes, kommun_codes, kommuner

Kind = Literal[
    "id", "code", "kommun", "day", "month", "whole", "kronor", "number", "text", "period", "kpi", "area"
]

KRONOR_TYPE = pl.Decimal(14, 2)
FIGURE_TYPE = pl.Decimal(18, 6)
WEIGHT_TYPE = pl.Decimal(9, 6)
# Ten thousand million kronor in one row is a mistake, and a few such would not fit in a total of the warehouse.
LARGEST_AMOUNT, LARGEST_TOTAL = Decimal(10) ** 10, Decimal(10) ** 11
# Older than any child in the registers, and nearer than any real plan: outside lies a mistyped year.
FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class FieldSpec:
    """One delivered column. `future`: what a day after the delivery was received does to the row, if anything.

    `low` and `high` (both allowed) are for whole numbers; `words` are the Swedish labels by code. `fill_from` names
    the field whose value stands in for a blank.
    """

    column: str
    kind: Kind
    about: str
    example: str
    nullable: bool
    dtype: pl.DataType
    words: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0
    future: Severity | None = None
    fill_from: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code, _ in self.words)


def _metadata(spec: FieldSpec) -> dict[str, object]:
    return {"column": spec.column, "spec": spec}


def identifier(
    column: str, about: str, example: str, *, primary_key: bool = False, nullable: bool = False
) -> dy.String:
    """A pseudonym or a running number of the sender's own: text, never counted with."""
    spec = FieldSpec(column, "id", about, example, nullable, pl.String())
    return dy.String(primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def code(
    column: str,
    about: str,
    code_list: str,
    *,
    example: str = "",
    primary_key: bool = False,
    nullable: bool = False,
) -> dy.Enum:
    """A value of one of the lists in `data/reference/codes.csv`; the example is its first code unless given."""
    words = codes(code_list)
    spec = FieldSpec(
        column,
        "code",
        about,
        example or next(iter(words)),
        nullable,
        pl.Enum(list(words)),
        words=tuple(words.items()),
    )
    return dy.Enum(list(words), primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def listed(
    column: str, about: str, words: Mapping[str, str], example: str, *, primary_key: bool = False
) -> dy.Enum:
    """A value of a list of reference data: its names by id."""
    spec = FieldSpec(column, "code", about, example, False, pl.Enum(list(words)), words=tuple(words.items()))
    return dy.Enum(list(words), primary_key=primary_key, metadata=_metadata(spec))


def kommun(
    column: str = "kommun",
    about: str = "Kommunens namn eller fyrsiffriga kod.",
    *,
    primary_key: bool = False,
    nullable: bool = False,
) -> dy.Enum:
    """A kommun of `data/reference/kommuner.csv`, by name or code; stored as the code."""
    known = list(kommun_codes())
    spec = FieldSpec(
        column, "kommun", about, "Kramfors", nullable, pl.Enum(known), words=tuple(kommuner().items())
    )
    return dy.Enum(known, primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def area(column: str = "omrade", *, primary_key: bool = False, nullable: bool = False) -> dy.Enum:
    """A kommun, or GFO for all of them together."""
    known = [*kommun_codes(), GFO]
    words = (*kommuner().items(), (GFO, GFO))
    about = "Kommunens namn eller kod, eller GFO för alla kommuner tillsammans."
    spec = FieldSpec(column, "area", about, GFO, nullable, pl.Enum(known), words=words)
    return dy.Enum(known, primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def day(
    column: str,
    about: str,
    example: str,
    *,
    primary_key: bool = False,
    nullable: bool = False,
    future: Severity | None = None,
) -> dy.Date:
    """A date. In a nullable one, blank and 9999-12-31 both mean open."""
    spec = FieldSpec(column, "day", about, example, nullable, pl.Date(), future=future)
    return dy.Date(primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def month(column: str, about: str, example: str, *, primary_key: bool = False) -> dy.Date:
    """A month, YYYY-MM; stored as its first day."""
    spec = FieldSpec(column, "month", about, example, False, pl.Date(), future=Severity.ROW)
    return dy.Date(primary_key=primary_key, metadata=_metadata(spec))


def whole(
    column: str,
    about: str,
    example: str,
    *,
    low: int,
    high: int,
    primary_key: bool = False,
    nullable: bool = False,
    fill_from: str = "",
) -> dy.Int32:
    """A whole number from `low` to `high`."""
    spec = FieldSpec(
        column, "whole", about, example, nullable, pl.Int32(), low=low, high=high, fill_from=fill_from
    )
    return dy.Int32(min=low, max=high, primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def year(
    column: str,
    about: str,
    example: str,
    *,
    low: int = 2000,
    primary_key: bool = False,
    nullable: bool = False,
    fill_from: str = "",
) -> dy.Int32:
    """A year with four digits."""
    return whole(
        column,
        about,
        example,
        low=low,
        high=2099,
        primary_key=primary_key,
        nullable=nullable,
        fill_from=fill_from,
    )


def kronor(column: str, about: str, example: str, *, nullable: bool = False) -> dy.Decimal:
    """An amount in kronor, at most two decimals."""
    spec = FieldSpec(column, "kronor", about, example, nullable, KRONOR_TYPE)
    return dy.Decimal(14, 2, nullable=nullable, metadata=_metadata(spec))


def figure(column: str, about: str, example: str, nullable: bool = False) -> dy.Decimal:
    """Any figure, at most six decimals."""
    spec = FieldSpec(column, "number", about, example, nullable, FIGURE_TYPE)
    return dy.Decimal(18, 6, nullable=nullable, metadata=_metadata(spec))


def weight(column: str, about: str, example: str) -> dy.Decimal:
    """A share of one, at most six decimals."""
    spec = FieldSpec(column, "number", about, example, False, WEIGHT_TYPE)
    return dy.Decimal(9, 6, metadata=_metadata(spec))


def text(column: str, about: str, example: str, *, nullable: bool = False) -> dy.String:
    """Words for a reader."""
    spec = FieldSpec(column, "text", about, example, nullable, pl.String())
    return dy.String(nullable=nullable, metadata=_metadata(spec))


def period(column: str = "period", *, primary_key: bool = False, nullable: bool = False) -> dy.String:
    """A period's id, as `pipelines.periods` reads it; none that is cut short on a day."""
    about = (
        "Perioden: tertial (2026T2), år (2026), månad (2026-05), rullande tre tertial (2026T2R3), året till och med "
        "en tertial (2026T2Y) eller tre år (2023-2025)."
    )
    spec = FieldSpec(column, "period", about, "2022T1", nullable, pl.String())
    return dy.String(primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def kpi_id(column: str = "nyckeltal", *, primary_key: bool = False, nullable: bool = False) -> dy.String:
    """A KPI's id, the name of its file."""
    about = "Nyckeltalets id, till exempel referrals_received."
    spec = FieldSpec(column, "kpi", about, "referrals_received", nullable, pl.String())
    return dy.String(primary_key=primary_key, nullable=nullable, metadata=_metadata(spec))


def allowed_values(spec: FieldSpec) -> str:
    """What may stand in a cell of the column, for a person; empty where anything may."""
    if spec.kind == "code":
        return ", ".join(spec.codes)
    if spec.words:
        return ", ".join(name for _, name in spec.words)
    if spec.kind == "whole":
        return f"heltal från {spec.low} till {spec.high}"
    return {
        "day": "ÅÅÅÅ-MM-DD, ÅÅÅÅMMDD eller D/M/ÅÅÅÅ, åren 1980–2099",
        "month": "ÅÅÅÅ-MM",
        "kronor": "kronor med högst två decimaler, till exempel 1 234,50",
        "number": "tal med decimalkomma",
        "period": "2026T2, 2026, 2026-05, 2026T2R3, 2026T2Y eller 2023-2025",
    }.get(spec.kind, "")
