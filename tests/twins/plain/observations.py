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

from tests.twins.plain.calendar import days_between, last_day_of_month

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
            cuts = {"utfall": row["outcome"]}
            yield Observation(row["kommun_code"], row["referral_id"], day=row["decided"], cuts=cuts)


def days_to_decision(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        if row["decided"] is not None:
            waited = (row["decided"] - row["received"]).days
            cuts = {"utfall": row["outcome"]}
            yield Observation(
                row["kommun_code"], row["referral_id"], day=row["decided"], value=waited, cuts=cuts
            )


def children_referred(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        yield Observation(row["kommun_code"], _child(row), day=row["received"])


def children_returned_gfo(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("aterlamnad",), children=True)


def children_withdrawn_kommun(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("atertagen",), children=True)


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
    """Day by day, since a referral passes from one class of waiting and of age to the next."""
    for row in register["remisser"]:
        ends = min(row["decided"] or date.max, reporting_date + timedelta(days=1))
        for day in days_between(row["received"], ends - timedelta(days=1)):
            yield Observation(
                row["kommun_code"],
                row["referral_id"],
                first_day=day,
                last_day=day + timedelta(days=1),
                cuts={
                    "vantat": _waiting_class((day - row["received"]).days),
                    "alder": _age_class(row["birth_year"], day.year),
                },
            )


def _waiting_class(days: int) -> str:
    if days <= 30:
        return "0_30"
    if days <= 90:
        return "31_90"
    return "91_180" if days <= 180 else "over_180"


def _age_class(birth_year: int | None, year: int) -> str:
    if birth_year is None:
        return "okand"
    for oldest, code in ((6, "0_6"), (14, "7_14"), (17, "15_17")):
        if year - birth_year <= oldest:
            return code
    return "18_20"


def days_to_match(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        if row["outcome"] in MATCHED:
            waited = (row["decided"] - row["received"]).days
            yield Observation(row["kommun_code"], row["referral_id"], day=row["decided"], value=waited)


# The home bank and recruitment


def bank_homes(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in _bank_rows(register):
        home_type = row["home_type"] or "familjehem"
        yield Observation(
            row["home_kommun_code"],
            row["home_id"],
            first_day=row["from_date"],
            last_day=row["to_date"],
            cuts={"hemtyp": home_type, "status": row["status"] if home_type == "familjehem" else ""},
            in_total=home_type == "familjehem",
        )


def _bank_rows(register: Register) -> list[dict[str, Any]]:
    """The bank's rows, a blank kommun filled from the home's row before, else from its next."""
    found = []
    for row in register["familjehem"]:
        of_home = sorted(
            (r for r in register["familjehem"] if r["home_id"] == row["home_id"]),
            key=lambda r: r["from_date"],
        )
        at = of_home.index(row)
        near = [*reversed(of_home[: at + 1]), *of_home[at + 1 :]]
        known = [r["home_kommun_code"] for r in near if r["home_kommun_code"] is not None]
        found.append({**row, "home_kommun_code": known[0] if known else None})
    return found


def _bank_days(register: Register, statuses: tuple[str, ...]) -> Iterator[Observation]:
    for row in _bank_rows(register):
        if row["status"] in statuses and (row["home_type"] or "familjehem") == "familjehem":
            yield Observation(
                row["home_kommun_code"], row["home_id"], first_day=row["from_date"], last_day=row["to_date"]
            )


def bank_days(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _bank_days(register, ("upptaget", "tillgangligt"))


def bank_days_occupied(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _bank_days(register, ("upptaget",))


def _stays(register: Register) -> list[tuple[str | None, Any, date, date | None]]:
    """Kommun, home, the day it came and the day it was gone (None: still there), of every stay in the bank."""
    by_home: dict[Any, list[dict[str, Any]]] = {}
    for row in _bank_rows(register):
        if (row["home_type"] or "familjehem") == "familjehem":
            by_home.setdefault(row["home_id"], []).append(row)
    found: list[tuple[str | None, Any, date, date | None]] = []
    for home, rows in by_home.items():
        came: date | None = None
        gone = date.min
        kommun = None
        for row in sorted(rows, key=lambda r: r["from_date"]):
            if came is not None and row["from_date"] > gone:
                found.append((kommun, home, came, None if gone == date.max else gone))
                came, gone, kommun = None, date.min, None
            came = row["from_date"] if came is None else came
            gone = max(gone, row["to_date"] or date.max)
            kommun = row["home_kommun_code"] or kommun
        assert came is not None
        found.append((kommun, home, came, None if gone == date.max else gone))
    return found


def homes_joined_bank(register: Register, reporting_date: date) -> Iterator[Observation]:
    for kommun, home, came, _ in _stays(register):
        yield Observation(kommun, (home, came), day=came)


def homes_left_bank(register: Register, reporting_date: date) -> Iterator[Observation]:
    for kommun, home, came, gone in _stays(register):
        if gone is not None:
            yield Observation(kommun, (home, came), day=gone)


def days_in_bank(register: Register, reporting_date: date) -> Iterator[Observation]:
    for kommun, home, came, gone in _stays(register):
        if gone is not None:
            yield Observation(kommun, (home, came), day=gone, value=(gone - came).days)


def bank_homes_available(register: Register, reporting_date: date) -> Iterator[Observation]:
    filled = {"familjehem": _bank_rows(register)}
    for row, seen in zip(filled["familjehem"], bank_homes(filled, reporting_date), strict=True):
        if row["status"] == "tillgangligt":
            yield seen


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


def training_occasions(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["utbildning"]:
        cuts = {"utbildningstyp": row["training_type"]}
        yield Observation(row["kommun_code"], row["event_id"], day=row["day"], cuts=cuts)


def foster_parents_trained(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["utbildning"]:
        if row["training_type"] == "grundutbildning":
            yield Observation(row["kommun_code"], row["event_id"], day=row["day"], value=row["participants"])


def _support_of(register: Register, support_type: str) -> Iterator[Observation]:
    for row in register["stod"]:
        if row["support_type"] == support_type:
            yield Observation(row["kommun_code"], row["assignment_id"], day=row["start_date"])


def _ongoing(register: Register, support_type: str) -> Iterator[Observation]:
    for row in register["stod"]:
        if row["support_type"] == support_type:
            yield Observation(
                row["kommun_code"],
                row["assignment_id"],
                first_day=row["start_date"],
                last_day=row["end_date"],
            )


def support_ongoing(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _ongoing(register, "individuellt_stod")


def mentorships_ongoing(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _ongoing(register, "mentorskap")


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


def deviations_closed(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["avvikelser"]:
        if row["closed"] is not None:
            cuts = {"kategori": row["category"]}
            yield Observation(row["kommun_code"], row["deviation_id"], day=row["closed"], cuts=cuts)


def days_to_close_deviation(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["avvikelser"]:
        if row["closed"] is not None:
            was_open = (row["closed"] - row["day"]).days
            cuts = {"kategori": row["category"]}
            yield Observation(
                row["kommun_code"], row["deviation_id"], day=row["closed"], value=was_open, cuts=cuts
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


def placed_children_0_20(register: Register, reporting_date: date) -> Iterator[Observation]:
    """Through the year in which they turn twenty; a child without a year of birth counts."""
    for row in register["placeringar"]:
        ends, born = row["end_date"], row["birth_year"]
        if born is not None:
            last = date(born + 20, 12, 31)
            if row["start_date"] > last:
                continue
            ends = last if ends is None else min(ends, last)
        yield Observation(row["kommun_code"], _child(row), first_day=row["start_date"], last_day=ends)


def children_in_care(register: Register, reporting_date: date) -> Iterator[Observation]:
    """Year by year, since a child passes from one class of age to the next."""
    for row in register["placeringar"]:
        for year in range(row["start_date"].year, reporting_date.year + 1):
            first = max(row["start_date"], date(year, 1, 1))
            ends = min(row["end_date"] or date.max, date(year + 1, 1, 1))
            if ends > first or (ends == first == row["start_date"]):
                yield Observation(
                    row["kommun_code"],
                    _child(row),
                    first_day=first,
                    last_day=ends,
                    cuts={
                        "form": row["form"],
                        "alder": _age_class(row["birth_year"], year),
                        "kon": row["sex"] or "okant",
                        "lagrum": row["legal_basis"] or "okand",
                    },
                )


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
        left: list[dict[str, Any]] = []
        for earlier in register["placeringar"]:
            if _child(earlier) != _child(later):
                continue
            if earlier["end_date"] is None or not earlier["start_date"] < later["start_date"]:
                continue
            gap = (later["start_date"] - earlier["end_date"]).days
            same_home = earlier["home_id"] is not None and earlier["home_id"] == later["home_id"]
            if -1 <= gap <= 7 and not same_home:
                left.append(earlier)
        if left:
            latest = max((one["end_date"], one["start_date"]) for one in left)
            forms = {one["form"] for one in left if (one["end_date"], one["start_date"]) == latest}
            yield Observation(
                later["kommun_code"],
                later["placement_id"],
                day=later["start_date"],
                cuts={"fran": "akut" if forms & {"jourhem", "akutfamilj"} else "annan"},
            )


def re_entries(register: Register, reporting_date: date) -> Iterator[Observation]:
    for later in register["placeringar"]:
        ends = [
            earlier["end_date"] or date.max
            for earlier in register["placeringar"]
            if _child(earlier) == _child(later) and earlier["start_date"] < later["start_date"]
        ]
        if ends and 8 <= (later["start_date"] - max(ends)).days <= 365:
            yield Observation(later["kommun_code"], later["placement_id"], day=later["start_date"])


def custody_transfers(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["end_reason"] == "vardnadsoverflyttning":
            yield Observation(row["kommun_code"], row["placement_id"], day=row["end_date"])


def _days_in(register: Register, forms: tuple[str, ...]) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["form"] in forms:
            yield Observation(
                row["kommun_code"],
                row["placement_id"],
                first_day=row["start_date"],
                last_day=row["end_date"],
            )


def foster_care_days(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _days_in(register, FOSTER)


def consultant_care_days(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _days_in(register, ("konsulentstott",))


def breakdowns(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["end_reason"] == "sammanbrott":
            cuts = {"form": row["form"]}
            yield Observation(row["kommun_code"], row["placement_id"], day=row["end_date"], cuts=cuts)


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
    ages: dict[tuple[str, int], dict[int, int]] = {}
    for row in register["befolkning"]:
        if 0 <= row["age"] <= 20:
            ages.setdefault((row["kommun_code"], row["year"]), {})[row["age"]] = row["children"]
    for (kommun, year), children in ages.items():
        if len(children) == 21:
            yield Observation(kommun, (kommun, year), day=date(year, 12, 31), value=sum(children.values()))


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


def recruitment_cost(register: Register, reporting_date: date) -> Iterator[Observation]:
    return (seen for seen in _economy(register, "outcome") if seen.cuts["post"] == "rekrytering")


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
