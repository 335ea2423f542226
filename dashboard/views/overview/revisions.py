"""What differs from the figures that the styrgrupp saw at its last meeting: a section of the overview."""

from __future__ import annotations

from dataclasses import replace

from dashboard.blocks import changes, components, downloads, sections
from dashboard.blocks.changes import Change
from dashboard.published.figures import Figures
from dashboard.reader.selection import Selection
from dashboard.words import formats

_COLUMNS = (
    "kpi",
    "name",
    "area",
    "period",
    "old_value",
    "old_status",
    "new_value",
    "new_status",
    "cause",
)
_SHOWN = 12


def notice(figures: Figures, selection: Selection) -> None:
    """At the top of the page: that figures have changed, and where it is told which."""
    since, found = _revised(figures, selection)
    if found:
        many = "siffra har" if len(found) == 1 else "siffror har"
        components.note(
            f"{formats.number(len(found))} {many} ändrats sedan mötet {since}. Vilka och varför står sist på sidan."
        )


def section(figures: Figures, selection: Selection) -> None:
    """The chosen area's whole figures that changed, the chosen tertial first; nothing before there was a meeting."""
    since, found = _revised(figures, selection)
    if not since:
        return
    components.heading(
        "Ändrat sedan förra mötet", f"Siffror som skiljer sig från dem styrgruppen såg {since}."
    )
    if not found:
        components.block("<p>Inga siffror för området har ändrats.</p>")
        return
    title = f"Ändrade siffror, {sections.names_of(figures)[selection.area]}"
    table = changes.table(found, figures.definitions, ("Nyckeltal", "Då", "Nu"))
    components.show_table(replace(table, rows=table.rows[:_SHOWN], raw=()), title)
    if len(found) > _SHOWN:
        where = "" if selection.meeting else "; filerna har alla"
        components.block(f"<p>Och {formats.number(len(found) - _SHOWN)} till{where}.</p>")
    downloads.offer(title, table, figures, [], "andrat")


def _revised(figures: Figures, selection: Selection) -> tuple[str, list[Change]]:
    """The day of the last meeting (blank: there was none), and what the pages show otherwise than it did."""
    meetings = figures.table("meeting", ("period", "meeting_on", "build"), "meeting_on desc")
    if not meetings:
        return "", []
    # Whole figures of tertials and years, the chosen tertial first.
    found = sorted(
        (
            Change(**row)
            for row in figures.mart("revision", _COLUMNS, "period desc, kpi", area=selection.area, cut="")
            if len(row["period"]) in (len("2026"), len("2026T2"))
        ),
        key=lambda change: (change.period != selection.period, len(change.period) == len("2026")),
    )
    return formats.day(meetings[0]["meeting_on"]), found
