"""How the kommuner's referrals ended, beside each other over three tertials: one by itself has too few."""

from __future__ import annotations

from dashboard.blocks import downloads, text
from dashboard.blocks.near import all_with_room
from dashboard.reader.reader import Reader
from dashboard.words.outcomes import Ended, sent_back
from dashboard.words.tables import Table
from pipelines.reference import GFO

_KPIS = ("referrals_decided", "matches", "referrals_returned_gfo", "referrals_withdrawn_kommun")
_HEADS = ("Kommun", "Avslutade", "Matchade", "Återlämnade av GFO", "Återtagna", "Återlämnade, andel")
# Beside what the table is about a phone has no room for them.
_WIDE_ONLY = frozenset({_HEADS.index("Matchade"), _HEADS.index("Återtagna")})


def section(reader: Reader) -> None:
    """A row a kommun, the chosen one's share sent back beside the others' together; nothing where the file has not
    every kommun's figures."""
    figures, period = reader.figures, _span(reader)
    owners = {owner.area for owner in figures.owners}
    codes = [code for code in all_with_room(reader) if code in owners]
    found = _ended(reader, [*codes, GFO], period) if len(codes) > 1 else {}
    if len(found) <= len(codes):
        return
    whole, own = found.pop(GFO), found.get(reader.selection.area)
    label = figures.labels[period]
    rows = [one.row for one in sorted(found.values(), key=lambda one: -one.returned)]
    table = Table(
        _HEADS,
        (*rows, whole.row),
        chosen=next((n for n, row in enumerate(rows) if own and row[0] == own.name), None),
        total=len(rows),
        wide_only=_WIDE_ONLY,
    )
    title, told = f"Så slutade remisserna i varje kommun {label}", sent_back(own, list(found.values()))
    text.heading(
        told or title, f"Avslutade remisser {label}." if told else "Räknas den dag remissen avslutades."
    )
    downloads.listed(reader, table, title)


def _span(reader: Reader) -> str:
    """The three tertials that a chosen one ends; of another kind of period that itself."""
    rolling = f"{reader.period.period}R3"
    return rolling if rolling in reader.figures.labels else reader.period.period


def _ended(reader: Reader, areas: list[str], period: str) -> dict[str, Ended]:
    """By area, without those that any of the counts is not shown of."""
    figures = reader.figures
    if not all(map(figures.has, _KPIS)):
        return {}
    # One query a figure: the areas' own figures would be fetched one area at a time, and whole.
    by_kpi = [figures.across(kpi, period) for kpi in _KPIS]
    found = {area: [values.get(area) for values in by_kpi] for area in areas}
    return {
        area: Ended(figures.names[area], *(int(value.value or 0) for value in values if value))
        for area, values in found.items()
        if all(value and value.shown for value in values)
    }
