"""What each KPI counts: one function a KPI that walks through the rows and says which of them are observations.

Written from the definitions. Rows are dicts with the stage tables' field names; a register is a dict of them by
dataset. A child is a kommun and its pseudonym, so a pseudonym used by two kommuner is two children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.twins.plain.calendar import last_day_of_month

Register = dict[str, list[dict[str, Any]]]

MATCHED = ("matchad_gfo", "matchad_kommun", "matchad_natverk")
FOSTER = ("familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott")


@dataclass(frozen=True)
class Observation:
    """One thing that counts: on a day, or over a span whose last day is None while it is open."""

    kommun: str | None
    item: Any
    day: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    value: Decimal | int | None = None
    cuts: dict[str, str] = field(default_factory=dict)
    in_total: bool = True


Observer = Callable[[Register, date], Iterable[Observation]]


def _child(row: dict[str, Any]) -> tuple[str, Any]:
    return (row["kommun_code"], row["child_id"])


# Referrals


def referrals_received(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        yield Observation(row["kommun_code"], row["referral_id"], day=row["received"])


def referrals_decided(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        if row["decided"] is not None:
            yield Observation(row["kommun_code"], row["referral_id"], day=row["decided"])


def _referrals_with(
    register: Register, outcomes: tuple[str, ...], *, children: bool
) -> Iterator[Observation]:
    for row in register["remisser"]:
        if row["outcome"] in outcomes:
            item = _child(row) if children else row["referral_id"]
            yield Observation(row["kommun_code"], item, day=row["decided"])


def matches(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, MATCHED, children=False)


def referrals_matched(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, MATCHED, children=True)


def referrals_matched_gfo(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("matchad_gfo",), children=True)


def referrals_matched_kommun(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("matchad_kommun", "matchad_natverk"), children=True)


def referrals_matched_network(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("matchad_natverk",), children=True)


def referrals_returned_gfo(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("aterlamnad",), children=False)


def referrals_withdrawn_kommun(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("atertagen",), children=False)


def referrals_open(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        yield Observation(
            row["kommun_code"], row["referral_id"], first_day=row["received"], last_day=row["decided"]
        )


def days_to_match(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        if row["outcome"] in MATCHED:
            waited = (row["decided"] - row["received"]).days
            yield Observation(row["kommun_code"], row["referral_id"], day=row["decided"], value=waited)


# The home bank and recruitment


def bank_homes(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["familjehem"]:
        home_type = row["home_type"] or "familjehem"
        yield Observation(
            row["home_kommun_code"],
            row["home_id"],
            first_day=row["from_date"],
            last_day=row["to_date"],
            cuts={"hemtyp": home_type},
            in_total=home_type == "familjehem",
        )


def bank_homes_available(register: Register, reporting_date: date) -> Iterator[Observation]:
    available = [row for row in register["familjehem"] if row["status"] == "tillgangligt"]
    return bank_homes({"familjehem": available}, reporting_date)


def enquiries_received(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["rekrytering"]:
        yield Observation(
            row["home_kommun_code"], row["enquiry_id"], day=row["received"], cuts={"kanal": row["channel"]}
        )


def enquiries_approved_later(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["rekrytering"]:
        if row["decision"] != "godkand" or row["decision_date"] > reporting_date:
            continue
        if row["decision_date"] - row["received"] <= timedelta(days=365):
            yield Observation(
                row["home_kommun_code"],
                row["enquiry_id"],
                day=row["received"],
                cuts={"kanal": row["channel"]},
            )


def homes_approved(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["rekrytering"]:
        if row["decision"] == "godkand":
            yield Observation(row["home_kommun_code"], row["enquiry_id"], day=row["decision_date"])


def days_to_approval(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["rekrytering"]:
        if row["decision"] == "godkand":
            waited = (row["decision_date"] - row["received"]).days
            yield Observation(
                row["home_kommun_code"], row["enquiry_id"], day=row["decision_date"], value=waited
            )


# Training, support, deviations


def training_participants(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["utbildning"]:
        cuts = {"utbildningstyp": row["training_type"]}
        yield Observation(
            row["kommun_code"], row["event_id"], day=row["day"], value=row["participants"], cuts=cuts
        )


def foster_parents_trained(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["utbildning"]:
        if row["training_type"] == "grundutbildning":
            yield Observation(row["kommun_code"], row["event_id"], day=row["day"], value=row["participants"])


def _support_of(register: Register, support_type: str) -> Iterator[Observation]:
    for row in register["stod"]:
        if row["support_type"] == support_type:
            yield Observation(row["kommun_code"], row["assignment_id"], day=row["start_date"])


def support_assignments(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _support_of(register, "individuellt_stod")


def mentorships(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _support_of(register, "mentorskap")


def exit_interviews(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _support_of(register, "avslutssamtal")


def deviations_reported(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["avvikelser"]:
        cuts = {"kategori": row["category"]}
        yield Observation(row["kommun_code"], row["deviation_id"], day=row["day"], cuts=cuts)


def deviations_open(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["avvikelser"]:
        yield Observation(
            row["kommun_code"],
            row["deviation_id"],
            first_day=row["day"],
            last_day=row["closed"],
            cuts={"kategori": row["category"]},
        )


# Placements


def _children_placed(register: Register, forms: tuple[str, ...] | None) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if forms is None or row["form"] in forms:
            yield Observation(
                row["kommun_code"],
                _child(row),
                first_day=row["start_date"],
                last_day=row["end_date"],
                cuts={"form": row["form"]},
            )


def placed_children(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _children_placed(register, None)


def children_in_care(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _children_placed(register, None)


def foster_children(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _children_placed(register, FOSTER)


def foster_children_consultant(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _children_placed(register, ("konsulentstott",))


def emergency_placements_started(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["form"] in ("jourhem", "akutfamilj"):
            yield Observation(row["kommun_code"], _child(row), day=row["start_date"])


def emergency_placements_akutfamilj(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["form"] == "akutfamilj":
            yield Observation(row["kommun_code"], _child(row), day=row["start_date"])


def placements_started(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        cuts = {"form": row["form"]}
        yield Observation(row["kommun_code"], row["placement_id"], day=row["start_date"], cuts=cuts)


def placements_ended(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["end_date"] is not None:
            cuts = {"form": row["form"]}
            yield Observation(row["kommun_code"], row["placement_id"], day=row["end_date"], cuts=cuts)


def replacements(register: Register, reporting_date: date) -> Iterator[Observation]:
    for later in register["placeringar"]:
        moved = False
        for earlier in register["placeringar"]:
            if _child(earlier) != _child(later):
                continue
            if earlier["end_date"] is None or not earlier["start_date"] < later["start_date"]:
                continue
            gap = (later["start_date"] - earlier["end_date"]).days
            same_home = earlier["home_id"] is not None and earlier["home_id"] == later["home_id"]
            if 0 <= gap <= 7 and not same_home:
                moved = True
        if moved:
            yield Observation(later["kommun_code"], later["placement_id"], day=later["start_date"])


def breakdowns(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["end_reason"] == "sammanbrott":
            yield Observation(row["kommun_code"], row["placement_id"], day=row["end_date"])


def care_days(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        yield Observation(
            row["kommun_code"],
            row["placement_id"],
            first_day=row["start_date"],
            last_day=row["end_date"],
            cuts={"form": row["form"]},
        )


# Money and population


def _costs_of(register: Register, forms: tuple[str, ...] | None) -> Iterator[Observation]:
    for row in register["kostnader"]:
        if forms is None or row["form"] in forms:
            item = (row["kommun_code"], row["month"], row["form"])
            cuts = {"form": row["form"]}
            ends = last_day_of_month(row["month"].year, row["month"].month)
            yield Observation(row["kommun_code"], item, day=ends, value=row["amount"], cuts=cuts)


def placement_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _costs_of(register, None)


def consultant_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _costs_of(register, ("konsulentstott",))


def foster_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _costs_of(register, FOSTER)


def children_0_20(register: Register, reporting_date: date) -> Iterator[Observation]:
    total: dict[tuple[str, int], int] = {}
    for row in register["befolkning"]:
        if 0 <= row["age"] <= 20:
            key = (row["kommun_code"], row["year"])
            total[key] = total.get(key, 0) + row["children"]
    for (kommun, year), children in total.items():
        yield Observation(kommun, (kommun, year), day=date(year, 12, 31), value=children)


def _economy(register: Register, column: str) -> Iterator[Observation]:
    for row in register["ekonomi"]:
        day = last_day_of_month(row["year"], 4 * row["tertial"])
        value = row[column]
        if value is not None and row["item"] == "intakter":
            value = -value
        item = (row["year"], row["tertial"], row["item"])
        yield Observation(None, item, day=day, value=value, cuts={"post": row["item"]})


def gfo_budget(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _economy(register, "budget")


def gfo_outcome(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _economy(register, "outcome")


def gfo_prognosis(register: Register, reporting_date: date) -> Iterator[Observation]:
    made: dict[date, list[Decimal | int | None]] = {}
    for observation in _economy(register, "prognosis"):
        assert observation.day is not None
        made.setdefault(observation.day, []).append(observation.value)
    for day, amounts in made.items():
        total = Decimal(0)
        whole = True
        for amount in amounts:
            if amount is None:
                whole = False
            else:
                total += amount
        if whole:
            yield Observation(None, day, day=day, value=total)
