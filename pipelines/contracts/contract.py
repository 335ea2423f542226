"""What a contract is: a dataframely schema whose rules carry the Swedish sentence and remedy a sender reads.

A rule says what is right; its name is the condition. Rules stop the row; a `warning` lets it through. A rule
that is null for a row (because a value it needs is blank) holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import dataframely as dy
import polars as pl
from dataframely._rule import RuleFactory

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


class _Rule(RuleFactory):
    """A rule that dataframely knows too, so that `Contract.validate` and the check agree."""

    def __init__(self, text: RuleText, expression: Expression) -> None:
        super().__init__(validation_fn=expression)
        self.text = text


@dataclass(frozen=True)
class _Outside:
    """A rule that is no property of the accepted frame alone: a warning, or one that needs the received date."""

    text: RuleText
    expression: Expression | DatedExpression
    dated: bool


def rule(code: str, message: str, *, remedy: str, field: str) -> Callable[[Expression], _Rule]:
    """What must hold for a row to be accepted."""
    return lambda expression: _Rule(RuleText(code, Severity.ROW, message, remedy, field), expression)


def dated_rule(code: str, message: str, *, remedy: str, field: str) -> Callable[[DatedExpression], _Outside]:
    """What must hold for a row to be accepted, given the day the delivery was received."""
    return lambda expression: _Outside(RuleText(code, Severity.ROW, message, remedy, field), expression, True)


def warning(code: str, message: str, *, remedy: str, field: str) -> Callable[[Expression], _Outside]:
    """What usually holds; a row for which it does not is accepted and named."""
    return lambda expression: _Outside(
        RuleText(code, Severity.WARNING, message, remedy, field), expression, False
    )


def dated_warning(
    code: str, message: str, *, remedy: str, field: str
) -> Callable[[DatedExpression], _Outside]:
    """What usually holds, given the day the delivery was received."""
    return lambda expression: _Outside(
        RuleText(code, Severity.WARNING, message, remedy, field), expression, True
    )


def where(condition: pl.Expr, right: pl.Expr) -> pl.Expr:
    """What must hold where the condition does; null, so nothing to compare with, elsewhere."""
    return pl.when(condition).then(right)


class Contract(dy.Schema):
    """Base of every dataset's contract."""


def field_specs(contract: type[Contract]) -> dict[str, FieldSpec]:
    """The fields of a contract, in its order."""
    return {name: (column.metadata or {})["spec"] for name, column in contract.columns().items()}


def row_rules(contract: type[Contract]) -> list[RowRule]:
    """Every rule and warning about one row, in the contract's order."""
    found: list[RowRule] = []
    for name, value in vars(contract).items():
        if isinstance(value, _Rule):
            found.append(RowRule(name, value.text, _undated(contract, value.validation_fn)))
        elif isinstance(value, _Outside):
            expression: Any = value.expression
            found.append(
                RowRule(
                    name,
                    value.text,
                    _dated(contract, expression) if value.dated else _undated(contract, expression),
                )
            )
    return found


def _undated(contract: type[Contract], expression: Expression) -> Callable[[date], pl.Expr]:
    return lambda _received: expression(contract)


def _dated(contract: type[Contract], expression: DatedExpression) -> Callable[[date], pl.Expr]:
    return lambda received: expression(contract, received)


def between_rules(contract: type[Contract]) -> dict[str, BetweenRows]:
    """Every check that compares rows with each other, by name."""
    return {name: value for name, value in vars(contract).items() if isinstance(value, BetweenRows)}


@dataclass(frozen=True)
class Dataset:
    """One dataset: who sends it, its contract, what makes a row unique, and which ids are re-keyed.

    `key`: fields; for a dataset that kommuner send they are unique within one kommun. `label`: the words for readers.
    `sender_of_row`: the sender's code, where a dataset is several senders'; null where a row does not tell.
    `repeated`: what a sender should do about rows of one key that differ, and `repeated_staff` what GFO's staff can;
    `repeated_adds_up`: even two rows that are alike are two amounts, and neither may be taken away.
    `while_owner`: GFO's services to a kommun, which count for it only from the day it joined and until it left.
    `monthly`: whole months, so that a month under way has no row yet.
    `whole`: fields whose values together never go away from one delivery to the next, such as a year that was there.
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
    repeated_adds_up: bool = False
    while_owner: bool = False
    monthly: bool = False
    whole: tuple[tuple[str, ...], ...] = ()

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
