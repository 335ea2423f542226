"""What the placements of the chosen area cost, what made it more or less, and what a care day's cost was beside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dashboard.blocks.told import drawn, of_other_days, outside
from dashboard.published.cost_change import cost_change
from dashboard.published.figures import Figures
from dashboard.published.records import CostChange, Value
from dashboard.reader.reader import Reader
from dashboard.words import courses, dearer, kommun
from dashboard.words.changes import of_shorter_time

# Of each form what its price is made of: days, then kronor.
_BY_FORM = ("care_days", "placement_cost")
# A period and the one it is set beside.
_BOTH = 2


def cost_so_far(reader: Reader, what: str = "de") -> str:
    """What the placements (`what`) have cost of the year by the end of a tertial that is not its first; else blank."""
    figures, period = reader.figures, reader.period
    if period.kind != "tertial" or period.first_day.month == 1:
        return ""
    day, year = figures.release.reporting_date, str(period.last_day.year)
    known = {one.period: one for kind in ("year", "ytd") for one in figures.periods(kind)}
    # Of a year under way as many days stand beside it; of an older tertial the same months do.
    is_year = period.last_day.month == 12 or (year in known and period.last_day >= day)
    through = known.get(year if is_year else f"{period.period}Y")
    if through is None:
        return ""
    compared = figures.compared(through.period)
    area = reader.selection.area
    now, before = (figures.alone("placement_cost", area, one) for one in (through.period, compared.period))
    return kommun.cost_so_far(now, before, through, compared, day, what)


def why_dearer(reader: Reader) -> str:
    """What most of a care day's change is, other forms or other prices, and which forms moved, where the file tells
    it."""
    now, before = reader.now_and_before("cost_per_care_day")
    found = _cost_change(reader)
    if found is None or now.value is None or before.value is None:
        return ""
    why = dearer.why(found, now.value, before.value, _label(reader))
    return f"{why} {_which_forms(reader, found, why)}".rstrip() if why else ""


def why_more(reader: Reader, *, with_total: bool = False) -> str:
    """What most of the placements' whole change in cost is, more care days, dearer forms or other prices, and then as
    `why_dearer`; that itself where the days and the kronor are not of the same time. `with_total` it says first what
    they cost, which most places say above it."""
    found = _cost_change(reader)
    spent = [
        dearer.Spent(cost.value, day.denominator)
        for cost, day in zip(
            reader.now_and_before("placement_cost"), reader.now_and_before("cost_per_care_day"), strict=True
        )
        if cost.value is not None and cost.value == day.numerator and day.denominator is not None
    ]
    now = reader.now_and_before("placement_cost")[0]
    alike = len(spent) == _BOTH and not of_other_days(reader, now)
    told = ""
    if found and alike:
        told = dearer.whole(found, spent[0], spent[1], _label(reader), with_total=with_total)
    return f"{told} {_which_forms(reader, found, told)}".rstrip() if found and told else why_dearer(reader)


def unusual_before(reader: Reader) -> str:
    """Whether what a care day is set beside was unusual itself, where the file tells why it has changed: a tertial, or
    as much of a year."""
    now, before = reader.now_and_before("cost_per_care_day")
    if (
        _cost_change(reader) is None
        or of_other_days(reader, now)
        or now.value is None
        or before.value is None
    ):
        return ""
    figures = reader.figures
    compared = figures.period(before.period)
    former, of_years = _two_before(figures, before), compared.kind != "tertial"
    change, label = now.value - before.value, kommun.same_days(compared)
    return dearer.unusual_before(change, before.value, former, label, of_years=of_years)


def cost_heading(reader: Reader) -> str:
    """What happened to the cost of a kommun's placements, and in which form; blank where it is set beside nothing."""
    now, before = reader.now_and_before("placement_cost")
    if (
        of_other_days(reader, now)
        or of_shorter_time(now, before)
        or now.value is None
        or before.value is None
    ):
        return ""
    when = kommun.during(reader.period)
    said = dearer.heading(
        reader.area.name,
        (now.value, before.value),
        _forms(reader),
        f"hittills {when}" if now.preliminary else when,
        _label(reader),
        outside(reader),
    )
    definition = reader.figures.definition("placement_cost")
    course = drawn(reader, "placement_cost")
    # Who was outside GFO then has that for a reason.
    if not said or outside(reader):
        return said
    return said + courses.after_change(course, now, before, definition)


def forms_of_cause(reader: Reader) -> list[dearer.Form]:
    """The forms that the change of the cost is told by; none beside a time outside GFO, when other homes were to be
    had."""
    return [] if outside(reader) else _forms(reader)


def _cost_change(reader: Reader) -> CostChange | None:
    """The parts of a care day's change, where they are of what the figure is set beside."""
    now, before = reader.now_and_before("cost_per_care_day")
    found = cost_change(reader.figures.source, reader.selection.area, now.period)
    known = found is not None and found.compared_with == before.period and now.shown and before.shown
    return found if known else None


def _label(reader: Reader) -> str:
    """What the period is set beside, as it stands after *än*."""
    return kommun.same_days(reader.compared)


def _which_forms(reader: Reader, found: CostChange, said: str) -> str:
    """Which dearer forms moved, where that explains what is `said`; nothing of a period under way that is not set
    beside as many days."""
    now, before = reader.now_and_before("cost_per_care_day")
    if dearer.is_beside_the_point(found, said):
        return ""
    if of_other_days(reader, now) or now.value is None or before.value is None:
        return ""
    return dearer.moved(_forms(reader), found.mix, now.value, before.value, _label(reader))


def _forms(reader: Reader) -> list[dearer.Form]:
    """Each form's days and kronor in the chosen period and the one before, and its children where both are shown; none
    where any of the days and kronor is not."""
    forms = []
    for code, name in reader.figures.codes("placeringsform").items():
        found = [value for kpi in _BY_FORM for value in reader.now_and_before(kpi, f"form={code}")]
        if not all(value.shown for value in found):
            return []
        children = reader.now_and_before("children_in_care", f"form={code}")
        counted = [child.value for child in children if all(one.shown for one in children)]
        forms.append(dearer.Form(name, *(value.value or Decimal(0) for value in found), *counted))
    return forms


def _two_before(figures: Figures, value: Value) -> list[Decimal]:
    """The same figure of the two tertials before, or of as much of the two years before; none where one of them is not
    shown, nor of another kind of period."""
    period = figures.period(value.period)
    kind = {"tertial": "tertial", "ytd": "ytd", "same_days": "ytd"}.get(period.kind)
    if kind is None:
        return []
    before = [
        one
        for one in figures.series(value.kpi, value.area, kind)
        for last in [figures.period(one.period).last_day]
        if last < period.last_day and (kind == "tertial" or _is_as_far(last, period.last_day))
    ]
    return [one.value for one in before[-2:] if one.shown and one.value is not None]


def _is_as_far(day: date, other: date) -> bool:
    return (day.month, day.day) == (other.month, other.day)
