"""What the KPIs of referrals observe, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.twins.plain.calendar import days_between
from tests.twins.plain.observations import MATCHED, Observation, Register, age_class, child_of


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
        yield Observation(row["kommun_code"], child_of(row), day=row["received"])


def children_returned_gfo(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("aterlamnad",), children=True)


def children_withdrawn_kommun(register: Register, reporting_date: date) -> Iterator[Observation]:
    return _referrals_with(register, ("atertagen",), children=True)


def _referrals_with(
    register: Register, outcomes: tuple[str, ...], *, children: bool
) -> Iterator[Observation]:
    for row in register["remisser"]:
        if row["outcome"] in outcomes:
            item = child_of(row) if children else row["referral_id"]
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
                    "alder": age_class(row["birth_year"], day.year),
                },
            )


def _waiting_class(days: int) -> str:
    if days <= 30:
        return "0_30"
    if days <= 90:
        return "31_90"
    return "91_180" if days <= 180 else "over_180"


def days_to_match(register: Register, reporting_date: date) -> Iterator[Observation]:
    for row in register["remisser"]:
        if row["outcome"] in MATCHED:
            waited = (row["decided"] - row["received"]).days
            yield Observation(row["kommun_code"], row["referral_id"], day=row["decided"], value=waited)
