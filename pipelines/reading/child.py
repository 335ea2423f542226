"""Running the child process that opens a packed file, and taking in what it wrote.

A fresh interpreter for every file, with the standard library alone: it starts faster than a fork of a process
that has Polars and its threads in memory, and a file that breaks it breaks nothing else.
"""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place, ReaderError
from pipelines.reading.blanks import blank_to_null
from pipelines.reading.formats import FileFormat
from pipelines.reading.header import Header
from pipelines.reading.model import Limits, Refusal
from pipelines.reading.opened import Located, Opened, RawSheet, StoredZone
from pipelines.reading.sandbox.main import DISK_FULL
from pipelines.reading.sandbox.sheet import FIELD, RECORD
from pipelines.reference import PROJECT_ROOT

# The child leaves by os._exit once its answer is out: pyarrow's threads, taken down with the interpreter, abort it
# about once in thirty times, and a sound Parquet file would be called unreadable.
_START = (
    "import os, sys, json; sys.path.insert(0, sys.argv[1]); from pipelines.reading.sandbox.main import main; "
    "code = main(sys.argv[2], json.loads(sys.argv[3])); sys.stderr.flush(); os._exit(code)"
)
_BLOCK = 1 << 25
# What the child's end by a signal says about the file: its limits were reached, or the parser fell.
_TOO_HEAVY = (signal.SIGXCPU, signal.SIGKILL, signal.SIGXFSZ)


def open_in_child(path: Path, fmt: FileFormat, place: Place, limits: Limits) -> Opened:
    """What the child read. Raises Refusal when the child ended without an answer, or with nothing but problems.

    The tables come through a file that never has a name: a killed run leaves nothing of a delivery behind.
    """
    with path.open("rb") as file, tempfile.TemporaryFile() as tables:
        size = path.stat().st_size
        allowed = asdict(limits) | {"grown_bytes": limits.grown_bytes(size)}
        meta = _run(file, tables, fmt, allowed, limits.child_wall_seconds, place)
        findings = [
            finding(code, Place(place.file, **at), **{"kind": fmt.noun} | fills)
            for code, at, fills in meta["findings"]
        ]
        if findings and not meta.get("sheets"):
            raise Refusal(findings[0])
        opened = Opened(
            texts=[(part, text) for part, text in meta["texts"]],
            findings=findings,
            looked_through=meta["looked_through"],
        )
        tables.seek(0)
        for number, sheet in enumerate(meta["sheets"]):
            opened.texts += [(f"bladet {number + 1}", text) for text in sheet.get("loose", ())]
            opened.sheets.append(_columns(tables, sheet) if "headers" in sheet else _records(tables, sheet))
    return opened


def _run(
    file: BinaryIO, tables: BinaryIO, fmt: FileFormat, allowed: dict[str, Any], seconds: float, place: Place
) -> dict[str, Any]:
    command = [sys.executable, "-I", "-c", _START, str(PROJECT_ROOT), fmt.reader, json.dumps(allowed)]
    try:
        done = subprocess.run(
            command,
            stdin=file,
            stdout=tables,
            stderr=subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8"},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(finding("F014", place)) from None
    if done.returncode == 0:
        meta: dict[str, Any] = json.loads(done.stderr)
        return meta
    if done.returncode < 0:
        code = "F014" if -done.returncode in _TOO_HEAVY else "F001"
        raise Refusal(finding(code, place, kind=fmt.noun))
    if done.returncode == DISK_FULL:
        raise ReaderError(
            "L001",
            "Det finns ingen plats kvar för tillfälliga filer.",
            remedy="Frigör utrymme på disken och kör kommandot igen. Inget har ändrats.",
            place=place,
        )
    # An error of ours, which must not pass for one of the sender's.
    raise RuntimeError(f"the reading child failed: {done.stderr.decode('utf-8', 'replace')[-200:]}")


def _columns(tables: BinaryIO, sheet: dict[str, Any]) -> RawSheet:
    """A table that the child handed over as Arrow: headers of its own, rows numbered from 2."""
    frame = blank_to_null(pl.read_ipc(tables))
    rows = pl.int_range(2, frame.height + 2, dtype=pl.UInt32, eager=True).alias("source_row")
    return RawSheet(
        "",
        frame.insert_column(0, rows),
        numbers=frozenset(f"c{index}" for index in sheet["numbers"]),
        days=frozenset(f"c{index}" for index in sheet["days"]),
        located=Located(Header(tuple(sheet["headers"]), 0, 0), 1, 1),
        unread=dict(sheet["unread"]),
        zones=[StoredZone(index, zone, row) for index, zone, row in sheet["zones"]],
    )


def _records(tables: BinaryIO, sheet: dict[str, Any]) -> RawSheet:
    """A sheet that the child handed over cell by cell, parted by characters that no cell can hold."""
    width = sheet["width"]
    schema = {"source_row": pl.UInt32, "kinds": pl.String} | {f"c{i}": pl.String for i in range(width)}
    # Each block gets a first record of full width, since the child's end where their last filled cell does.
    widest = (FIELD.join(["0", *[""] * (width + 1)]) + RECORD).encode()
    frames = [pl.DataFrame(schema=schema)]
    for block in _blocks(tables, sheet["size"]):
        frame = pl.read_csv(
            io.BytesIO(widest + block),
            has_header=False,
            separator=FIELD,
            eol_char=RECORD,
            quote_char=None,
            infer_schema=False,
            schema=schema,
        )
        frames.append(frame.slice(1))
    whole = pl.concat(frames, rechunk=False)
    return RawSheet(
        sheet["name"],
        blank_to_null(whole.drop("kinds")),
        sheet["hidden"],
        whole.get_column("kinds"),
        [(top, left, bottom, right) for top, left, bottom, right in sheet["merged"]],
        unseen=tuple(sheet["unseen"]),
        computed=sheet["computed"],
    )


def _blocks(tables: BinaryIO, size: int) -> Iterator[bytes]:
    """The next so many bytes in blocks of whole records, so that the text is never held twice."""
    rest = b""
    while size:
        read = tables.read(min(_BLOCK, size))
        size -= len(read)
        whole, end, rest = (rest + read).rpartition(RECORD.encode())
        yield whole + end
