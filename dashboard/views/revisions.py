"""What differs from the figures that the styrgrupp saw at its last meeting: a section of the overview."""

from __future__ import annotations

from dashboard import components, formats, pictures, sections, sentences
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
    # Whole figures of tertials and years: what the pages show, the chosen tertial first.
    found = sorted(
        (
            row
            for row in figures.mart("revision", _COLUMNS, "period desc, kpi", area=selection.area)
            if not row["cut"] and len(row["period"]) in (len("2026"), len("2026T2"))
        ),
        key=lambda row: (row["period"] != selection.period, len(row["period"]) == len("2026")),
    )
    components.heading(
        "Ändrat sedan förra mötet", f"Siffror som skiljer sig från dem styrgruppen såg {since}."
    )
    if not found:
        components.block("<p>Inga siffror för området har ändrats.</p>")
        return
    rows, raw = [], []
    for row in found:
        definition = figures.definitions.get(row["kpi"])
        unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
        rows.append(
            (
                row["name"] or row["kpi"],
                sentences.label(row["period"]),
                formats.figure(row["old_value"], row["old_status"] or "missing", unit, decimals),
                formats.figure(row["new_value"], row["new_status"] or "missing", unit, decimals),
                sentences.capitalised(row["cause"] or ""),
            )
        )
        raw.append((*rows[-1][:2], row["old_value"], row["new_value"], rows[-1][-1]))
    columns, title = (
        ("Nyckeltal", "Period", "Då", "Nu", "Orsak"),
        f"Ändrade siffror, {_place(figures, selection)}",
    )
    components.show_table(Table(columns, tuple(rows[:_SHOWN]), frozenset({2, 3})), title)
    if len(found) > _SHOWN:
        where = "" if selection.meeting else "; filerna har alla"
        components.block(f"<p>Och {formats.number(len(found) - _SHOWN)} till{where}.</p>")
    pictures.offer_files(title, Table(columns, tuple(rows), raw=tuple(raw)), figures, [], "andrat")


def _place(figures: Figures, selection: Selection) -> str:
    return sections.names_of(figures)[selection.area]
