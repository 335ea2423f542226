"""The forms of care in one table, of a period and of what it is set beside: a section of the page on placements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.blocks import downloads, text
from dashboard.blocks.told import standing, why_standing
from dashboard.published.records import PeriodInfo, Value
from dashboard.reader.reader import Reader
from dashboard.words.cuts import PRICE_IN_PAPER, none_by_form, not_by_form
from dashboard.words.definitions import called
from dashboard.words.own_and_bought import forms_title
from dashboard.words.periods import in_brief, so_far
from dashboard.words.tables import Cell, Sheet, Table, figure

_KPIS = ("children_in_care", "care_days", "placement_cost", "cost_per_care_day")
# Beside a period there is no room for its whole name.
_SHORT = {"children_in_care": "Barn sista dagen"}


@dataclass(frozen=True)
class _Forms:
    """The figures of the chosen area by form in some periods, the newest first."""

    reader: Reader
    periods: tuple[PeriodInfo, ...]

    def cells(self, kpi: str, codes: Iterable[str], n: int = 0) -> list[Value]:
        """A figure of each form (blank: of all) in one of the periods."""
        area, period = self.reader.selection.area, self.periods[n].period
        cuts = (f"form={code}" if code else "" for code in codes)
        return [self.reader.figures.value(kpi, area, period, cut) for cut in cuts]

    def known(self, kpis: Sequence[str], codes: Iterable[str]) -> list[str]:
        """The forms that anything is known of in any of the periods."""
        return [
            code
            for code in codes
            if any(
                _is_known(value)
                for kpi in kpis
                for n in range(len(self.periods))
                for value in self.cells(kpi, [code], n)
            )
        ]


def section(reader: Reader) -> None:
    """Children, days, kronor, kronor a day: of the chosen period and the one it is set beside, or while any of them is
    awaited of the last one that all are known for; what is not public of any form is left out."""
    figures = reader.figures
    words = figures.codes("placeringsform")
    known = [kpi for kpi in _KPIS if figures.has(kpi)]
    if not known:
        return
    period = min((standing(reader, kpi) for kpi in known), key=lambda one: one.last_day)
    label, now = so_far(period, figures.release.reporting_date), _Forms(reader, (period,))
    kpis = [kpi for kpi in known if not reader.is_public or now.known([kpi], words)]
    if not now.known(kpis, words):
        _none(reader, known, period, label)
        return
    forms = _set_beside(now, kpis, words)
    listed = forms.known(kpis, words)
    every = ("", *listed)
    days, kronor = (
        dict(zip(every, now.cells(kpi, every), strict=True)) for kpi in ("care_days", "placement_cost")
    )
    head, named = forms_title(
        {words[code]: (days[code], kronor[code]) for code in listed}, (days[""], kronor[""]), label
    )
    text.heading(head, f"{why_standing(reader, *kpis)} {_left_out(reader, known, kpis)}".strip())
    table = _table(forms, kpis, [*((code, words[code]) for code in listed), ("", "Alla former")])
    table = replace(table, chosen=next((n for n, row in enumerate(table.rows) if row[0] == named), None))
    labels = " och ".join((label, *(one.label for one in forms.periods[1:])))
    title = f"Barn, vårddygn och kostnad per form, {reader.area.name} {labels}"
    text.show_table(table, title)
    sheet = Sheet("Placeringsformerna", title, table, reader.selection.area, kpis=tuple(kpis))
    downloads.offer(reader, sheet, "former-tabell")


def _is_known(value: Value) -> bool:
    return bool(value.value) or value.status == "hidden"


def _set_beside(now: _Forms, kpis: Sequence[str], codes: Iterable[str]) -> _Forms:
    """The same with the period that it is set beside; of the first periods there is none."""
    (period,) = now.periods
    compared = now.reader.figures.compared(period.period)
    before = _Forms(now.reader, (compared,))
    return _Forms(now.reader, (period, compared)) if before.known(kpis, codes) else now


def _table(forms: _Forms, kpis: Sequence[str], rows: Sequence[tuple[str, str]]) -> Table:
    """A row a form and last all of them, a column a measure and period."""
    figures, heads = forms.reader.figures, [in_brief(period) for period in forms.periods]
    cells: list[tuple[Cell, ...]] = [
        (
            word,
            *(
                figure(forms.cells(kpi, [code], n)[0], figures.definition(kpi))
                for kpi in kpis
                for n in range(len(heads))
            ),
        )
        for code, word in rows
    ]
    if len(heads) == 1:
        names = [called(figures.definition(kpi)) for kpi in kpis]
        return Table(("Placeringsform", *names), tuple(cells), total=len(cells) - 1)
    names = [_SHORT.get(kpi) or called(figures.definition(kpi)) for kpi in kpis]
    return Table(
        ("Placeringsform", *(f"{name} {head}" for name in names for head in heads)),
        tuple(cells),
        total=len(cells) - 1,
        pair=(heads[0], heads[1]),
    )


def _none(reader: Reader, known: Sequence[str], period: PeriodInfo, label: str) -> None:
    """Why there is no table; nothing where the head of the page says it."""
    if reader.newest_before_meeting:
        return
    figures, area = reader.figures, reader.selection.area
    by_year = period.kind != "year" and any(
        figures.series(kpi, area, "year", f"form={code}")
        for kpi in known
        for code in figures.codes("placeringsform")
    )
    text.paragraph(none_by_form(label, is_public=reader.is_public, by_year=by_year))


def _left_out(reader: Reader, known: Sequence[str], kpis: Sequence[str]) -> str:
    """Which of the figures are not public of any form; blank where all are."""
    if list(kpis) == list(known):
        return ""
    without = not_by_form([reader.figures.definition(kpi).name for kpi in known if kpi not in kpis])
    return f"{without} {PRICE_IN_PAPER}" if reader.figures.has("consultant_cost") else without
