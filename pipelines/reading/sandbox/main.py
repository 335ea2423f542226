"""The child process: take its limits on, read one file, say what is in it.

The file comes as stdin and the tables go out as stdout, both plain files without a name that the child knows, so
that nothing of a delivery stands in a process list or stays in a folder when somebody pulls the plug.
Exit codes: 0 with JSON on stderr (a readable file or a named problem), 70 with the kind and place of an error of
ours there, never a value; 71 when there is no room to write.
"""

from __future__ import annotations

import errno
import io
import json
import re
import resource
import sys
import traceback
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

from pipelines.reading.sandbox.package import Problem, loose_texts, open_package, refuse_active_content
from pipelines.reading.sandbox.sheet import SheetWriter
from pipelines.reading.sandbox.workbook import read_book

OUR_BUG, DISK_FULL = 70, 71
_DIGIT = re.compile(r"\d")
_MARGIN = re.compile(r"&[A-Za-z]")  # &L and its like place a page header's text


def main(kind: str, limits: dict[str, Any]) -> int:
    """Read the file on stdin; write its tables to stdout, a file, and what they are as JSON to stderr."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits["child_memory"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["child_cpu_seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["unpacked_bytes"] * 4,) * 2)
    try:
        read = _read_workbook if kind == "xlsx" else _read_parquet
        meta = read(sys.stdin.buffer, sys.stdout.buffer, limits)
        sys.stdout.buffer.flush()
    except Problem as problem:
        meta = {"problems": [[problem.code, problem.fills]]}
    except MemoryError:
        meta = {"problems": [["F014", {}]]}
    except expat.ExpatError:
        meta = {"problems": [["F001", {"kind": "Excel-arbetsbok"}]]}
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return DISK_FULL
        frame = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}")
        return OUR_BUG
    sys.stderr.write(json.dumps(meta))
    return 0


def _read_workbook(file: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> dict[str, Any]:
    sizes = []
    with open_package(file, limits) as package:
        problems = refuse_active_content(package)
        book = read_book(package, limits)
        for sheet in book.sheets:
            before = out.tell()
            text = io.TextIOWrapper(out, encoding="utf-8", newline="")
            SheetWriter(book, sheet, text, limits).write(package)
            text.detach()
            sizes.append(out.tell() - before)
        cells = frozenset(sheet.part for sheet in book.sheets)
        texts = [[part, text] for part, said in loose_texts(package, cells) for text in _with_digits(said)]
    return {
        "problems": [[problem.code, problem.fills] for problem in problems],
        "sheets": [
            {
                "name": sheet.name,
                "hidden": sheet.hidden,
                "width": sheet.width,
                "rows": sheet.rows,
                "size": size,
            }
            | {"merged": sheet.merged, "loose": _with_digits(_MARGIN.sub(" ", "\n".join(sheet.loose)))}
            for sheet, size in zip(book.sheets, sizes, strict=True)
        ],
        "texts": texts,
    }


def _with_digits(text: str) -> list[str]:
    """The lines that could hold an identity number; the rest need not leave the child."""
    return [line for line in text.splitlines() if len(_DIGIT.findall(line)) >= 6]


def _read_parquet(file: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> dict[str, Any]:
    # Imported here, so that a workbook's child does not wait for it.
    from pipelines.reading.sandbox.columnar import read_parquet

    return read_parquet(file, out, limits)
