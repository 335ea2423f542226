"""A workbook to tables: its package opened, its sheets written out, everything else in it handed over as text."""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO
from xml.parsers import expat

from pipelines.reading.sandbox.answer import Answer, Problem, with_digits
from pipelines.reading.sandbox.loose import loose_texts
from pipelines.reading.sandbox.package import open_package, refuse_active_content
from pipelines.reading.sandbox.sheet import SheetWriter
from pipelines.reading.sandbox.workbook import read_book

_MARGIN = re.compile(r"&[A-Za-z]")  # &L and its like place a page header's text


def read_spreadsheet(file: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> Answer:
    """Writes every sheet's filled rows to `out`, one sheet after the other (see `SheetWriter`)."""
    try:
        return _read(file, out, limits)
    except expat.ExpatError:
        raise Problem("F001") from None


def _read(file: BinaryIO, out: BinaryIO, limits: dict[str, Any]) -> Answer:
    answer = Answer()
    with open_package(file, limits) as package:
        answer.findings = [(problem.code, {}, problem.fills) for problem in refuse_active_content(package)]
        book = read_book(package, limits)
        for sheet in book.sheets:
            before = out.tell()
            text = io.TextIOWrapper(out, encoding="utf-8", newline="")
            SheetWriter(book, sheet, text, limits).write(package)
            text.detach()
            loose = with_digits(_MARGIN.sub(" ", "\n".join(sheet.loose)))
            answer.sheets.append(
                {
                    "name": sheet.name,
                    "hidden": sheet.hidden,
                    "width": sheet.width,
                    "size": out.tell() - before,
                    "merged": sheet.merged,
                    "unseen": sheet.unseen,
                    "computed": book.computed,
                    "loose": loose,
                }
            )
        cells = frozenset(sheet.part for sheet in book.sheets)
        for part, said in loose_texts(package, cells):
            answer.texts += [(part, line) for line in with_digits(said)]
        answer.looked_through = not package.nested()
    return answer
