"""A document as PDF/UA-1 and PDF/A-2a: typst refuses one without title, language or alternative texts."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import typst

from dashboard.briefings.drawing import svg
from dashboard.briefings.parts import (
    WHOLE_PERIOD,
    Beside,
    Big,
    Chart,
    Document,
    Grid,
    Lines,
    Part,
    column_shares,
)
from dashboard.words.tables import shown
from pipelines.errors import ReaderError

_LOOK = Path(__file__).resolve().parent / "assets" / "look.typ"
#: The width of a page between its margins, and of its half, in points.
WIDE, HALF = 481.0, 229.0
# What typst says of a sign that no font of ours has.
_NO_SIGN = re.compile(r'the text `?"(.{1,8})"`? could not be displayed')
# About what a letter of a table takes, in points.
_LETTER = 4.35
_WEIGHTS = ("Regular", "Semibold", "Bold")


# As long as the program runs, since a font is read when it is first used.
_FOLDER = TemporaryDirectory(prefix="gfo-typsnitt-")


# One compiler keeps what it has read and takes one document at a time, and readers ask at once.
_ONE_AT_A_TIME = Lock()


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The TTFs alone: their folder has the same family as OTF, and both would be embedded."""
    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        raise RuntimeError("font-source-sans-pro is not installed")
    folder = Path(_FOLDER.name)
    for weight in _WEIGHTS:
        name = f"SourceSansPro-{weight}.ttf"
        (folder / name).symlink_to(Path(found.origin).parent / "files" / name)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(_LOOK), root=str(_LOOK.parent), font_paths=_fonts(), ignore_system_fonts=True)


def as_pdf(document: Document, day: date) -> bytes:
    """The whole document; `day` is the one that its file says it was made."""
    return _compiled(document, day, format="pdf", pdf_standards=["ua-1", "a-2a"])


def first_page(document: Document, day: date) -> bytes:
    """The first page as PNG, to look at before the whole is asked for."""
    found = _compiled(document, day, format="png", ppi=110.0)
    return found[0] if isinstance(found, list) else found


def pages_of(document: Document, day: date) -> int:
    """How many pages it has."""
    found = _compiled(document, day, format="svg")
    return len(found) if isinstance(found, list) else 1


def _compiled(document: Document, day: date, **how: Any) -> Any:
    told = json.dumps(_data(document, day))
    try:
        with _ONE_AT_A_TIME:
            return _compiler().compile(sys_inputs={"data": told}, **how)
    except typst.TypstError as error:
        sign = _NO_SIGN.search(error.message)
        if sign is None:
            raise
        raise ReaderError(
            "G020",
            f"Rapporten kunde inte skapas: tecknet {sign[1]} i en text finns inte i typsnittet.",
            remedy="Ta bort tecknet ur kommentaren, agendan eller texten om GFO och försök igen.",
        ) from error


def _data(document: Document, day: date) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "mark": document.mark,
        "short": document.mark.split(":")[0],
        "foot": document.foot,
        "day": [day.year, day.month, day.day],
        "facts": document.facts,
        "whole": WHOLE_PERIOD.pattern,
        "pages": [
            {"title": page.title, "parts": [_part(part, WIDE) for part in page.told]}
            for page in document.pages
        ],
    }


def _part(part: Part, width: float) -> dict[str, Any]:
    match part:
        case Lines():
            return {"kind": "lines", "head": part.head, "sentences": part.sentences, "listed": part.listed}
        case Big():
            return {"kind": "big", "figures": part.figures}
        case Chart():
            drawn = svg(part, width)
            alt = part.alternative
            return {
                "kind": "chart",
                "title": part.title,
                "sub": part.sub,
                "alt": alt,
                "svg": drawn,
                "width": width,
            }
        case Grid():
            return _grid(part, width)
        case Beside():
            return {"kind": "beside", "left": _part(part.left, HALF), "right": _part(part.right, HALF)}


def _grid(grid: Grid, width: float) -> dict[str, Any]:
    table = grid.table
    rows = [[shown(cell) for cell in row] for row in table.rows]
    right = sorted(grid.right)
    return {
        "kind": "grid",
        "head": table.columns,
        "rows": rows,
        "right": right,
        "columns": column_shares([table.columns, *rows], width / _LETTER),
        "bold": [] if table.total is None else [table.total],
        "marked": [] if table.chosen is None else [table.chosen],
    }
