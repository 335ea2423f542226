"""What differs from the figures that the styrgrupp saw at its last meeting: a section of the overview."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import attention, downloads, text
from dashboard.blocks.changed_figures import changes_table, headlines_first
from dashboard.reader.reader import Reader
from dashboard.words import attention as words
from dashboard.words import causes
from dashboard.words.periods import spoken_day
from dashboard.words.tables import Sheet

_SHOWN = 20


def section(reader: Reader) -> None:
    """The chosen area's whole figures that changed, the chosen period and the headline figures first; nothing before
    there was a meeting."""
    meetings, found = reader.figures.meetings, headlines_first(reader)
    if not meetings or attention.awaited(reader):
        return
    since = f"den {spoken_day(meetings[0].meeting_on)}"
    text.heading("Ändrat sedan förra mötet", anchor="andrat")
    if not found:
        text.paragraph(f"Inga siffror för området har ändrats sedan mötet {since}.")
        return
    title = f"Ändrade siffror, {reader.area.name}"
    table = changes_table(found, reader.figures.definitions, ("Nyckeltal", "Då", "Nu"))
    shown = replace(table, rows=table.rows[:_SHOWN])
    summary = "Visa vilka" if len(found) <= _SHOWN else f"Visa {_SHOWN} av dem; filerna har alla"
    text.paragraph(words.revised(len(found), since))
    told = [change.cause for change in found]
    text.listed(causes.lines(told))
    if several := causes.several(told):
        text.paragraph(several)
    # The causes are printed: figure by figure it is two more sheets.
    text.folded(summary, shown, title, on_paper=False)
    sheet = Sheet("Ändrat sedan förra mötet", title, table, reader.selection.area)
    downloads.offer(reader, sheet, "andrat")
