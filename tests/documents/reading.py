"""What stands in a document, read by libraries that had no part in writing it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from pptx import Presentation
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def pdf_text(data: bytes) -> str:
    """All pages, blanks as one."""
    pages = PdfReader(io.BytesIO(data)).pages
    return re.sub(r"\s+", " ", plain(" ".join(page.extract_text() for page in pages)))


def structure(data: bytes) -> list[DictionaryObject]:
    """The tags of a PDF, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(node)
            walk(node.get("/K", ArrayObject()))

    walk(PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def fonts(data: bytes) -> set[str]:
    """Every font, without the letters before its name; those that are not embedded begin with `!`."""
    found: set[str] = set()
    for page in PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            one = font.get_object()
            inner = one["/DescendantFonts"][0].get_object() if "/DescendantFonts" in one else one
            name = str(one["/BaseFont"]).split("+")[-1].lstrip("/")
            about = inner["/FontDescriptor"].get_object()
            found.add(name if any(f"/FontFile{n}" in about for n in ("", "2", "3")) else f"!{name}")
    return found


def shapes(data: bytes) -> Iterator[tuple[int, Any]]:
    """(slide's number, shape)."""
    for number, slide in enumerate(Presentation(io.BytesIO(data)).slides, start=1):
        for shape in slide.shapes:
            yield number, shape


def slides_text(data: bytes) -> str:
    """Titles, texts, tables, charts' labels and values, and notes."""
    show, said = Presentation(io.BytesIO(data)), []
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [" | ".join(cell.text for cell in row.cells) for row in shape.table.rows]
            if shape.has_chart:
                said += [" | ".join(str(cell) for cell in row) for row in workbook_of(shape.chart)]
        said.append(slide.notes_slide.notes_text_frame.text)
    return plain("\n".join(said))


def workbook_of(chart: Any) -> list[tuple[Any, ...]]:
    """The rows of the workbook inside a chart."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    sheet = openpyxl.load_workbook(io.BytesIO(blob)).active
    assert sheet is not None
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def every_part(data: bytes) -> Iterator[tuple[str, str]]:
    """Each part of an office file as text, the parts of files inside it too."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith((".xlsx", ".docx", ".pptx")):
                yield from ((f"{name}/{inner}", text) for inner, text in every_part(part))
            else:
                yield name, part.decode("utf-8", "replace")


def signs_of(font: bytes) -> set[int]:
    """The code points that a TrueType font has a glyph for: its Unicode table of segments (`cmap`, format 4)."""

    def numbers(at: int, many: int = 1, kind: str = "H") -> tuple[int, ...]:
        return struct.unpack_from(f">{many}{kind}", font, at)

    tables = {
        font[at : at + 4]: numbers(at + 8, kind="I")[0] for at in range(12, 12 + 16 * numbers(4)[0], 16)
    }
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for at in range(cmap + 4, cmap + 4 + 8 * numbers(cmap + 2)[0], 8):
        table = cmap + numbers(at + 4, kind="I")[0]
        if numbers(table)[0] != 4:
            continue
        many = numbers(table + 6)[0] // 2
        ends = numbers(table + 14, many)
        starts, steps = (numbers(table + 16 + 2 * many * place, many) for place in (1, 2))
        offsets = numbers(table + 16 + 6 * many, many)
        for n, (start, end, step, offset) in enumerate(zip(starts, ends, steps, offsets, strict=True)):
            for sign in range(start, end + 1):
                inside = table + 16 + 6 * many + 2 * n + offset + 2 * (sign - start)
                glyph = numbers(inside)[0] if offset else sign + step
                if glyph % 65536 and sign != 65535:
                    found.add(sign)
    return found
