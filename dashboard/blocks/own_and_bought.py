"""Own homes beside bought ones in the chosen area: what a care day costs in each, and what the difference comes to.

Knows no Streamlit.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks.told import drawn, standing
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.words.own_and_bought import FORMS, beside_title, difference, price_changes
from dashboard.words.periods import so_far, than

KPI = "cost_per_care_day"
_DAYS = "care_days"

#: Name, figures, and the style of each form's line.
Lines = Sequence[tuple[str, tuple[Value, ...], str]]


def lines(reader: Reader) -> Lines:
    """The forms with a figure, to the chosen period; none where there is but one to show."""
    figures = reader.figures
    if not figures.has(KPI):
        return []
    words = figures.codes("placeringsform")
    found = [
        (
            words.get(form, form),
            drawn(reader, KPI, f"form={form}"),
            style,
        )
        for form, style in zip(FORMS, ("front", "dash", "back"), strict=True)
    ]
    found = [line for line in found if any(value.shown for value in line[1])]
    return found if len(found) > 1 else []


def title(reader: Reader, found: Lines) -> str:
    """What a day costs in each, of the chosen period or the last one known."""
    period, figures = standing(reader, KPI), reader.figures
    labels = {**figures.labels, period.period: so_far(period, figures.release.reporting_date)}
    return beside_title(found, period.period, labels)


def since_before(reader: Reader) -> str:
    """What a day costs more or less in each than in the period it is set beside; blank where it is not known of two."""
    figures, area, period = reader.figures, reader.selection.area, standing(reader, KPI)
    if not figures.has(KPI):
        return ""
    names, before = figures.codes("placeringsform"), figures.compared(period.period)
    found = []
    for form in FORMS:
        now, then = (figures.value(KPI, area, one.period, f"form={form}") for one in (period, before))
        if now.shown and then.shown and now.value and then.value:
            found.append((names.get(form, form), now.value, then.value))
    return price_changes(found, than(before)) if len(found) > 1 else ""


def come_to(reader: Reader) -> str:
    """What the difference to GFO's homes, and to the kommuner's own, comes to over the days in bought ones, and what
    that leaves out; blank where any part of it is not shown, and where the kronor are of other days."""
    figures, area = reader.figures, reader.selection.area
    if not (figures.has(KPI) and figures.has(_DAYS)):
        return ""
    period = standing(reader, KPI)
    bought, own = (figures.value(KPI, area, period.period, f"form={form}") for form in FORMS[:2])
    days = figures.value(_DAYS, area, period.period, f"form={FORMS[0]}")
    if not all(one.shown for one in (bought, own, days)) or bought.denominator != days.value:
        return ""
    if bought.value is None or own.value is None or days.value is None:
        return ""
    names = figures.codes("placeringsform")
    third = figures.value(KPI, area, period.period, f"form={FORMS[2]}")
    other = (names.get(FORMS[2], FORMS[2]), third.value) if third.shown and third.value is not None else None
    name, label = names.get(FORMS[1], FORMS[1]), so_far(period, figures.release.reporting_date)
    return difference(bought.value, own.value, days.value, reader.area.name, name, label, other)
