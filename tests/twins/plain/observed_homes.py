"""What the KPIs of the home bank and of recruitment observe, read row by row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.twins.plain.observations import Observation, Register


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
