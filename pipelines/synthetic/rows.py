"""The registers as rows of canonical columns, before they take a sender's form."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from pipelines.synthetic.care import KommunCare
from pipelines.synthetic.children import FOSTER_PLAIN, Placement, choose_birth_year, finish_placements
from pipelines.synthetic.draw import REPORTING_DATE, room_random
from pipelines.synthetic.referral_days import Referral

# A value is written as its sender's format has it: a date as a date cell or text, a Decimal with a comma.
Value = str | int | Decimal | date | None
Row = dict[str, Value]

_NEW_DECISION = 0.05


def placement_rows(seed: int, care: KommunCare) -> list[Row]:
    """`placeringar` of one kommun in order of start; completes each child's birth year and reasons."""
    rng = room_random(seed, f"placements {care.kommun}")
    found: list[tuple[date, str, str, Row]] = []
    for child in care.children:
        choose_birth_year(rng, child)
        finish_placements(rng, child)
        birth_year, sex = child.facts
        for stay in [part for whole in child.placements for part in _decisions(rng.random(), whole)]:
            row: Row = {
                "placering_id": "",
                "kommun": care.kommun,
                "barn_id": child.id,
                "placeringsform": stay.form,
                "startdatum": stay.start,
                "slutdatum": stay.end,
                "fodelsear": birth_year,
                "kon": sex,
                "lagrum": stay.legal_basis,
                "hem_id": stay.home_id,
                "avslutsorsak": stay.end_reason or None,
            }
            found.append((stay.start, child.id, stay.form, row))
    found.sort(key=lambda item: item[:3])
    rows = [row for *_, row in found]
    for number, row in enumerate(rows, 1):
        row["placering_id"] = f"{str(row['barn_id'])[0]}p{number:04d}"
    return rows


def _decisions(chance: float, stay: Placement) -> list[Placement]:
    """Now and then a long stay is two decisions in the same home: two rows, and no move."""
    last = stay.end or REPORTING_DATE
    if chance >= _NEW_DECISION or stay.form not in FOSTER_PLAIN or (last - stay.start).days < 500:
        return [stay]
    days = 180 + int(chance / _NEW_DECISION * ((last - stay.start).days - 360))
    turn = stay.start + timedelta(days=days)
    first = Placement(stay.form, stay.start, stay.home, turn, "sol", "planerad")
    return [first, Placement(stay.form, turn, stay.home, stay.end, stay.legal_basis, stay.end_reason)]


def referral_rows(referrals: list[Referral]) -> list[Row]:
    """`remisser`, in the order received."""
    return [
        {
            "remiss_id": referral.id,
            "kommun": referral.kommun,
            "barn_id": referral.child.id,
            "inkommen": referral.received,
            "utfall": referral.outcome,
            "avslutad": referral.decided,
            "fodelsear": referral.child.facts[0],
            "kon": referral.child.facts[1],
            "sokt_form": referral.sought_form,
        }
        for referral in referrals
    ]
