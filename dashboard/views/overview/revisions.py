"""What differs from the figures that the styrgrupp saw at its last meeting: a section of the overview."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from dashboard.blocks import attention, downloads, text
from dashboard.blocks.changed_figures import changes_table, deliveries_of, doors_of, headlines_first, shown_of
from dashboard.reader import access
from dashboard.reader.reader import Reader
from dashboard.words import attention as words
from dashboard.words import causes
from dashboard.words.periods import spoken_day
from dashboard.words.tables import Sheet

_SHOWN = 40
# The causes in view; a phone has no room for more.
_CAUSES = 3


def section(reader: Reader) -> None:
    """The chosen area's whole figures that changed, the chosen period and the headline figures first; nothing before
    there was a meeting, nor of an old period that none of it touches."""
    meetings, found = reader.figures.meetings, headlines_first(reader)
    if not meetings or attention.awaited(reader) or not (found or reader.is_newest):
        return
    since = f"den {spoken_day(meetings[0].meeting_on)}"
    text.heading("Ändrat sedan förra mötet", anchor="andrat")
    if not found:
        text.paragraph(f"Inga äldre siffror för området har ändrats sedan mötet {since}.")
        return
    title = f"Ändrade siffror, {reader.area.name}"
    named = deliveries_of(reader.figures)
    table = changes_table(found, reader.figures.definitions, ("Nyckeltal", "Då", "Nu"), named)
    told = causes.lines(found, named)
    several = causes.several(found, named)
    text.block(
        f"<p>{escape(words.revised(len(found), since))} {escape(words.counted(reader.area.name))} "
        f"{_of_all(reader)}</p>{text.list_html(told[:_CAUSES])}{f'<p>{escape(several)}</p>' if several else ''}"
    )
    if len(told) > _CAUSES:
        text.folded_list(words.more_causes(len(told) - _CAUSES), told[_CAUSES:])
    few = len(found) <= _SHOWN
    summary = words.which(len(found)) if few else f"Visa {_SHOWN} av dem; filerna har alla"
    # The causes are printed: figure by figure it is two more sheets.
    shown = shown_of(table, found, doors_of(reader), _SHOWN)
    text.folded(summary, shown, title, on_paper=False, stacked=True)
    sheet = Sheet("Ändrat sedan förra mötet", title, table, reader.selection.area)
    downloads.offer(reader, sheet, "andrat")


def _of_all(reader: Reader) -> str:
    """The way to the changes of every area, counted alike: the version of the meeting against this one."""
    # Of a version that was shown at the last meeting the changes are since the one before it.
    met = str(reader.figures.meetings[0].build or access.meeting_build(reader.home))
    if reader.is_public or met == reader.version:
        return ""
    if met not in access.published_builds(reader.home, reader.audience):
        return ""
    there = replace(reader, selection=replace(reader.selection, build=reader.version))
    door = escape(f"{there.door('leveranser', fran=met, till=reader.version)}#skillnad")
    return f'<a class="door" href="{door}">Alla områdens ändringar</a> står på Leveranser.'
