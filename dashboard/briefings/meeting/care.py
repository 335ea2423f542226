"""The screens of the care: how the children live, and what a day costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.blocks.told import why_dearer
from dashboard.briefings.meeting.awaited import awaited, set_against
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Big, Grid, Lines, filled, one_series
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.changes import fewer_or_more
from dashboard.words.own_and_bought import FORMS, beside_title
from dashboard.words.periods import beside
from dashboard.words.tables import Amount, Table

_PERIODS = 6


def placements(reader: Reader) -> Screen | None:
    """The children by form, beside the compared period, and what a day of their care costs."""
    kpi, figures = "children_in_care", reader.figures
    value, before = reader.now_and_before(kpi)
    if not value.shown or value.value is None:
        waiting = awaited(reader, kpi)
        return replace(waiting, body=(*waiting.body, *_cost_said(reader))) if waiting else None
    words, when = figures.codes("placeringsform"), beside(reader.compared, "stock")
    rows = []
    for form, word in words.items():
        now, was = reader.now_and_before(kpi, f"form={form}")
        if now.status == "hidden" or now.value or was.value:
            against = set_against(when, was, "")
            rows.append((word, Amount(now.value, status=now.status), against))
    rows.sort(key=lambda row: -(row[1].number or 0))
    title = f"{formats.number(value.value)} barn i vård"
    if before.shown and before.value is not None:
        title += f", {fewer_or_more(value.value, before.value)} {when}"
    return Screen(title, (one_series(rows, title=title), *_cost_said(reader)))


def _cost_said(reader: Reader) -> tuple[Lines, ...]:
    """What a care day costs in a bought home beside an own one, and why it got dearer, or whom it waits for."""
    cost = daily_cost(reader)
    if cost is None:
        return ()
    why = why_dearer(reader, in_brief=True)
    return (Lines((f"{cost.title}.", *([why] if why else []))),)


def daily_cost(reader: Reader) -> Screen | None:
    """A care day in a bought home beside an own one; while it is awaited, the forms' last known."""
    figures, area, kind = reader.figures, reader.selection.area, reader.period.kind
    words, kpi = figures.codes("placeringsform"), "cost_per_care_day"
    forms = [(words.get(form, form), figures.series(kpi, area, kind, f"form={form}"), form) for form in FORMS]
    shown = []
    for name, _series, form in forms:
        now, was = reader.now_and_before(kpi, f"form={form}")
        if now.shown and now.value is not None:
            against = set_against(reader.compared.label, was, "kr")
            shown.append((formats.kronor(now.value), f"{name}, per dygn", against))
    if not shown:
        if waiting := awaited(reader, kpi):
            *figures_known, why = waiting.body
            return replace(waiting, body=(*figures_known, _over_time(reader, forms), why))
        return None
    title = beside_title(forms, reader.selection.period, figures.labels)
    return Screen(title, (Big(tuple(shown)), _over_time(reader, forms)))


def _over_time(reader: Reader, forms: Sequence[tuple[str, Sequence[Value], str]]) -> Grid:
    """The forms' cost of a care day over the latest periods."""
    labels, chosen = reader.figures.labels, reader.selection.period
    periods = [
        period.period for period in reader.figures.periods(reader.period.kind) if period.period <= chosen
    ]
    rows = []
    for name, series, _form in forms:
        by_period = {value.period: value for value in series}
        found = [by_period.get(period) for period in periods[-_PERIODS:]]
        rows.append(
            (name, *(formats.figure(v.value, v.status, "kr") if v else formats.MISSING for v in found))
        )
    head = ("Per vårddygn", *(labels[period] for period in periods[-_PERIODS:]))
    return filled("Per vårddygn", Table(head, tuple(rows)), set(range(1, len(head))))
