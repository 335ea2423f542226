"""Running the child process that opens a workbook or a Parquet file, and taking in what it wrote.

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
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place, ReaderError
from pipelines.reading.model import Limits, Refusal
from pipelines.reading.sandbox.main import DISK_FULL
from pipelines.reading.sandbox.sheet import FIELD, RECORD
from pipelines.reading.table import RawSheet
from pipelines.reading.text import blank_to_null, empty_rows
from pipelines.reference import PROJECT_ROOT

# The child leaves by os._exit once its answer is out: pyarrow's threads, taken down with the interpreter, abort it
# about once in thirty times, and a sound Parquet file would be called unreadable.
_START = (
    "import os, sys, json; sys.path.insert(0, sys.argv[1]); from pipelines.reading.sandbox.main import main; "
    "code = main(sys.argv[2], json.loads(sys.argv[3])); sys.stderr.flush(); os._exit(code)"
)
# What the child's end by a signal says about the file: its limits were reached, or the parser fell.
_TOO_HEAVY = (signal.SIGXCPU, signal.SIGKILL, signal.SIGXFSZ)


@dataclass
class Opened:
    """What the child found. `texts`: (part of the file, text) of what is written outside the cells."""

    sheets: list[RawSheet] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    problems: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def open_in_child(path: Path, kind: str, place: Place, limits: Limits) -> Opened:
    """What the child read. Raises Refusal when the child ended without an answer.

    The tables come through a file that never has a name: a killed run leaves nothing of a delivery behind.
    """
    with path.open("rb") as file, tempfile.TemporaryFile() as tables:
        meta = _run(file, tables, kind, limits, place)
        tables.seek(0)
        opened = Opened(
            texts=[(part, text) for part, text in meta.get("texts", [])],
            problems=[(code, fills) for code, fills in meta["problems"]],
        )
        for number, sheet in enumerate(meta.get("sheets", [])):
            opened.texts += [(f"bladet {number + 1}", text) for text in sheet["loose"]]
            opened.sheets.append(_sheet(tables.read(sheet["size"]), sheet))
        if "headers" in meta:
            opened.headers = meta["headers"]
            opened.sheets.append(_columns(tables, meta["numbers"]))
    return opened


def _run(file: BinaryIO, tables: BinaryIO, kind: str, limits: Limits, place: Place) -> dict[str, Any]:
    command = [sys.executable, "-I", "-c", _START, str(PROJECT_ROOT), kind, json.dumps(asdict(limits))]
    try:
        done = subprocess.run(
            command,
            stdin=file,
            stdout=tables,
            stderr=subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8"},
            timeout=limits.child_wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(finding("F014", place)) from None
    if done.returncode == 0:
        meta: dict[str, Any] = json.loads(done.stderr)
        return meta
    if done.returncode < 0:
        code = "F014" if -done.returncode in _TOO_HEAVY else "F001"
        words = "Excel-arbetsbok" if kind == "xlsx" else "Parquet-fil"
        raise Refusal(finding(code, place, kind=words))
    if done.returncode == DISK_FULL:
        raise ReaderError(
            "L001",
            "Det finns ingen plats kvar för tillfälliga filer.",
            remedy="Frigör utrymme på disken och kör kommandot igen. Inget har ändrats.",
            place=place,
        )
    # An error of ours, which must not pass for one of the sender's.
    raise RuntimeError(f"the reading child failed: {done.stderr.decode('utf-8', 'replace')[-200:]}")


def _columns(tables: BinaryIO, numbers: list[int]) -> RawSheet:
    frame = blank_to_null(pl.read_ipc(tables))
    rows = pl.int_range(2, frame.height + 2, dtype=pl.UInt32, eager=True).alias("source_row")
    return RawSheet(
        "", frame.insert_column(0, rows), gives_numbers=frozenset(f"c{index}" for index in numbers)
    )


def _sheet(records: bytes, sheet: dict[str, Any]) -> RawSheet:
    width = sheet["width"]
    kinds = pl.Series("kinds", [], dtype=pl.String)
    rows = empty_rows(width)
    if sheet["rows"]:
        # A first record of full width, since the child's end where their last filled cell does.
        widest = FIELD.join(["0", *[""] * (width + 1)]) + RECORD
        frame = pl.read_csv(
            io.BytesIO(widest.encode() + records),
            has_header=False,
            separator=FIELD,
            eol_char=RECORD,
            quote_char=None,
            infer_schema=False,
            schema={"source_row": pl.UInt32, "kinds": pl.String} | {f"c{i}": pl.String for i in range(width)},
        )
        frame = frame.slice(1)
        kinds, rows = frame.get_column("kinds"), blank_to_null(frame.drop("kinds"))
    merged = [(top, left, bottom, right) for top, left, bottom, right in sheet["merged"]]
    return RawSheet(sheet["name"], rows, sheet["hidden"], kinds, merged)
