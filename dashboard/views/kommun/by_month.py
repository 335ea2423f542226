"""A kommun's last twelve months beside each other, folded away under its newest figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from types import MappingProxyType

from dashboard.blocks import downloads, text
from dashboard.published.records import PeriodInfo, Value
from dashboard.reader.reader import Reader
from dashboard.words.absence import signs, why_absent
from dashboard.words.grammar import capitalised
from dashboard.words.tables import Cell, Sheet, Table, figure

# What the tables have, and the heads of their columns, short enough for a phone.
_REFERRALS = {
    "referrals_received": "Inkomna",
    "referrals_matched_gfo": "Via GFO",
    "referrals_matched_kommun": "Av kommunen",
    "referrals_returned_gfo": "Återlämnade",
    "referrals_withdrawn_kommun": "Återtagna",
    "referrals_open": "Pågående sista dagen",
}
_CARE = {
    "children_in_care": "Barn i vård sista dagen",
    "care_days": "Vårddygn",
    "placement_cost": "Kostnad",
}
_MOVES = {
    "placements_started": "Började",
    "placements_ended": "Slutade",
    "replacements": "Omplaceringar",
    "breakdowns": "Sammanbrott",
}
_TABLES = (
    ("manader", "Remisserna månad för månad", "Remisser; matchade räknas som barn", _REFERRALS),
    ("vard-manader", "Vården månad för månad", "Barn, dygn och kostnad", _CARE),
    ("byten-manader", "Placeringarna månad för månad", "Placeringar, omplaceringar och sammanbrott", _MOVES),
)
#: Every KPI of them, with the head of its column.
COLUMNS: Mapping[str, str] = MappingProxyType({**_REFERRALS, **_CARE, **_MOVES})
_MONTHS = 12
_NAME = "Månad för månad"


def section(reader: Reader, found: Mapping[str, Sequence[Value]], newest: PeriodInfo) -> None:
    """A row a month from the `newest` back, of the figures `found`, a table each of the referrals, the children in
    care and their placements; nothing where none of them is."""
    months = [month for month in reader.figures.periods("month") if month.period <= newest.period][-_MONTHS:]
    known = {kpi: {value.period: value for value in found[kpi]} for kpi in COLUMNS if found.get(kpi)}
    if not known:
        return
    with text.fold(_NAME):
        for key, name, what, columns in _TABLES:
            own = {kpi: known[kpi] for kpi in columns if kpi in known and reader.figures.has(kpi)}
            if own:
                _table(reader, key, name, what, own, months)


def _table(
    reader: Reader,
    key: str,
    name: str,
    what: str,
    by_period: Mapping[str, Mapping[str, Value]],
    months: Sequence[PeriodInfo],
) -> None:
    figures = reader.figures

    def cell(kpi: str, month: PeriodInfo) -> Cell:
        value = by_period[kpi].get(month.period)
        return replace(figure(value, figures.definition(kpi)), short=True) if value else None

    table = Table(
        ("Månad", *(COLUMNS[kpi] for kpi in by_period)),
        tuple(
            (capitalised(month.label), *(cell(kpi, month) for kpi in by_period)) for month in reversed(months)
        ),
    )
    title = f"{what}, {reader.area.name}"
    text.show_table(table, title)
    if told := _signs([by_period[kpi].get(month.period) for kpi in by_period for month in months]):
        text.block(f'<p class="sub">{escape(told)}</p>')
    sheet = Sheet(name, title, table, reader.selection.area, kpis=tuple(by_period))
    downloads.offer(reader, sheet, key)


def _signs(values: Sequence[Value | None]) -> str:
    """What the signs of the table stand for."""
    known = [value for value in values if value]
    absent = {why_absent(value): "" for value in known if value.status == "missing"}
    return signs(absent, hidden=any(value.status == "hidden" for value in known))
