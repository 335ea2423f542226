"""The figures of a page as CSV or XLSX, with source, build and definition in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from dashboard.blocks.table import Table
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.words import formats


def about(
    reader: Reader, title: str, sub: str, kpis: Sequence[str], given: Sequence[tuple[str, str]] = ()
) -> tuple[tuple[str, str], ...]:
    """What a downloaded file says of itself, as (word, text) rows.

    `sub` is whose figures it shows, and how; `given` what a reader has asked them to be computed from.
    """
    release = reader.figures.release
    return (
        ("Innehåll", title),
        *((("Visar", sub),) if sub else ()),
        *given,
        ("Källa", "GFO Insikt" + (" – exempeldata, påhittade rader" if release.sample else "")),
        ("Version", release.build),
        ("Uppgifter t.o.m.", formats.day(release.reporting_date)),
        ("Teckenförklaring", ".. = för få för att visas; tom cell med anmärkning = uppgift saknas"),
        *defined(reader, kpis),
    )


def file_name(reader: Reader, key: str, area: str) -> str:
    """`gfo-inkomna-timra-version-3`: two files of one picture are told apart by their names.

    `area` is the code of the area whose figures it holds; blank where it holds every kommun's.
    """
    place = slug(reader.figures.area(area).name) if area else ""
    return "-".join(
        part for part in ("gfo", key, place, "version", slug(reader.figures.release.build)) if part
    )


def defined(reader: Reader, kpis: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What each figure counts, as (its name, question and caveat) rows."""
    found = [reader.figures.definition(kpi) for kpi in kpis if reader.figures.has(kpi)]
    return tuple(
        (definition.name, f"{definition.question} {definition.caveat}".strip()) for definition in found
    )


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]], said: Sequence[tuple[str, str]]) -> bytes:
    """Semicolons, decimal comma and a byte-order mark, as a Swedish Excel opens it; what it is stands last."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    writer.writerow([])
    writer.writerows([[_safe(word), _safe(text)] for word, text in said])
    return sheet.getvalue().encode("utf-8-sig")


def as_xlsx(columns: Sequence[str], rows: Sequence[Sequence[Any]], said: Sequence[tuple[str, str]]) -> bytes:
    """One sheet with the figures as numbers, one that says what they are."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    sheet = book.add_worksheet("Siffror")
    sheet.write_row(0, 0, list(columns), bold)
    for n, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, Decimal | int | float):
                sheet.write_number(n, place, float(cell))
            elif cell is not None:
                sheet.write_string(n, place, str(cell))
    sheet.set_column(0, len(columns), 18)
    sheet.freeze_panes(1, 1)
    other = book.add_worksheet("Om siffrorna")
    for n, (word, text) in enumerate(said):
        other.write_string(n, 0, word, bold)
        other.write_string(n, 1, text)
    other.set_column(0, 0, 24)
    other.set_column(1, 1, 90)
    book.close()
    return buffer.getvalue()


def _safe(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe; numbers never come this way."""
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text


# As many as a published figure has.
_DECIMALS = 6


def _csv_cell(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal | int | float):
        number = round(Decimal(str(cell)), _DECIMALS).normalize()
        return format(number, "f").replace(".", ",")
    return _safe(str(cell))


def offer(
    reader: Reader,
    title: str,
    table: Table,
    key: str,
    *,
    area: str,
    kpis: Sequence[str] = (),
    picture: str = "",
    sub: str = "",
    given: Sequence[tuple[str, str]] = (),
) -> None:
    """Quiet buttons; the files are made when one is pressed, not when the page is.

    `area` as for `file_name`, `given` as for `about`; `picture` is the button (HTML) of what only the reader's browser
    can make. Nothing in meeting mode, where nothing is in view that is not a figure.
    """
    if reader.meeting:
        return
    columns, rows = table.columns, table.raw or table.rows
    said, name = about(reader, title, sub, kpis, given), file_name(reader, key, area)
    with st.container(horizontal=True, key=f"downloads-{key}"):
        st.download_button(
            "Hämta CSV",
            partial(as_csv, columns, rows, said),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"csv-{key}",
            on_click="ignore",
            type="tertiary",
        )
        st.download_button(
            "Hämta Excel",
            partial(as_xlsx, columns, rows, said),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx-{key}",
            on_click="ignore",
            type="tertiary",
        )
        if picture:
            st.html(picture)
