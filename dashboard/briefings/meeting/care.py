"""The screens of the care: how the children live, and what a day costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dashboard.blocks.told_cost import why_more
from dashboard.briefings.meeting.awaited import awaited, set_against
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.parts import Big, Grid, Lines, filled
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.changes import fewer_or_more
from dashboard.words.grammar import lowered
from dashboard.words.own_and_bought import FORMS, beside_title
from dashboard.words.periods import than, when
from dashboard.words.tables import Amount, Table
from pipelines.signals import FEWEST_MORE

_PERIODS = 6
_COST = "cost_per_care_day"


def placements(reader: Reader) -> Screen | None:
    """The children by form beside the compared period, what a day of each costs, and why they cost more or less."""
    kpi, figures = "children_in_care", reader.figures
    value, before = reader.now_and_before(kpi)
    if not value.shown or value.value is None:
        waiting = awaited(reader, kpi)
        return replace(waiting, body=(*waiting.body, *_of_cost(reader))) if waiting else None
    than_when = than(reader.compared, "stock")
    rows = []
    for form, word in figures.codes("placeringsform").items():
        now, was = reader.now_and_before(kpi, f"form={form}")
        if now.status == "hidden" or now.value or was.value:
            rows.append((word, *_cells(now, was), *_cells(*reader.now_and_before(_COST, f"form={form}"))))
    rows.sort(key=lambda row: -(row[1].number or 0))
    forms = tuple(rows)
    rows.append(("Alla", *_cells(value, before), *_cells(*reader.now_and_before(_COST))))
    # The children are those of a day; what they cost is the whole period's.
    at = when(reader.period, "stock", figures.release.reporting_date)
    title = f"{formats.number(value.value)} barn i vård {at}"
    if before.shown and before.value is not None:
        title += f", {fewer_or_more(value.value, before.value)} {than_when}"
    spent, spent_before = reader.now_and_before("placement_cost")
    if spent.shown and spent_before.shown and spent.value is not None and spent_before.value is not None:
        title += _dearer(formats.step(spent.value, spent_before.value))
    elif before.shown:
        title += _moved(forms)
    labels = (reader.period.label, reader.compared.label)
    head = ("Placeringsform", *(f"{what} {label}" for what in ("Barn", "Ett dygn") for label in labels))
    table = Table(head, tuple(rows), total=len(rows) - 1)
    return Screen(title, (filled("Barn och kostnad per form", table, range(1, len(head))), *_of_cost(reader)))


def _dearer(step: Decimal) -> str:
    """`; placeringarna kostade 2,73 mnkr mer`: fewer children on the last day may have cost more."""
    return (
        f"; placeringarna kostade {formats.short_kronor(abs(step))} {'mer' if step > 0 else 'mindre'}"
        if step
        else ""
    )


def _moved(rows: Sequence[tuple[str, Amount, Amount, Amount, Amount]]) -> str:
    """`; i konsulentstött familjehem 30, mot 42`: the form whose children have changed most in number, where the sum
    hides it; blank of fewer than three."""
    known = [
        (abs(Decimal(now.number) - Decimal(was.number)), form, now, was)
        for form, now, was, *_costs in rows
        if now.number is not None and was.number is not None
    ]
    most, form, now, was = max(known, key=lambda one: one[0], default=(Decimal(0), "", Amount(0), Amount(0)))
    return f"; i {lowered(form)} {now.text}, mot {was.text}" if most >= FEWEST_MORE else ""


def _of_cost(reader: Reader) -> tuple[Lines, ...]:
    """What the placements cost, and why it is more or less, or whom their cost waits for."""
    waiting = awaited(reader, _COST)
    told = f"{waiting.title}." if waiting else why_more(reader, with_total=True)
    return (Lines((told,)),) if told else ()


def _cells(now: Value, was: Value) -> tuple[Amount, Amount]:
    unit = "kr" if now.kpi == _COST else ""
    return Amount(now.value, unit, status=now.status), Amount(was.value, unit, status=was.status)


def daily_cost(reader: Reader) -> Screen | None:
    """A care day in a bought home beside an own one; while it is awaited, the forms' last known."""
    figures, area, kind = reader.figures, reader.selection.area, reader.period.kind
    words = figures.codes("placeringsform")
    forms = [
        (words.get(form, form), figures.series(_COST, area, kind, f"form={form}"), form) for form in FORMS
    ]
    shown = []
    for name, _series, form in forms:
        now, was = reader.now_and_before(_COST, f"form={form}")
        if now.shown and now.value is not None:
            against = set_against(reader.compared.label, was, "kr")
            shown.append((formats.kronor(now.value), f"{name}, per dygn", against))
    if not shown:
        if waiting := awaited(reader, _COST):
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
