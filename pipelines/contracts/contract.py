"""What a contract is: a class of fields and rules, and the rules carry the Swedish sentence and remedy a sender reads.

A rule says what is right; its name is the condition. Rules stop the row; a `warning` lets it through. A rule
that is null for a row (because a value it needs is blank) holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import polars as pl

from pipelines.contracts.between import BetweenRows
from pipelines.contracts.fields import FieldSpec
from pipelines.contracts.findings import Severity
from pipelines.contracts.keyed import KeyedField

Sender = Literal["gfo", "kommun", "scb", "kolada"]
STATISTICS: frozenset[Sender] = frozenset({"scb", "kolada"})
"""Who publishes statistics that we fetch: public, about no single person, and with columns of their own."""
Expression = Callable[[Any], pl.Expr]
DatedExpression = Callable[[Any, date], pl.Expr]


@dataclass(frozen=True)
class RuleText:
    """What a rule tells a person: its code, whether it stops the row, its sentence, remedy and the field to look at."""

    code: str
    severity: Severity
    message: str
    remedy: str
    field: str


@dataclass(frozen=True)
class RowRule:
    """A rule ready to run: true where the row is right, null where there is nothing to compare with."""

    name: str
    text: RuleText
    expr: Callable[[date], pl.Expr]


@dataclass(frozen=True)
class _Declared:
    """A rule as it stands in a contract. `dated`: it asks for the day the delivery was received too."""

    text: RuleText
    expression: Expression | DatedExpression
    dated: bool


def rule(code: str, message: str, *, remedy: str, field: str) -> Callable[[Expression], _Declared]:
    """What must hold for a row to be accepted."""
    return lambda expression: _Declared(
        RuleText(code, Severity.ROW, message, remedy, field), expression, False
    )


def dated_rule(code: str, message: str, *, remedy: str, field: str) -> Callable[[DatedExpression], _Declared]:
    """What must hold for a row to be accepted, given the day the delivery was received."""
    return lambda expression: _Declared(
        RuleText(code, Severity.ROW, message, remedy, field), expression, True
    )


def warning(code: str, message: str, *, remedy: str, field: str) -> Callable[[Expression], _Declared]:
    """What usually holds; a row for which it does not is accepted and named."""
    return lambda expression: _Declared(
        RuleText(code, Severity.WARNING, message, remedy, field), expression, False
    )


def dated_warning(
    code: str, message: str, *, remedy: str, field: str
) -> Callable[[DatedExpression], _Declared]:
    """What usually holds, given the day the delivery was received."""
    return lambda expression: _Declared(
        RuleText(code, Severity.WARNING, message, remedy, field), expression, True
    )


def where(condition: pl.Expr, right: pl.Expr) -> pl.Expr:
    """What must hold where the condition does; null, so nothing to compare with, elsewhere."""
    return pl.when(condition).then(right)


class Contract:
    """Base of every dataset's contract."""


def field_specs(contract: type[Contract]) -> dict[str, FieldSpec]:
    """The fields of a contract, in its order."""
    return {
        name: value
        for part in reversed(contract.__mro__)
        for name, value in vars(part).items()
        if isinstance(value, FieldSpec)
    }


def row_rules(contract: type[Contract]) -> list[RowRule]:
    """Every rule and warning about one row, in the contract's order."""
    return [
        RowRule(name, value.text, _ready(contract, value))
        for name, value in vars(contract).items()
        if isinstance(value, _Declared)
    ]


def _ready(contract: type[Contract], declared: _Declared) -> Callable[[date], pl.Expr]:
    expression: Any = declared.expression
    if declared.dated:
        return lambda received: expression(contract, received)
    return lambda _received: expression(contract)


def between_rules(contract: type[Contract]) -> dict[str, BetweenRows]:
    """Every check that compares rows with each other, by name."""
    return {name: value for name, value in vars(contract).items() if isinstance(value, BetweenRows)}


@dataclass(frozen=True)
class Dataset:
    """One dataset: who sends it, its contract, what makes a row unique, and which ids are re-keyed.

    `key`: fields; for a dataset that kommuner send they are unique within one kommun. `label`: the words for readers.
    `sender_of_row`: the sender's code, where a dataset is several senders'; null where a row does not tell.
    `repeated`: what a sender should do about rows of one key that differ, and `repeated_staff` what GFO's staff can;
    `repeated_alike`: about a row, and rows, that are another's like in every cell; `repeated_adds_up`: rows of one key
    that differ are parts of one amount.
    `while_owner`: GFO's services to a kommun, which count for it only from the day it joined and until it left.
    `monthly`: whole months, so that a month under way has no row yet.
    `whole`: fields whose values together never go away from one delivery to the next, such as a year that was there.
    `state`: the field that says how far a row has come, which changes until its last day is there.
    """

    name: str
    label: str
    sender: Sender
    contract: type[Contract]
    key: tuple[str, ...]
    keyed_ids: tuple[KeyedField, ...] = ()
    sender_of_row: pl.Expr | None = None
    repeated: str = ""
    repeated_staff: str = ""
    repeated_alike: tuple[str, str] = ("Ta bort den.", "Ta bort dem.")
    repeated_adds_up: bool = False
    while_owner: bool = False
    monthly: bool = False
    whole: tuple[tuple[str, ...], ...] = ()
    state: str = ""

    @property
    def fields(self) -> dict[str, FieldSpec]:
        return field_specs(self.contract)

    @property
    def columns(self) -> dict[str, str]:
        """Field by delivered column."""
        return {spec.column: field for field, spec in self.fields.items()}

    @property
    def required(self) -> tuple[str, ...]:
        """The delivered columns that must be there."""
        return tuple(spec.column for spec in self.fields.values() if not spec.nullable)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Types of the accepted frame."""
        return {field: spec.dtype for field, spec in self.fields.items()} | {"source_row": pl.UInt32()}
