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
from typing import Any

import polars as pl

from pipelines.deliveries.reading.messages import finding
from pipelines.deliveries.reading.model import Limits, Refusal
from pipelines.deliveries.reading.table import RawSheet
from pipelines.deliveries.reading.text import blank_to_null, empty_rows
from pipelines.deliveries.sandbox.sheet import FIELD, RECORD
from pipelines.errors import Place
from pipelines.home import PROJECT_ROOT

_START = (
    "import sys, json; sys.path.insert(0, sys.argv[1]); from pipelines.deliveries.sandbox.main import main; "
    "sys.exit(main(sys.argv[2], sys.argv[3], sys.argv[4], json.loads(sys.argv[5])))"
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
    """What the child read. Raises Refusal when the child ended without an answer."""
    with tempfile.TemporaryDirectory(prefix="gfo-read-") as folder:
        words = "Excel-arbetsbok" if kind == "xlsx" else "Parquet-fil"
        _run(path, Path(folder), kind, limits, place, words)
        meta = json.loads((Path(folder) / "meta.json").read_text(encoding="utf-8"))
        return _take_in(meta, Path(folder), kind)


def _run(path: Path, folder: Path, kind: str, limits: Limits, place: Place, words: str) -> None:
    command = [sys.executable, "-I", "-c", _START, str(PROJECT_ROOT), str(path), str(folder), kind]
    try:
        done = subprocess.run(
            [*command, json.dumps(asdict(limits))],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={"LC_ALL": "C.UTF-8"},
            timeout=limits.child_wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal(finding("F014", place)) from None
    if done.returncode == 0:
        return
    if done.returncode < 0:
        code = "F014" if -done.returncode in _TOO_HEAVY else "F001"
        raise Refusal(finding(code, place, kind=words))
    # An error of ours, which must not pass for one of the sender's.
    raise RuntimeError(f"the reading child failed: {done.stderr.decode('utf-8', 'replace')[-200:]}")


def _take_in(meta: dict[str, Any], folder: Path, kind: str) -> Opened:
    opened = Opened(
        texts=[(part, text) for part, text in meta.get("texts", [])],
        problems=[(code, fills) for code, fills in meta["problems"]],
    )
    for number, sheet in enumerate(meta.get("sheets", [])):
        opened.texts += [(f"bladet {number + 1}", text) for text in sheet["loose"]]
        opened.sheets.append(_sheet(folder / f"{number}.rows", sheet))
    if kind == "parquet" and "headers" in meta:
        opened.headers = meta["headers"]
        frame = blank_to_null(pl.read_ipc(folder / "0.arrow"))
        rows = frame.insert_column(
            0, pl.int_range(2, frame.height + 2, dtype=pl.UInt32, eager=True).alias("source_row")
        )
        numbers = frozenset(f"c{index}" for index in meta["numbers"])
        opened.sheets.append(RawSheet("", rows, gives_numbers=numbers))
    return opened


def _sheet(path: Path, sheet: dict[str, Any]) -> RawSheet:
    width = sheet["width"]
    kinds = pl.Series("kinds", [], dtype=pl.String)
    rows = empty_rows(width)
    if sheet["rows"]:
        # A first record of full width, since the child's end where their last filled cell does.
        widest = FIELD.join(["0", *[""] * (width + 1)]) + RECORD
        frame = pl.read_csv(
            io.BytesIO(widest.encode() + path.read_bytes()),
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
