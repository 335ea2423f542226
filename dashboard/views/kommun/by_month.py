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

#: What the table has, and the heads of its columns, short enough for a phone.
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "referrals_received": "Inkomna remisser",
        "referrals_decided": "Avslutade remisser",
        "children_in_care": "Barn i vård sista dagen",
        "care_days": "Vårddygn",
        "placement_cost": "Kostnad",
    }
)
_MONTHS = 12
_NAME = "Månad för månad"


def section(reader: Reader, found: Mapping[str, Sequence[Value]], newest: PeriodInfo) -> None:
    """A row a month from the `newest` back, of the figures `found`; nothing where none of them is."""
    figures = reader.figures
    by_period = {
        kpi: {value.period: value for value in found[kpi]}
        for kpi in COLUMNS
        if figures.has(kpi) and kpi in found
    }
    if not by_period:
        return
    months = [month for month in figures.periods("month") if month.period <= newest.period][-_MONTHS:]

    def cell(kpi: str, month: PeriodInfo) -> Cell:
        value = by_period[kpi].get(month.period)
        return replace(figure(value, figures.definition(kpi)), short=True) if value else None

    table = Table(
        ("Månad", *(COLUMNS[kpi] for kpi in by_period)),
        tuple(
            (capitalised(month.label), *(cell(kpi, month) for kpi in by_period)) for month in reversed(months)
        ),
    )
    title = f"De senaste månaderna, {reader.area.name}"
    with text.fold(_NAME):
        text.show_table(table, title)
        if told := _signs([by_period[kpi].get(month.period) for kpi in by_period for month in months]):
            text.block(f'<p class="sub">{escape(told)}</p>')
        sheet = Sheet(_NAME, title, table, reader.selection.area, kpis=tuple(by_period))
        downloads.offer(reader, sheet, "manader")


def _signs(values: Sequence[Value | None]) -> str:
    """What the signs of the table stand for."""
    known = [value for value in values if value]
    absent = {why_absent(value): "" for value in known if value.status == "missing"}
    return signs(absent, hidden=any(value.status == "hidden" for value in known))
