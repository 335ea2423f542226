"""What differs from the figures that the styrgrupp saw at its last meeting: a section of the overview."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import downloads, text
from dashboard.blocks.changed_figures import changes_table
from dashboard.published.marts import Change
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.tables import Sheet

_SHOWN = 12


def notice(reader: Reader) -> None:
    """At the top of the page: that figures have changed, and where it is told which."""
    since, found = _revised(reader)
    if found:
        many = "siffra har" if len(found) == 1 else "siffror har"
        text.note(
            f"{formats.number(len(found))} {many} ändrats sedan mötet {since}. Vilka och varför står sist på sidan."
        )


def section(reader: Reader) -> None:
    """The chosen area's whole figures that changed, the chosen tertial first; nothing before there was a meeting."""
    since, found = _revised(reader)
    if not since:
        return
    text.heading("Ändrat sedan förra mötet", f"Siffror som skiljer sig från dem styrgruppen såg {since}.")
    if not found:
        text.paragraph("Inga siffror för området har ändrats.")
        return
    title = f"Ändrade siffror, {reader.area.name}"
    table = changes_table(found, reader.figures.definitions, ("Nyckeltal", "Då", "Nu"))
    text.show_table(replace(table, rows=table.rows[:_SHOWN]), title)
    if len(found) > _SHOWN:
        where = "" if reader.meeting else "; filerna har alla"
        text.paragraph(f"Och {formats.number(len(found) - _SHOWN)} till{where}.")
    sheet = Sheet("Ändrat sedan förra mötet", title, table, reader.selection.area)
    downloads.offer(reader, sheet, "andrat")


def _revised(reader: Reader) -> tuple[str, list[Change]]:
    """The day of the last meeting (blank: there was none), and what the pages show otherwise than it did."""
    meetings = reader.figures.meetings
    if not meetings:
        return "", []
    # The chosen tertial first, the years last.
    found = sorted(
        reader.figures.revisions(reader.selection.area),
        key=lambda change: (change.period != reader.selection.period, len(change.period) == len("2026")),
    )
    return formats.day(meetings[0].meeting_on), found
