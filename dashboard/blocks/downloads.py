"""The buttons that give files: of one table, of everything on a page. A file is made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard.blocks import files, text
from dashboard.reader.reader import Reader
from dashboard.words.tables import Sheet, Table

_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = {
    "csv": "text/csv",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "zip": "application/zip",
}


def offer(reader: Reader, sheet: Sheet, key: str, *, picture: str = "") -> None:
    """Quiet buttons for a table that is in view, which goes into the page's own file as well.

    `picture` is the button (HTML) of what only the reader's browser can make.
    """
    reader.sheets.append(sheet)
    name = files.file_name(reader, sheet.name, sheet.area)
    with st.container(horizontal=True, key=f"downloads-{key}"):
        button("Hämta CSV", partial(files.csv_of, reader, sheet), f"{name}.csv", f"csv-{key}")
        button("Hämta Excel", partial(files.xlsx_of, reader, sheet), f"{name}.xlsx", f"xlsx-{key}")
        if picture:
            st.html(picture)


def button(label: str, made: Callable[[], bytes], name: str, key: str) -> None:
    """A quiet button for one file; what kind it is stands at the end of its name."""
    mime = _KINDS[name.rsplit(".", 1)[-1]]
    st.download_button(label, made, file_name=name, mime=mime, key=key, on_click="ignore", type="tertiary")


def buttons(found: Sequence[tuple[str, Callable[[], bytes], str]], key: str) -> None:
    """A button a file, beside each other: (label, how it is made, the file's name)."""
    with st.container(horizontal=True, key=f"downloads-{key}"):
        for label, made, name in found:
            button(label, made, name, f"{name.rsplit('.', 1)[-1]}-{key}")


def listed(reader: Reader, table: Table, title: str, area: str = "") -> None:
    """A table in view that has no buttons of its own; the page's file has it too."""
    text.show_table(table, title)
    reader.sheets.append(Sheet(title, title, table, area))


def of_page(reader: Reader) -> None:
    """At the foot of a page: all its tables as one workbook; nothing where it has none."""
    if not reader.sheets:
        return
    area = reader.selection.area if reader.by_area else ""
    with st.container(horizontal=True, key="downloads-page"):
        button(
            "Hämta sidans alla siffror (Excel)",
            partial(files.xlsx_of_page, reader, area),
            f"{files.file_name(reader, 'alla siffror', area)}.xlsx",
            "xlsx-page",
        )
