"""The links that give files: of one table, of everything on a page. A file is made when its link is followed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

from dashboard.blocks import files, text
from dashboard.reader.reader import Reader
from dashboard.words.tables import Sheet, Table


def offer(reader: Reader, sheet: Sheet, key: str, *, picture: str = "") -> None:
    """Quiet links for a table that is in view, which goes into the page's own file as well.

    `picture` is the button (HTML) of what only the reader's browser can make.
    """
    reader.sheets.append(sheet)
    name = files.file_name(reader, sheet.name, sheet.area)
    row(
        link(reader, "Hämta CSV", partial(files.csv_of, reader, sheet), f"{name}.csv", f"csv-{key}"),
        link(reader, "Hämta Excel", partial(files.xlsx_of, reader, sheet), f"{name}.xlsx", f"xlsx-{key}"),
        picture,
    )


def link(reader: Reader, label: str, made: Callable[[], bytes], name: str, key: str) -> str:
    """One file as HTML; what kind it is stands at the end of its name."""
    return f'<a href="{escape(reader.shelf.offer(key, name, made))}" download>{escape(label)}</a>'


def row(*links: str) -> None:
    """Links beside each other, below what they give."""
    text.block(f'<p class="files">{"".join(links)}</p>')


def buttons(*links: str) -> None:
    """Files that are the reader's next step, as buttons."""
    text.block(f'<p class="files step">{"".join(links)}</p>')


def listed(
    reader: Reader, table: Table, title: str, area: str = "", *, name: str = "", stacked: bool = False
) -> None:
    """A table in view that has no links of its own; the page's file has it too, under its `name` where the title is
    too long for a sheet's."""
    text.show_table(table, title, stacked=stacked)
    reader.sheets.append(Sheet(name or title, title, table, area))


def folded(reader: Reader, summary: str, table: Table, title: str, *, stacked: bool = False) -> None:
    """As `listed`, behind a line that says what it holds."""
    text.folded(summary, table, title, stacked=stacked)
    reader.sheets.append(Sheet(title, title, table))


def of_page(reader: Reader) -> None:
    """At the foot of a page: all its tables as one workbook; nothing where it has none."""
    if not reader.sheets:
        return
    area = reader.selection.area if reader.by_area else ""
    name = f"{files.file_name(reader, 'alla siffror', area)}.xlsx"
    made = partial(files.xlsx_of_page, reader, area)
    row(link(reader, "Hämta sidans alla siffror (Excel)", made, name, "xlsx-page"))
