"""Declared corrections: a value of a delivered row is replaced at build, guarded by what it expects to find.

    [[correction]]
    dataset = "placeringar"
    sender = "Timrå"
    row = "P-20417"           # avsändarens eget id (flera nyckelkolumner: "2262 + 2026-05-01 + hvb")
    column = "slutdatum"
    old = "2026-05-01"       # det som ska stå där nu; "" betyder tomt
    new = "2026-06-01"
    reason = "Fel i utdraget, bekräftat av kommunen."
    who = "enhetschefen"
    until = 2026-12-31

A third value stops the build: somebody changed the row, and the correction was decided without knowing that. When
the source itself has the new value, the correction retires with a note. Nothing in the archive is touched.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from pipelines.deliveries.contracts import DATASETS, Dataset, FieldSpec
from pipelines.deliveries.inputs import CORRECTIONS_FILE, inputs_as_of
from pipelines.deliveries.senders import sender_code
from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome

ROW_ID_SEPARATOR = " + "
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
    """What became of a correction at a build: `applied`, `retired` (the source has the new value) or `expired`."""

    correction: Correction
    outcome: str
    message: str


def corrections_as_of(home: DataHome, as_of: datetime) -> list[Correction]:
    """The corrections that stood at a time (see `record_inputs`), in file order; D001 when one cannot be read."""
    texts = inputs_as_of(home, "corrections", as_of)
    return [correction for text in texts.values() for correction in parse_corrections(text)]


def parse_corrections(text: str) -> list[Correction]:
    """Read `corrections.toml`; D001 names the correction and what is wrong with it."""
    try:
        entries = tomllib.loads(text).get("correction", [])
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(f"Filen är inte rätt skriven: {error}.") from None
    if not isinstance(entries, list):
        raise _unreadable("Varje rättelse ska börja med [[correction]].")
    return [_parse(entry, number) for number, entry in enumerate(entries, 1)]


def _parse(entry: dict[str, Any], number: int) -> Correction:
    which = f"Rättelse nummer {number}"
    for key, kind in _KEYS.items():
        if key not in entry:
            raise _unreadable(f"{which} saknar {key}.")
        if type(entry[key]) is not kind:
            wanted = "en dag utan citattecken (2026-12-31)" if kind is date else "en text inom citattecken"
            raise _unreadable(f"{which}: {key} ska vara {wanted}.")
    if unknown := sorted(entry.keys() - _KEYS.keys()):
        raise _unreadable(f"{which} har en uppgift som inte känns igen: {', '.join(unknown)}.")
    if not entry["reason"].strip() or not entry["who"].strip():
        raise _unreadable(f"{which} saknar skäl eller beslutsfattare.")
    dataset = DATASETS.get(entry["dataset"])
    if dataset is None:
        raise _unreadable(f"{which}: datasetet ”{entry['dataset']}” finns inte.")
    if entry["column"] not in dataset.columns:
        raise _unreadable(f"{which}: {dataset.name} har ingen kolumn ”{entry['kolumn']}”.")
    if dataset.columns[entry["column"]] in (*dataset.key, "kommun_code"):
        raise _unreadable(f"{which}: kolumnen ”{entry['kolumn']}” pekar ut raden och kan inte rättas.")
    spec = dataset.fields[dataset.columns[entry["column"]]]
    for key in ("old", "new"):
        try:
            typed_value(spec, entry[key])
        except ValueError:
            raise _unreadable(f"{which}: ”{entry[key]}” kan inte stå i {entry['kolumn']}.") from None
    if entry["new"].strip() == "" and not spec.nullable:
        raise _unreadable(f"{which}: {entry['kolumn']} får inte lämnas tom.")
    return Correction(
        dataset.name,
        sender_code(entry["sender"]),
        entry["row"].strip(),
        entry["column"],
        entry["old"].strip(),
        entry["new"].strip(),
        entry["reason"].strip(),
        entry["who"].strip(),
        entry["until"],
    )


def _unreadable(message: str) -> ReaderError:
    return ReaderError(
        "D001",
        message,
        remedy="Rätta filen och kör kommandot igen. Det som senast publicerades visas fortfarande.",
        place=Place(file=CORRECTIONS_FILE),
    )


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


def row_ids(frame: pl.DataFrame, dataset: Dataset) -> pl.Series:
    """The sender's own id of every row: its key columns, joined when there are several."""
    return frame.select(
        pl.concat_str([pl.col(field).cast(pl.String) for field in dataset.key], separator=ROW_ID_SEPARATOR)
    ).to_series()


def apply_corrections(
    frame: pl.DataFrame, corrections: Sequence[Correction], dataset: str, sender: str, day: date
) -> tuple[pl.DataFrame, list[CorrectionNote]]:
    """Accepted rows (the sender's own ids) with the corrections of that dataset and sender applied.

    `day`: the day of the build's as-of; a correction is in force through its last day. D002 when a third value
    stands in the row, D003 when the row is gone, D004 when the corrected row would break a rule.
    """
    contract = DATASETS[dataset]
    notes: list[CorrectionNote] = []
    ids: pl.Series | None = None
    for correction in corrections:
        if (correction.dataset, correction.sender) != (dataset, sender):
            continue
        if day > correction.until:
            notes.append(CorrectionNote(correction, "expired", f"Rättelsen gällde till {correction.until}."))
            continue
        ids = row_ids(frame, contract) if ids is None else ids
        positions = (ids == correction.row_id).arg_true()
        if len(positions) != 1:
            raise _stopped("D003", correction, "Raden finns inte i den leverans som gäller.", "")
        field = contract.columns[correction.column]
        spec = contract.fields[field]
        present = frame[field][positions[0]]
        new = typed_value(spec, correction.new)
        if present == new:
            notes.append(
                CorrectionNote(correction, "retired", "Källan har nu det nya värdet; rättelsen behövs inte.")
            )
            continue
        if present != typed_value(spec, correction.old):
            raise _stopped("D002", correction, "Ett annat värde står nu i raden.", str(present or ""))
        changed = frame[field].to_list()[positions[0]]
        assert changed == present  # noqa: S101
        at = pl.int_range(pl.len()) == positions[0]
        frame = frame.with_columns(
            pl.when(at).then(pl.lit(new, frame.schema[field])).otherwise(pl.col(field)).alias(field)
        )
        notes.append(CorrectionNote(correction, "applied", correction.reason))
    return frame, notes


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
