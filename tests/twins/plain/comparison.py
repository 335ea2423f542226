"""Twin of what differs between two builds: figure by figure, with the deliveries and corrections behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Database = dict[str, list[Row]]
Cell = tuple[str, str, str, str]
#: What tells a declared correction from another.
DECLARED = ("dataset", "sender", "column_name", "reason")


def differences(old: Database, new: Database) -> list[Row]:
    """Every figure of the old database that the new one has otherwise, or no longer has; largest change first.

    A period cut short (2023T2D0502) is made to stand beside one under way, and is not followed from build to build.
    """
    found = []
    told_now = {_cell(row): row for row in new["kpi_value"]}
    changed = {
        _cell(was): _changed_by(was, told_now.get(_cell(was)), new)
        for was in old["kpi_value"]
        if (was["value"], was["status"]) != _told(told_now.get(_cell(was)))
    }
    for was in old["kpi_value"]:
        if "D" in was["period"]:
            continue
        now = told_now.get(_cell(was), {"value": None, "status": "missing"})
        if _cell(was) not in changed:
            continue
        behind, certain = causes(_cell(was), changed, old, new)
        names = [row["name"] for row in old["kpi_definition"] if row["kpi"] == was["kpi"]]
        found.append(
            {
                "kpi": was["kpi"],
                "name": names[0] if names else was["kpi"],
                "cut": was["cut"],
                "area": was["area"],
                "period": was["period"],
                "old_value": was["value"],
                "old_status": was["status"],
                "new_value": now["value"],
                "new_status": now["status"],
                "settled": was["status"] != "missing" and not was["preliminary"],
                "causes": behind,
                "certain": certain,
            }
        )
    return sorted(found, key=lambda row: (*_weight(row), *_cell(row)))


def _cell(row: Row) -> Cell:
    return row["kpi"], row["cut"], row["area"], row["period"]


def _told(row: Row | None) -> tuple[Decimal | None, str]:
    return (row["value"], row["status"]) if row else (None, "missing")


def _weight(row: Row) -> tuple[bool, bool, bool, Fraction]:
    """Periods that were over first, what is missing in one of the two last; in between by the change in parts of the
    old figure, of which one that was 0 has none and stands on top."""
    old, new = row["old_value"], row["new_value"]
    if old is None or new is None:
        return not row["settled"], True, False, Fraction(0)
    if not old:
        return not row["settled"], False, False, Fraction(0)
    return not row["settled"], False, True, -abs(Fraction(new) - Fraction(old)) / abs(Fraction(old))


def causes(
    cell: Cell, changed: Mapping[Cell, set[str]], old: Database, new: Database
) -> tuple[list[Row], bool]:
    """What is new since of the registers that the figure has changed by, and of senders that the area rests on, and
    whether each is behind it: of a register that many have sent, how many. `changed`: the registers that every
    changed figure has changed by. GFO's rests on the kommuner whose own figure has changed by the same register,
    where any has."""
    kpi, cut, area, period = cell
    found = []
    for dataset in changed[cell]:
        sent = [
            row
            for row in new["delivery_status"]
            if row["dataset"] == dataset and _rests_on(area, row["sender"]) and not _has(old, row)
        ]
        corrected = _distinct(
            row
            for row in new["declaration"]
            if row["dataset"] == dataset and _rests_on(area, row["sender"]) and _is_new_correction(old, row)
        )
        own = {
            row["sender"]
            for row in sent + corrected
            if row["sender"] != "GFO" and dataset in changed.get((kpi, cut, row["sender"], period), set())
        }
        if area == "GFO" and own:
            kept = own | {"GFO", "SCB", "SCB-CKM"}
            sent, corrected = ([row for row in rows if row["sender"] in kept] for rows in (sent, corrected))
        found += _of_register(cell, sent, corrected, own, old, new)
    alone = len(found) == 1
    told: dict[tuple[str, ...], Row] = {}
    for row in found:
        many = sum(one["kind"] == "leverans" and one["dataset"] == row["dataset"] for one in found) > 3
        sender = "" if many and row["kind"] == "leverans" else row["sender"]
        key = (row["kind"], row["dataset"], sender, row["reason"])
        one = told.setdefault(key, {**row, "sender": sender, "senders": 0})
        one["senders"] += 1
        if one["senders"] > 1:
            reached = (one["former_through"], row["former_through"])
            one["former_through"] = None if None in reached else min(reached)
            one["about"] = one["about"] if one["about"] == row["about"] else ""
        if row["first_day"]:
            one["first_day"] = min(one["first_day"], row["first_day"])
            one["last_day"] = max(one["last_day"], row["last_day"])
    certain = bool(found) and (alone or all(row["certain"] for row in found))
    return [{k: v for k, v in told[key].items() if k != "certain"} for key in sorted(told)], certain


def _of_register(
    cell: Cell, sent: list[Row], corrected: list[Row], own: set[str], old: Database, new: Database
) -> list[Row]:
    """One register's deliveries and corrections that may be behind a figure, each with whether it must be."""
    kpi, cut, area, period = cell
    was = next(row for row in old["kpi_value"] if _cell(row) == cell)
    kept: list[tuple[Row, bool]] = []
    whole: set[str] = set()
    for row in corrected:
        mine = [one for one in new["correction_effect"] if all(one[k] == row[k] for k in DECLARED)]
        known = bool(mine) and not cut and re.fullmatch(r"\d{4}(T\d)?", period) is not None
        here = [one for one in mine if (one["kpi"], one["area"], one["period"]) == (kpi, area, period)]
        if known and not here:
            continue
        kept.append((row, known))
        if known and any(
            (one["value_without"], one["status_without"]) == (was["value"], was["status"]) for one in here
        ):
            whole.add(row["sender"])
    sent = [row for row in sent if row["sender"] not in whole]
    found = []
    for row in sent:
        beside = [known for one, known in kept if one["sender"] == row["sender"]]
        day = row["received"].date()
        certain = (len(sent) == 1 or row["sender"] in own) and beside in ([], [True])
        cause = _cause("leverans", row, day, "", certain=certain)
        found.append({**cause, "former_through": _reach(old, row)})
    for row, known in kept:
        alone = not sent and sum(one["sender"] == row["sender"] for one, _known in kept) == 1
        mine = [one for one in new["correction_effect"] if all(one[k] == row[k] for k in DECLARED)]
        concerned = {one["area"] for one in mine} - {"GFO"}
        cause = _cause("rattelse", row, None, row["reason"], certain=known or alone)
        found.append({**cause, "about": concerned.pop() if len(concerned) == 1 else ""})
    return found


