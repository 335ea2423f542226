"""What is archived of a file that holds more than our contracts name: the text of the columns they do name.

A column or sheet that nobody asked for (a name, a diagnosis, a telephone number) is told of as not saved, so it is not.
The copy is the file as it was read, text with the row numbers a person sees, without those columns and sheets; it is
checked again by the very check that accepted the file. A file that holds nothing else is archived byte for byte.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from pipelines.checking.columns import match_columns
from pipelines.checking.files import CheckedFile, check_read
from pipelines.checking.problems import RowWaiver
from pipelines.contracts import DATASETS
from pipelines.contracts.contract import STATISTICS
from pipelines.errors import Place, ReaderError
from pipelines.reading.model import ReadFile, SheetText

#: Findings that tell of text outside every column: a row longer than the header, a column without a name, a sheet
#: that is no table or that the mapping leaves out.
_OUTSIDE_COLUMNS = frozenset({"F021", "F030", "F034", "L018"})
_FORMAT = "gfo-text-1"


@dataclass(frozen=True)
class _NamedSheet:
    """A sheet of a known dataset, and the positions of its columns that the contract or the mapping names."""

    text: SheetText
    positions: tuple[int, ...]


def holds_more(checked: CheckedFile) -> bool:
    """Whether a file that was read holds columns or sheets that no contract and no mapping names.

    Statistics are public, and come with columns of their own: such a file is kept as it is.
    """
    read = checked.read
    datasets = {sheet.dataset for sheet in checked.sheets}
    if not read.sheets or (
        None not in datasets and all(DATASETS[d].sender in STATISTICS for d in datasets if d)
    ):
        return False
    named = _named_sheets(checked)
    if len(named) < len(read.sheets) or any(one.code in _OUTSIDE_COLUMNS for one in read.findings):
        return True
    return any(_has_content(sheet.text, set(sheet.positions)) for sheet in named)


def _named_sheets(checked: CheckedFile) -> list[_NamedSheet]:
    named = []
    for text, check in zip(checked.read.sheets, checked.sheets, strict=True):
        if check.dataset in DATASETS:
            match = match_columns(text.headers, DATASETS[check.dataset], checked.mapping)
            known = sorted(at for positions in match.positions.values() for at in positions)
            named.append(_NamedSheet(text, tuple(known)))
    return named


def _has_content(text: SheetText, known: set[int]) -> bool:
    """Whether a column outside the known ones has a name or a filled cell."""
    return any(
        at not in known and (header or text.rows[f"c{at}"].null_count() < text.rows.height)
        for at, header in enumerate(text.headers)
    )


def text_checked_alike(
    checked: CheckedFile,
    *,
    received: date,
    dataset: str | None,
    waivers: Sequence[RowWaiver],
    sender: str | None,
    split: bool,
) -> bytes:
    """What may be kept of a file, once the check has accepted the same rows of it as of the file itself (else L008).

    The terms are those that the file was checked on. Empty when no sheet of it is known.
    """
    content = _kept_text(checked)
    if not content:
        return content
    read = read_kept_text(content, file_name=checked.read.file_name, sha256=checked.read.sha256)
    again = check_read(
        read,
        received=received,
        dataset=dataset,
        mapping=checked.mapping,
        waivers=waivers,
        sender=sender,
        split=split,
    )
    told = {(part.dataset, part.sheet, part.kommun_code): part.accepted for part in again.parts}
    for part in checked.parts:
        kept = told.get((part.dataset, part.sheet, part.kommun_code))
        if not part.accepted.is_empty() and (kept is None or not kept.equals(part.accepted)):
            raise ReaderError(
                "L008",
                "Filen har kolumner eller blad som inte hör till något register, och kan inte sparas utan dem.",
                remedy="Ta bort dem ur filen och leverera den igen. Inget har sparats.",
                place=Place(checked.read.file_name, part.sheet),
            )
    return content


def _kept_text(checked: CheckedFile) -> bytes:
    """The named columns of the named sheets, as a Parquet file that `read_kept_text` reads; empty without any."""
    frames, sheets = [], []
    for number, sheet in enumerate(_named_sheets(checked)):
        text = sheet.text
        columns = [pl.col(f"c{at}").alias(f"c{now}") for now, at in enumerate(sheet.positions)]
        marks = {
            f"{letter}{now}": marked[f"c{at}"]
            for letter, marked in (("n", text.native), ("d", text.days))
            for now, at in enumerate(sheet.positions)
            if f"c{at}" in marked
        }
        frame = text.rows.select(pl.lit(number, pl.UInt16).alias("sheet"), "source_row", *columns)
        frames.append(frame.with_columns(series.alias(name) for name, series in marks.items()))
        sheets.append(
            {
                "name": text.name,
                "headers": [text.headers[at] for at in sheet.positions],
                "header_row": text.header_row,
                "hidden": text.hidden,
                "marks": sorted(marks),
            }
        )
    if not frames:
        return b""
    buffer = io.BytesIO()
    pl.concat(frames, how="diagonal").write_parquet(
        buffer, metadata={"format": _FORMAT, "kind": checked.read.kind, "sheets": json.dumps(sheets)}
    )
    return buffer.getvalue()


def read_kept_text(content: bytes, *, file_name: str, sha256: str) -> ReadFile:
    """A file as it was read, less what was not kept of it. `file_name`, `sha256`: the delivered file's."""
    metadata = pl.read_parquet_metadata(io.BytesIO(content))
    rows = pl.read_parquet(io.BytesIO(content))
    sheets = tuple(_sheet(rows, number, told) for number, told in enumerate(json.loads(metadata["sheets"])))
    return ReadFile(file_name, sha256, len(content), metadata["kind"], sheets, ())


def _sheet(rows: pl.DataFrame, number: int, told: dict[str, Any]) -> SheetText:
    headers = tuple(told["headers"])
    own = rows.filter(pl.col("sheet") == number)
    native, days = (
        {f"c{name[1:]}": own[name] for name in told["marks"] if name.startswith(letter)} for letter in "nd"
    )
    return SheetText(
        name=told["name"],
        headers=headers,
        rows=own.select("source_row", *(f"c{at}" for at in range(len(headers)))),
        header_row=told["header_row"],
        hidden=told["hidden"],
        native=native,
        days=days,
    )
