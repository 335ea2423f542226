"""Declared corrections: a value of a delivered row is replaced at build, guarded by what it expects to find.

    [[correction]]
    dataset = "placeringar"
    sender = "Timrå"
    row = "P-20417"               # the row's id as the report gives it
    column = "slutdatum"
    old = "2026-05-01"            # what should stand there now; "" is a blank
    new = "2026-06-01"
    reason = "Fel i utdraget, bekräftat av kommunen."
    who = "Enhetschefen"
    until = 2026-12-31            # the last day it is in force

A third value stops the build: somebody changed the row, and the correction was decided without knowing that. When
the source itself has the new value, the correction retires with a note. Nothing in the archive is touched.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from pipelines.contracts import DATASETS, Dataset, FieldSpec
from pipelines.contracts.contract import row_rules
from pipelines.contracts.declared import declared, wrong
from pipelines.contracts.findings import Severity
from pipelines.deliveries.senders import sender_code
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.inputs import CORRECTIONS_FILE, inputs_as_of

_KEYS = {
    "dataset": str,
    "sender": str,
    "row": str,
    "column": str,
    "old": str,
    "new": str,
    "reason": str,
    "who": str,
    "until": date,
}


@dataclass(frozen=True)
class Correction:
    """One declared correction; `column` is the delivered column, `old` and `new` its values as text ('' blank)."""

    dataset: str
    sender: str
    row_id: str
    column: str
    old: str
    new: str
    reason: str
    decided_by: str
    until: date


@dataclass(frozen=True)
class CorrectionNote:
    """What became of a correction at a build.

    `outcome`: `applied`, `retired` (the source has the new value), `expired`, or `waiting` (no such register).
    """

    correction: Correction
    outcome: str
    message: str


def corrections_as_of(home: DataHome, as_of: datetime) -> list[Correction]:
    """The corrections that stood at a time (see `record_inputs`), in file order; D001 when one cannot be read."""
    texts = inputs_as_of(home, "corrections", as_of)
    return [correction for text in texts.values() for correction in parse_corrections(text)]


def parse_corrections(text: str) -> list[Correction]:
    """Read `corrections.toml`; D001 names the correction and what is wrong with it."""
    entries = declared(text, "correction", "Rättelse", _KEYS, code="D001", file=CORRECTIONS_FILE)
    return [_parse(entry, which) for which, entry in entries]


def _parse(entry: dict[str, Any], which: str) -> Correction:
    dataset = DATASETS.get(entry["dataset"])
    if dataset is None:
        raise _wrong(f"{which}: datasetet ”{entry['dataset']}” finns inte.")
    column = entry["column"]
    if column not in dataset.columns:
        raise _wrong(f"{which}: {dataset.name} har ingen kolumn ”{column}”.")
    field = dataset.columns[column]
    if field in (*dataset.key, "kommun_code"):
        raise _wrong(f"{which}: kolumnen {column} pekar ut raden och kan inte rättas.")
    for key in ("old", "new"):
        try:
            typed_value(dataset.fields[field], entry[key])
        except ValueError:
            raise _wrong(f"{which}: ”{entry[key]}” kan inte stå i {column}.") from None
    if not entry["new"] and not dataset.fields[field].nullable:
        raise _wrong(f"{which}: {column} får inte lämnas tom.")
    try:
        row_key(dataset, entry["row"])
        sender = sender_code(entry["sender"])
    except ValueError:
        raise _wrong(f"{which}: ”{entry['row']}” är inget id på en rad i {dataset.name}.") from None
    except ReaderError as error:
        raise _wrong(f"{which}: {error.message}") from None
    return Correction(
        dataset.name,
        sender,
        entry["row"],
        column,
        entry["old"],
        entry["new"],
        entry["reason"],
        entry["who"],
        entry["until"],
    )


def _wrong(message: str) -> ReaderError:
    return wrong("D001", CORRECTIONS_FILE, message)


def typed_value(spec: FieldSpec, text: str) -> Any:
    """A value as the accepted frame holds it; None for a blank; ValueError when the text is no such value."""
    plain = text.strip()
    if not plain or (spec.kind == "day" and plain == "9999-12-31"):
        return None
    if spec.kind == "day":
        return date.fromisoformat(plain)
    if spec.kind == "month":
        return date.fromisoformat(f"{plain[:7]}-01")
    if spec.kind == "whole":
        number = int(plain)
        if not spec.low <= number <= spec.high:
            raise ValueError(plain)
        return number
    if spec.kind in ("kronor", "number"):
        try:
            return Decimal(plain.replace(",", ".").replace("\u2212", "-"))
        except InvalidOperation:
            raise ValueError(plain) from None
    if spec.words:
        for code, label in spec.words:
            if plain.casefold() in (code.casefold(), label.casefold()):
                return code
        raise ValueError(plain)
    return plain


def row_key(dataset: Dataset, row_id: str) -> dict[str, Any]:
    """The key of a row, typed, from the id the report gives it; ValueError when it is none.

    Several key columns stand with a slash between them: "Timrå/2026-05/hvb".
    """
    texts = row_id.split("/") if len(dataset.key) > 1 else [row_id]
    if not dataset.key or len(texts) != len(dataset.key):
        raise ValueError(row_id)
    key = {
        field: typed_value(dataset.fields[field], text)
        for field, text in zip(dataset.key, texts, strict=True)
    }
    if None in key.values():
        raise ValueError(row_id)
    return key


def apply_corrections(
    frame: pl.DataFrame, corrections: Sequence[Correction], dataset: str, sender: str, day: date
) -> tuple[pl.DataFrame, list[CorrectionNote]]:
    """Accepted rows (the sender's own ids) with the corrections of that dataset and sender applied.

    `day`: the day of the build's as-of; a correction is in force through its last day. D002 when a third value
    stands in the row, D003 when the row is gone, D004 when the corrected row would break a rule.
    """
    contract = DATASETS[dataset]
    notes: list[CorrectionNote] = []
    for correction in corrections:
        if (correction.dataset, correction.sender) != (dataset, sender):
            continue
        if day > correction.until:
            notes.append(CorrectionNote(correction, "expired", f"Rättelsen gällde till {correction.until}."))
            continue
        frame, note = _apply(frame, correction, contract, day)
        notes.append(note)
    return frame, notes


def unmet_corrections(
    corrections: Sequence[Correction], registers: Collection[tuple[str, str]], day: date
) -> list[CorrectionNote]:
    """A note for every correction in force whose register (dataset, sender) nobody has delivered."""
    message = "Inget register från den avsändaren gäller, så rättelsen väntar."
    return [
        CorrectionNote(correction, "waiting", message)
        for correction in corrections
        if (correction.dataset, correction.sender) not in registers and day <= correction.until
    ]


def _apply(
    frame: pl.DataFrame, correction: Correction, dataset: Dataset, day: date
) -> tuple[pl.DataFrame, CorrectionNote]:
    key = row_key(dataset, correction.row_id)
    chosen = pl.all_horizontal([pl.col(field) == pl.lit(v, frame.schema[field]) for field, v in key.items()])
    positions = frame.select(chosen.arg_true()).to_series()
    if len(positions) != 1:
        raise _stopped("D003", correction, "Raden finns inte i den leverans som gäller.", "")
    field = dataset.columns[correction.column]
    present, new = frame[field][positions[0]], typed_value(dataset.fields[field], correction.new)
    if present == new:
        return frame, CorrectionNote(
            correction, "retired", "Källan har nu det nya värdet; rättelsen behövs inte."
        )
    if present != typed_value(dataset.fields[field], correction.old):
        raise _stopped("D002", correction, "Ett annat värde står nu i raden.", str(present or ""))
    value = pl.when(chosen).then(pl.lit(new, frame.schema[field])).otherwise(pl.col(field)).alias(field)
    corrected = frame.with_columns(value)
    for rule in row_rules(dataset.contract):
        if rule.text.severity is Severity.ROW:
            right = corrected[positions[0]].select(rule.expr(day)).to_series()[0]
            if right is False:
                raise _stopped("D004", correction, f"Raden bryter då mot en regel: {rule.text.message}", "")
    return corrected, CorrectionNote(correction, "applied", correction.reason)


def _stopped(code: str, correction: Correction, message: str, found: str) -> ReaderError:
    return ReaderError(
        code,
        f"Rättelsen av {correction.column} i {correction.dataset}, rad {correction.row_id}, "
        f"kan inte göras. {message}",
        remedy=f"Kontrollera raden med avsändaren och ändra eller ta bort rättelsen i {CORRECTIONS_FILE}.",
        place=Place(file=CORRECTIONS_FILE, column=correction.column),
        found=found,
        allowed=f"”{correction.old}” (ska rättas) eller ”{correction.new}” (är rättat)",
    )