def _cause(kind: str, row: Row, day: date | None, reason: str, *, certain: bool) -> Row:
    return {
        "kind": kind,
        "dataset": row["dataset"],
        "sender": row["sender"],
        "senders": 1,
        "first_day": day,
        "last_day": day,
        "reason": reason,
        "former_through": None,
        "about": "",
        "certain": certain,
    }


def _reach(old: Database, row: Row) -> date | None:
    """How far the former deliveries of the same register and sender reached."""
    same = [
        one
        for one in old["delivery_status"]
        if (one["dataset"], one["sender"]) == (row["dataset"], row["sender"])
    ]
    return max((one["through"] for one in same), default=None)


def _distinct(rows: Iterable[Row]) -> list[Row]:
    return list({tuple(row[k] for k in DECLARED): row for row in rows}.values())


def _changed_by(was: Row, now: Row | None, new: Database) -> set[str]:
    """The registers that a changed figure has changed by: those of a share's changed parts, else all of its own."""
    definitions = {row["kpi"]: row for row in new["kpi_definition"]}
    if was["kpi"] not in definitions:
        return set()
    own = definitions[was["kpi"]]
    parts = [part for part in ("numerator", "denominator") if was[part] != (now[part] if now else None)]
    kpis = [own[part] for part in parts] or [was["kpi"]]
    return {source for kpi in kpis if kpi in definitions for source in definitions[kpi]["source"].split(", ")}


def effects(
    made: Mapping[Cell, tuple[Decimal | None, str]], without: Mapping[Cell, tuple[Decimal | None, str]]
) -> dict[Cell, tuple[Decimal | None, str]]:
    """The whole figures of tertials and years that are otherwise without a correction, and what they are then."""
    return {
        cell: told
        for cell, told in without.items()
        if not cell[1] and re.fullmatch(r"\d{4}(T\d)?", cell[3]) and told != made[cell]
    }


def _has(old: Database, row: Row) -> bool:
    columns = ("dataset", "sender", "file_sha256", "through")
    return any(all(former[column] == row[column] for column in columns) for former in old["delivery_status"])


def _is_new_correction(old: Database, row: Row) -> bool:
    if (row["kind"], row["outcome"]) != ("rattelse", "applied"):
        return False
    columns = ("kind", "outcome", "dataset", "sender", "column_name", "reason")
    return not any(all(former[column] == row[column] for column in columns) for former in old["declaration"])


def _rests_on(area: str, sender: str) -> bool:
    """GFO's figures rest on everybody's rows; a kommun's on its own, and on those that GFO and SCB send of it."""
    return area == "GFO" or sender in (area, "GFO", "SCB", "SCB-CKM")
