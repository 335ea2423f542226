"""The kinds of column a contract is made of: what a delivered column is called, holds and means.

Each function gives a `FieldSpec`; casting, templates and reports read nothing else about a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

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


def identifier(column: str, about: str, example: str, *, nullable: bool = False) -> FieldSpec:
    """A pseudonym or a running number of the sender's own: text, never counted with."""
    return FieldSpec(column, "id", about, example, nullable, pl.String())


def code(
    column: str,
    about: str,
    code_list: str,
    *,
    example: str = "",
    nullable: bool = False,
) -> FieldSpec:
    """A value of one of the lists in `data/reference/codes.csv`; the example is its first code unless given."""
    words = codes(code_list)
    return FieldSpec(
        column,
        "code",
        about,
        example or next(iter(words)),
        nullable,
        pl.Enum(list(words)),
        words=tuple(words.items()),
    )


def listed(column: str, about: str, words: Mapping[str, str], example: str) -> FieldSpec:
    """A value of a list of reference data: its names by id."""
    return FieldSpec(column, "code", about, example, False, pl.Enum(list(words)), words=tuple(words.items()))


def kommun(
    column: str = "kommun",
    about: str = "Kommunens namn eller fyrsiffriga kod.",
    *,
    nullable: bool = False,
) -> FieldSpec:
    """A kommun of `data/reference/kommuner.csv`, by name or code; stored as the code."""
    known = list(kommun_codes())
    return FieldSpec(
        column, "kommun", about, "Kramfors", nullable, pl.Enum(known), words=tuple(kommuner().items())
    )


def area(column: str = "omrade", *, nullable: bool = False) -> FieldSpec:
    """A kommun, or GFO for all of them together."""
    known = [*kommun_codes(), GFO]
    words = (*kommuner().items(), (GFO, GFO))
    about = "Kommunens namn eller kod, eller GFO för alla kommuner tillsammans."
    return FieldSpec(column, "area", about, GFO, nullable, pl.Enum(known), words=words)


def day(
    column: str,
    about: str,
    example: str,
    *,
    nullable: bool = False,
    future: Severity | None = None,
) -> FieldSpec:
    """A date. In a nullable one, blank and 9999-12-31 both mean open."""
    return FieldSpec(column, "day", about, example, nullable, pl.Date(), future=future)


def month(column: str, about: str, example: str) -> FieldSpec:
    """A month, YYYY-MM; stored as its first day."""
    return FieldSpec(column, "month", about, example, False, pl.Date(), future=Severity.ROW)


def whole(
    column: str,
    about: str,
    example: str,
    *,
    low: int,
    high: int,
    nullable: bool = False,
    fill_from: str = "",
) -> FieldSpec:
    """A whole number from `low` to `high`."""
    return FieldSpec(
        column, "whole", about, example, nullable, pl.Int32(), low=low, high=high, fill_from=fill_from
    )


def year(
    column: str,
    about: str,
    example: str,
    *,
    low: int = 2000,
    nullable: bool = False,
    fill_from: str = "",
) -> FieldSpec:
    """A year with four digits."""
    return whole(
        column,
        about,
        example,
        low=low,
        high=2099,
        nullable=nullable,
        fill_from=fill_from,
    )


def kronor(column: str, about: str, example: str, *, nullable: bool = False) -> FieldSpec:
    """An amount in kronor, at most two decimals."""
    return FieldSpec(column, "kronor", about, example, nullable, KRONOR_TYPE)


def figure(column: str, about: str, example: str, nullable: bool = False) -> FieldSpec:
    """Any figure, at most six decimals."""
    return FieldSpec(column, "number", about, example, nullable, FIGURE_TYPE)


def weight(column: str, about: str, example: str) -> FieldSpec:
    """A share of one, at most six decimals."""
    return FieldSpec(column, "number", about, example, False, WEIGHT_TYPE)


def text(column: str, about: str, example: str, *, nullable: bool = False) -> FieldSpec:
    """Words for a reader."""
    return FieldSpec(column, "text", about, example, nullable, pl.String())


def period(column: str = "period", *, nullable: bool = False) -> FieldSpec:
    """A period's id, as `pipelines.periods` reads it; none that is cut short on a day."""
    about = (
        "Perioden: tertial (2026T2), år (2026), månad (2026-05), rullande tre tertial (2026T2R3), året till och med "
        "en tertial (2026T2Y) eller tre år (2023-2025)."
    )
    return FieldSpec(column, "period", about, "2022T1", nullable, pl.String())


def kpi_id(column: str = "nyckeltal", *, nullable: bool = False) -> FieldSpec:
    """A KPI's id, the name of its file."""
    about = (
        "Nyckeltalets id, till exempel referrals_received. Det står i adressen, efter visa=, när nyckeltalet är öppnat "
        "på sidan Nyckeltal, och alla står i docs/indicators.md."
    )
    return FieldSpec(column, "kpi", about, "referrals_received", nullable, pl.String())


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


def blank_or_zero(code: str, remedy: str, spec: FieldSpec) -> str:
    """The remedy of a value that is missing (V001, V018) or is no number (V006), with whether the cell may be left
    empty, and 0 where it may stand."""
    if code not in ("V001", "V006", "V018"):
        return remedy
    is_number = spec.kind in ("kronor", "number") or (spec.kind == "whole" and spec.low <= 0 <= spec.high)
    if spec.nullable:
        return f"{remedy} Skriv 0 om det är noll; lämna tomt om uppgiften saknas."
    if not is_number:
        return remedy
    return f"{remedy if code == 'V006' else ''} Värdet måste finnas; skriv 0 om det är noll.".strip()
