"""The tertial in three sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard.published.records import Area, PeriodInfo, Value
from dashboard.words import formats
from dashboard.words.periods import MONTHS
from dashboard.words.series import record
from pipelines.reference import GFO


def overview(
    figures: Mapping[str, tuple[Value, Value]],
    bank: Sequence[Value],
    area: Area,
    period: PeriodInfo,
    before: PeriodInfo,
) -> str:
    """The tertial in at most three sentences; a figure that is not shown is left out, never guessed.

    `figures` holds (this period, same period last year) by KPI id, `bank` every tertial's available homes.
    """
    lines: list[str] = []
    received, received_before = figures["referrals_received"]
    if received.shown and received.value is not None:
        count = formats.number(received.value)
        noun = "remiss" if received.value == 1 else "remisser"
        compared = ""
        under_way = received.preliminary
        if under_way and received_before.shown and received_before.value is not None:
            compared = f"; {before.label} kom {formats.number(received_before.value)}"
        elif received_before.shown and received_before.value is not None:
            against = _fewer_or_more(received.value, received_before.value)
            compared = f", {against} {before.label}"
        place = "in" if area.area == GFO else f"in från {area.name}"
        came = f"har hittills {count} {noun} kommit" if under_way else f"kom {count} {noun}"
        lines.append(f"Under {period.label} {came} {place}{compared}.")
    elif received.reason == "ej_med":
        lines.append(f"{area.name} var inte med i GFO {period.label}.")
    matched, _ = figures["referrals_matched"]
    through_gfo, _ = figures["referrals_matched_gfo"]
    if matched.shown and matched.value is not None:
        got = "har fått" if matched.preliminary else "fick"
        children = formats.number(matched.value) if matched.value else "Inget"
        sentence = f"{children} barn {got} ett hem"
        if through_gfo.shown and through_gfo.value is not None and matched.value > 0:
            sentence += _through_gfo(matched.value, through_gfo.value)
        lines.append(sentence + ".")
    homes, _ = figures["bank_homes_available"]
    if homes.shown and homes.value is not None:
        noun = "tillgängligt familjehem" if homes.value == 1 else "tillgängliga familjehem"
        where = "banken" if area.area == GFO else area.name
        # The last day of a tertial under way has not come, and its lowest figure may be yet to come.
        day, rank = f"Den sista {MONTHS[period.last_day.month - 1]}", record(bank, period.period)
        if homes.preliminary:
            day, rank = "Den senaste dagen med uppgifter", ""
        lines.append(f"{day} fanns {formats.number(homes.value)} {noun} i {where}{rank}.")
    return " ".join(lines)


def _fewer_or_more(now: Decimal, before: Decimal) -> str:
    difference = now - before
    if difference == 0:
        return "lika många som"
    return f"{formats.number(abs(difference))} {'fler' if difference > 0 else 'färre'} än"


def _through_gfo(matched: Decimal, through: Decimal) -> str:
    if through == matched:
        return ", via GFO" if matched == 1 else ", alla via GFO"
    return ", inget via GFO" if through == 0 else f", {formats.number(through)} av dem via GFO"
