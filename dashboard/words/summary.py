"""The period in three sentences, what stands out first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.published.records import Area, Definition, PeriodInfo, Value
from dashboard.words import formats
from dashboard.words.changes import of_shorter_time, set_beside
from dashboard.words.grammar import capitalised, joined, lowered
from dashboard.words.periods import MONTHS, so_far, than, within
from dashboard.words.series import record
from pipelines.kpi.words import remarks
from pipelines.periods import Period
from pipelines.reference import GFO

# Figures that are named in the lead; the others are in the list below it.
_NAMED = 3


def most_of(title: str, shown: int, every: int) -> str:
    """A list's title, and how many it leaves out."""
    return (
        title
        if shown == every
        else f"{title}: de {formats.number(shown)} viktigaste av {formats.number(every)}"
    )


def overview(
    unusual: Sequence[tuple[Definition, int, Value]],
    figures: Mapping[str, tuple[Value, Value]],
    bank: Sequence[Value],
    area: Area,
    period: PeriodInfo,
    before: PeriodInfo,
    reached: date,
    care: Sequence[str] = (),
) -> list[str]:
    """What stands out and how the period went; what is not shown is left out, and of a period before the kommun joined
    the homes of GFO's that lay in it.

    `unusual`: the figures that are not as usual, with the side they are on and what they are; `figures` holds (this
    period, what it is set beside) by KPI id, `bank` every period's available homes, `reached` the last day that the
    figures speak of; `care` is told of a kommun in place of the homes that lie in it.
    """
    last: Sequence[str] = ()
    if not before_joining(figures["referrals_received"][0]):
        last = care or [homes(figures, bank, area, period, reached)]
    lines = [_unusual(unusual), referrals(figures, area, period, before, reached), *last]
    return [line for line in lines if line]


def before_joining(value: Value) -> bool:
    """Whether a figure is of a period before its kommun joined GFO."""
    return value.reason == "ej_med"


def _unusual(found: Sequence[tuple[Definition, int, Value]]) -> str:
    """`Ovanligt högt: återlämnade remisser (29); ovanligt lågt: andel matchade (17 %).`; a few by name."""
    parts = []
    for word, side in (("högt", 1), ("lågt", -1)):
        names = [
            f"{lowered(one.name)} ({formats.figure(value.value, value.status, one.unit, one.decimals)}{_span(value)})"
            for one, on, value in found
            if on == side
        ]
        if names:
            few = names if len(names) <= _NAMED else [*names[: _NAMED - 1], f"{len(names) - _NAMED + 1} till"]
            parts.append(f"ovanligt {word}: {joined(few)}")
    return capitalised("; ".join(parts)) + "." if parts else ""


def _span(value: Value) -> str:
    return " på tre tertial" if Period.parse(value.period).kind == "rolling" else ""


def referrals(
    figures: Mapping[str, tuple[Value, Value]],
    area: Area,
    period: PeriodInfo,
    before: PeriodInfo,
    reached: date,
) -> str:
    """How many came, against last year, and how many children got a home."""
    received, was = figures["referrals_received"]
    if before_joining(received):
        return f"{area.name} var inte med i GFO {period.label}."
    if not received.shown or received.value is None:
        return _matched(figures, alone=True)
    noun = "remiss" if received.value == 1 else "remisser"
    many = formats.number(received.value) if received.value else "inga"
    place = "in" if area.area == GFO else f"in från {area.name}"
    compared = ""
    if was.shown and was.value is not None and not of_shorter_time(was):
        compared = f", {set_beside(received.value, was.value, than(before))}"
    came = f"{capitalised(within(period, so_far(period, reached)))} kom {many} {noun} {place}{compared}"
    matched = _matched(figures)
    shorter = "".join(f" Remisserna {lowered(said)}" for said in remarks(received.reason))
    # Whoever got a home may have been asked for long before.
    return (f"{came}; samma tid {matched}" if matched else f"{came}.") + shorter


def _matched(figures: Mapping[str, tuple[Value, Value]], *, alone: bool = False) -> str:
    """`fick 8 barn ett hem, 7 av dem via GFO.`, or `alone` `8 barn fick …`; of none that no referral led to one, for
    children are placed without a referral too."""
    matched, _ = figures["referrals_matched"]
    through, _ = figures["referrals_matched_gfo"]
    if not matched.shown or matched.value is None:
        return ""
    if not matched.value:
        return "Ingen remiss ledde till ett hem." if alone else "ledde ingen remiss till ett hem."
    children = f"{formats.number(matched.value)} barn"
    sentence = f"{children} fick ett hem" if alone else f"fick {children} ett hem"
    if through.shown and through.value is not None:
        sentence += _through_gfo(matched.value, through.value)
    return sentence + "."


def homes(
    figures: Mapping[str, tuple[Value, Value]],
    bank: Sequence[Value],
    area: Area,
    period: PeriodInfo,
    reached: date,
) -> str:
    """The available homes on the last day, and since when there were as few or as many."""
    homes, _ = figures["bank_homes_available"]
    if not homes.shown or homes.value is None:
        return ""
    noun = "tillgängligt familjehem" if homes.value == 1 else "tillgängliga familjehem"
    many = formats.number(homes.value) if homes.value else "inga"
    where = "banken" if area.area == GFO else area.name
    day = min(period.last_day, reached)
    # The lowest figure of a period under way may be yet to come.
    rank = "" if homes.preliminary else record(bank, period.period, of="antalet", on_a_day=True)
    return f"Den {day.day} {MONTHS[day.month - 1]} fanns {many} {noun} i {where}{rank}."


def _through_gfo(matched: Decimal, through: Decimal) -> str:
    if through == matched:
        return {1: ", via GFO", 2: ", båda via GFO"}.get(int(matched), ", alla via GFO")
    return ", inget via GFO" if through == 0 else f", {formats.number(through)} av dem via GFO"


def through_breakdown(ended: Decimal | None, broken: Decimal | None) -> str:
    """`, 1 av dem genom sammanbrott`, of placements that ended; blank where either is not known or none has."""
    if not ended or broken is None:
        return ""
    if ended == 1:
        return f", {'' if broken else 'inte '}genom sammanbrott"
    if broken == ended:
        return f", {'båda' if ended == 2 else 'alla'} genom sammanbrott"
    return f", {formats.number(broken) if broken else 'ingen'} av dem genom sammanbrott"
