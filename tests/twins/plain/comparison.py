"""Twin of what differs between two builds: figure by figure, with the deliveries and corrections behind it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Database = dict[str, list[Row]]
Cell = tuple[str, str, str, str]
UNTOLD = "ny rapportdag, nytt underlag eller nytt räknesätt"


def differences(old: Database, new: Database) -> list[Row]:
    """Every figure of the old database that the new one has otherwise, or no longer has; largest change first.

    A period cut short (2023T2D0502) is made to stand beside one under way, and is not followed from build to build.
    """
    found = []
    told_now = {_cell(row): row for row in new["kpi_value"]}
    changed = {
        _cell(was)
        for was in old["kpi_value"]
        if (was["value"], was["status"]) != _told(told_now.get(_cell(was)))
    }
    for was in old["kpi_value"]:
        if "D" in was["period"]:
            continue
        now = told_now.get(_cell(was), {"value": None, "status": "missing"})
        if _cell(was) not in changed:
            continue
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
                "cause": cause(_cell(was), changed, old, new),
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


def cause(cell: Cell, changed: set[Cell], old: Database, new: Database) -> str:
    """What is new since of the registers that the figure is counted from, and of senders that the area rests on; of a
    register that many have sent, how many. GFO's rests on the kommuner whose own figure has changed, where any has."""
    kpi, cut, area, period = cell
    sources = [
        source for row in new["kpi_definition"] if row["kpi"] == kpi for source in row["source"].split(", ")
    ]
    sent = [
        row
        for row in new["delivery_status"]
        if row["dataset"] in sources and _rests_on(area, row["sender"]) and not _has(old, row)
    ]
    corrected = [
        row
        for row in new["declaration"]
        if row["dataset"] in sources and _rests_on(area, row["sender"]) and _is_new_correction(old, row)
    ]
    if area == "GFO":
        own = [row for row in sent + corrected if (kpi, cut, row["sender"], period) in changed - {cell}]
        if own:
            kept = {row["sender"] for row in own} | {"GFO", "SCB", "SCB-CKM"}
            sent = [row for row in sent if row["sender"] in kept]
            corrected = [row for row in corrected if row["sender"] in kept]
    told = set()
    for dataset in {row["dataset"] for row in sent}:
        of_it = [row for row in sent if row["dataset"] == dataset]
        days = sorted(f"{row['received']:%Y-%m-%d}" for row in of_it)
        senders = {row["sender"] for row in of_it}
        if len(senders) > 3:
            last = "" if days[0] == days[-1] else f" till {days[-1]}"
            told.add(f"{dataset} från {len(senders)} avsändare, mottagna {days[0]}{last}")
        else:
            told |= {
                f"{dataset} från {_name(row['sender'], new)}, mottagen {row['received']:%Y-%m-%d}"
                for row in of_it
            }
    told |= {
        f"rättelse i {row['dataset']} från {_name(row['sender'], new)}: {row['reason']}" for row in corrected
    }
    return "; ".join(sorted(told)) or UNTOLD


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


def _name(sender: str, database: Database) -> str:
    for row in database["area"]:
        if row["area"] == sender:
            return str(row["name"])
    return sender
