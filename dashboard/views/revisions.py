"""What differs from the figures that the styrgrupp saw at its last meeting: a section of the overview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    rows, raw = [], []
    for row in found:
        definition = figures.definitions.get(row["kpi"])
        unit, decimals = (definition.unit, definition.decimals) if definition else ("", 0)
        rows.append(
            (
                row["name"] or row["kpi"],
                sentences.label(row["period"]),
                *_before_and_now(row, unit, decimals),
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


def _revised(figures: Figures, selection: Selection) -> tuple[str, list[Mapping[str, Any]]]:
    """The day of the last meeting (blank: there was none), and what the pages show otherwise than it did."""
    meetings = figures.table("meeting", ("period", "meeting_on", "build"), "meeting_on desc")
    if not meetings:
        return "", []
    # Whole figures of tertials and years, the chosen tertial first.
    found = sorted(
        (
            row
            for row in figures.mart("revision", _COLUMNS, "period desc, kpi", area=selection.area)
            if not row["cut"] and len(row["period"]) in (len("2026"), len("2026T2"))
        ),
        key=lambda row: (row["period"] != selection.period, len(row["period"]) == len("2026")),
    )
    return formats.day(meetings[0]["meeting_on"]), found


def _before_and_now(row: Mapping[str, Any], unit: str, decimals: int) -> list[str]:
    """Both figures, with as many more decimals as it takes to see that they differ."""
    for more in (0, 2):
        told = [
            formats.figure(row[f"{side}_value"], row[f"{side}_status"] or "missing", unit, decimals + more)
            for side in ("old", "new")
        ]
        if told[0] != told[1]:
            break
    return told


def _place(figures: Figures, selection: Selection) -> str:
    return sections.names_of(figures)[selection.area]
