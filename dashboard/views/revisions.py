"""What differs from the figures that the styrgrupp saw at its last meeting: a section of the overview."""

from __future__ import annotations

from dashboard import components, formats, sections, sentences
from dashboard.components import Table
from dashboard.figures import Figures
from dashboard.selection import Selection

_COLUMNS = (
    "kpi",
    "name",
    "cut",
    "area",
    "period",
    "old_value",
    "old_status",
    "new_value",
    "new_status",
    "cause",
)
_SHOWN = 12


def section(figures: Figures, selection: Selection) -> None:
    """The chosen area's whole figures that changed, the largest first; nothing before there was a meeting."""
    meetings = figures.table("meeting", ("period", "meeting_on", "build"), "meeting_on desc")
    if not meetings:
        return
    since = formats.day(meetings[0]["meeting_on"])
    found = [
        row
        for row in figures.mart("revision", _COLUMNS, "period desc, kpi", area=selection.area)
        if not row["cut"] and ("T" in row["period"] or len(row["period"]) == 4)
    ]
    components.heading(
        "Ändrat sedan förra mötet", f"Siffror som skiljer sig från dem styrgruppen såg {since}."
    )
    if not found:
        components.block("<p>Inga siffror för området har ändrats.</p>")
        return
    rows = []
    for row in found[:_SHOWN]:
        definition = figures.definitions.get(row["kpi"])
        unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
        rows.append(
            (
                row["name"] or row["kpi"],
                sentences.label(row["period"]),
                formats.figure(row["old_value"], row["old_status"] or "missing", unit, decimals),
                formats.figure(row["new_value"], row["new_status"] or "missing", unit, decimals),
                row["cause"] or "",
            )
        )
    table = Table(("Nyckeltal", "Period", "Då", "Nu", "Orsak"), tuple(rows), frozenset({2, 3}))
    components.show_table(table, f"Ändrade siffror, {sections.names_of(figures)[selection.area]}")
    if len(found) > _SHOWN:
        components.block(f"<p>Och {formats.number(len(found) - _SHOWN)} till.</p>")
