"""The first sentences of the pages on placements, homes and support: what a busy reader takes with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from dashboard.published.records import Area, PeriodInfo, Value
from dashboard.words import formats, kommun, summary
from dashboard.words.changes import of_shorter_time, set_beside
from dashboard.words.grammar import capitalised, joined
from dashboard.words.periods import so_far, spoken_day, than, within
from dashboard.words.series import record
from pipelines.reference import GFO

#: This period, and what it is set beside, by KPI id.
Told = Mapping[str, tuple[Value, Value]]


def sent_back(
    told: tuple[Value, Value], series: Sequence[Value], area: Area, period: PeriodInfo, compared: PeriodInfo
) -> str:
    """`GFO lämnade tillbaka 29 remisser, 16 fler än T2 2025, det högsta antalet hittills. Skälet registreras inte.`;
    blank where the figure is not shown, or nothing has been sent back now or then."""
    now, before = told
    if not now.shown or now.value is None:
        return ""
    beside = ""
    if before.shown and before.value is not None and not of_shorter_time(before):
        if not (now.value or before.value):
            return ""
        beside = f", {set_beside(now.value, before.value, than(compared))}"
    whose = "" if area.area == GFO else f" från {area.name}"
    # The highest figure of a period under way may be yet to come.
    rank = "" if now.preliminary else record(series, period.period, of="antalet")
    # The question that follows; the register has no column for it.
    why = " Skälet registreras inte." if now.value else ""
    return f"GFO lämnade tillbaka {_many(now.value, 'remiss', 'remisser', 'inga')}{whose}{beside}{rank}.{why}"


def placements(told: Told, area: Area, period: PeriodInfo, compared: PeriodInfo, reached: date) -> str:
    """How many children are placed, how many placements began and ended, and what they cost; what is not shown is left
    out."""
    began = _counted(told["placements_started"][0], "påbörjades", "placering", "placeringar")
    ended = _ended(told["placements_ended"][0], told["breakdowns"][0], alone=not began)
    said = [
        kommun.children(*told["children_in_care"], area, period, compared, reached),
        _together([began, ended], period, reached),
        kommun.cost(*told["placement_cost"], period, compared),
    ]
    return " ".join(sentence for sentence in said if sentence)


def homes(told: Told, bank: str, period: PeriodInfo, reached: date) -> str:
    """What the bank holds (`bank`, a sentence), and how many homes were approved and left it."""
    approved = _counted(told["homes_approved"][0], "godkändes", "hem", "hem", "inget")
    left = told["homes_left_bank"][0]
    gone = "" if left.value is None or not left.shown else _many(left.value, "hem", "hem", "inget")
    moves = _and_then(approved, gone, "lämnade", " banken", period, reached)
    return " ".join(filter(None, [bank, moves]))


def waiting(open_now: Value) -> str:
    """`Samma dag pågick 33 remisser.`, after how many homes could take a child; blank where it is not shown."""
    if not open_now.shown or open_now.value is None:
        return ""
    return f"Samma dag pågick {_many(open_now.value, 'remiss', 'remisser', 'inga')}."


def support(told: Told, period: PeriodInfo, reached: date) -> str:
    """How many acute placements began, and how many deviations were reported and still stand."""
    begun = _acute(told["emergency_placements_started"][0])
    found = told["deviations_reported"][0]
    reported = (
        ""
        if not found.shown or found.value is None
        else _many(found.value, "avvikelse", "avvikelser", "inga")
    )
    moves = _and_then(begun, reported, "rapporterades", "", period, reached)
    left = told["deviations_open"][0]
    standing = ""
    if left.shown and left.value is not None:
        many = _many(left.value, "avvikelse", "avvikelser", "inga")
        closed = "avslutad" if left.value == 1 else "avslutade"
        day = spoken_day(min(period.last_day, reached))
        standing = (
            f"Den {day} var {many} inte {closed}."
            if left.value
            else f"Den {day} var alla avvikelser avslutade."
        )
    return " ".join(filter(None, [moves, standing]))


def _and_then(first: str, what: str, did: str, after: str, period: PeriodInfo, reached: date) -> str:
    """`T1 2026 godkändes 5 hem, och 2 hem lämnade banken.`: a clause whose verb is first, then `what` did something;
    either alone where the other is blank."""
    span = capitalised(within(period, so_far(period, reached)))
    if not what:
        return f"{span} {first}." if first else ""
    return f"{span} {first}, och {what} {did}{after}." if first else f"{span} {did} {what}{after}."


def _together(moves: list[str], period: PeriodInfo, reached: date) -> str:
    known = [move for move in moves if move]
    return f"{capitalised(within(period, so_far(period, reached)))} {joined(known)}." if known else ""


def _counted(value: Value, verb: str, one: str, more: str, none: str = "inga") -> str:
    """`påbörjades 52 placeringar`; blank where the figure is not shown."""
    if not value.shown or value.value is None:
        return ""
    return f"{verb} {_many(value.value, one, more, none)}"


def _ended(ended: Value, broken: Value, *, alone: bool) -> str:
    """`avslutades 56, 4 av dem genom sammanbrott`; `alone` with its noun, which nothing before it has said."""
    said = _counted(ended, "avslutades", "placering" if alone else "", "placeringar" if alone else "")
    if not said:
        return ""
    return said.rstrip() + summary.through_breakdown(ended.value, broken.value if broken.shown else None)


def _acute(children: Value) -> str:
    """How many acute placements began, which are not all that went on."""
    if not children.shown or children.value is None:
        return ""
    if children.value > 1:
        return f"påbörjades jourhemsplaceringar för {formats.number(children.value)} barn"
    return f"påbörjades {'en' if children.value else 'ingen'} jourhemsplacering"


def _many(value: Decimal, one: str, more: str, none: str) -> str:
    noun = one if value == 1 else more
    return f"{formats.number(value) if value else none} {noun}"
