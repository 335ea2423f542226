"""What the KPIs of training, support and deviations observe, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.twins.plain.observations import Observation, Register


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
