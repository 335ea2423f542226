"""The child process: take its limits on, open one file, write what it says to a folder.

Exit codes: 0 with `meta.json` (a readable file or a named problem), 70 with the kind and place of an error of
ours on stderr, never a value.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import traceback
from pathlib import Path
from typing import Any
from xml.parsers import expat

from pipelines.deliveries.sandbox.package import (
    Problem,
    loose_texts,
    open_package,
    refuse_active_content,
)
from pipelines.deliveries.sandbox.sheet import SheetWriter
from pipelines.deliveries.sandbox.workbook import read_book

OUR_BUG = 70
_DIGIT = re.compile(r"\d")
_MARGIN = re.compile(r"&[A-Za-z]")  # &L and its like place a page header's text


def main(path: str, folder: str, kind: str, limits: dict[str, Any]) -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["child_memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["child_cpu_seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["unpacked_bytes"] * 4,) * 2)
    try:
        meta = (
            _read_workbook(path, Path(folder), limits)
            if kind == "xlsx"
            else _read_parquet(path, folder, limits)
        )
    except Problem as problem:
        meta = {"problems": [[problem.code, problem.fills]]}
    except MemoryError:
        meta = {"problems": [["F014", {}]]}
    except expat.ExpatError:
        meta = {"problems": [["F001", {"kind": "Excel-arbetsbok"}]]}
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")
        return OUR_BUG
    (Path(folder) / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return 0


def _read_workbook(path: str, folder: Path, limits: dict[str, Any]) -> dict[str, Any]:
    with open_package(path, limits) as package:
        problems = refuse_active_content(package)
        book = read_book(package, limits)
        for number, sheet in enumerate(book.sheets):
            with (folder / f"{number}.rows").open("w", encoding="utf-8", newline="") as out:
                SheetWriter(book, sheet, out, limits).write(package)
        cells = frozenset(sheet.part for sheet in book.sheets)
        texts = [[part, text] for part, said in loose_texts(package, cells) for text in _with_digits(said)]
    return {
        "problems": [[problem.code, problem.fills] for problem in problems],
        "sheets": [
            {"name": sheet.name, "hidden": sheet.hidden, "width": sheet.width, "rows": sheet.rows}
            | {"merged": sheet.merged, "loose": _with_digits(_MARGIN.sub(" ", "\n".join(sheet.loose)))}
            for sheet in book.sheets
        ],
        "texts": texts,
    }


def _with_digits(text: str) -> list[str]:
    """The lines that could hold an identity number; the rest need not leave the child."""
    return [line for line in text.splitlines() if len(_DIGIT.findall(line)) >= 6]


def _read_parquet(path: str, folder: str, limits: dict[str, Any]) -> dict[str, Any]:
    # Imported here, so that a workbook's child does not wait for it.
    from pipelines.deliveries.sandbox.columnar import read_parquet

    return read_parquet(path, folder, limits)
