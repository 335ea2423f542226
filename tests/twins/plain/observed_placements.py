"""What the KPIs of placements observe, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.twins.plain.observations import FOSTER, Observation, Register, age_class, child_of


def _children_placed(register: Register, forms: tuple[str, ...] | None) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if forms is None or row["form"] in forms:
            yield Observation(
                row["kommun_code"],
                child_of(row),
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
        yield Observation(row["kommun_code"], child_of(row), first_day=row["start_date"], last_day=ends)


def children_in_care(register: Register, reporting_date: date) -> Iterator[Observation]:
    """Year by year, since a child passes from one class of age to the next."""
    for row in register["placeringar"]:
        for year in range(row["start_date"].year, reporting_date.year + 1):
            first = max(row["start_date"], date(year, 1, 1))
            ends = min(row["end_date"] or date.max, date(year + 1, 1, 1))
            if ends > first or (ends == first == row["start_date"]):
                yield Observation(
                    row["kommun_code"],
                    child_of(row),
                    first_day=first,
                    last_day=ends,
                    cuts={
                        "form": row["form"],
                        "alder": age_class(row["birth_year"], year),
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
            yield Observation(row["kommun_code"], child_of(row), day=row["start_date"])


def emergency_placements_akutfamilj(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["form"] == "akutfamilj":
            yield Observation(row["kommun_code"], child_of(row), day=row["start_date"])


def placements_started(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        cuts = {"form": row["form"]}
        yield Observation(row["kommun_code"], row["placement_id"], day=row["start_date"], cuts=cuts)


def placements_ended(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["placeringar"]:
        if row["end_date"] is not None:
            cuts = {"form": row["form"], "orsak": row["end_reason"] or "okand"}
            yield Observation(row["kommun_code"], row["placement_id"], day=row["end_date"], cuts=cuts)


def replacements(register: Register, reporting_date: date) -> Iterator[Observation]:
    for later in register["placeringar"]:
        left: list[dict[str, Any]] = []
        for earlier in register["placeringar"]:
            if child_of(earlier) != child_of(later):
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
            if child_of(earlier) == child_of(later) and earlier["start_date"] < later["start_date"]
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
