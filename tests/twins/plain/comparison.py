"""Twin of what differs between two builds: figure by figure, with the deliveries and corrections behind it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
Database = dict[str, list[Row]]
UNTOLD = "ny rapportdag, nytt underlag eller nytt räknesätt"


def differences(old: Database, new: Database) -> list[Row]:
    """Every figure of the old database that the new one has otherwise, or no longer has; largest change first.

    A period cut short (2023T2D0502) is made to stand beside one under way, and is not followed from build to build.
    """
    found = []
    told_now = {_cell(row): row for row in new["kpi_value"]}
    for was in old["kpi_value"]:
        if "D" in was["period"]:
            continue
        now = told_now.get(_cell(was), {"value": None, "status": "missing"})
        if (was["value"], was["status"]) == (now["value"], now["status"]):
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
                "cause": cause(was["kpi"], was["area"], old, new),
            }
        )
    return sorted(found, key=lambda row: (-_size(row), *_cell(row)))


def _cell(row: Row) -> tuple[str, str, str, str]:
    return row["kpi"], row["cut"], row["area"], row["period"]


def _size(row: Row) -> Fraction:
    """The change beside the old figure, or beside 1 where that was smaller."""
    old, new = (Fraction(row[name] or Decimal(0)) for name in ("old_value", "new_value"))
    return abs(new - old) / max(abs(old), Fraction(1))


def cause(kpi: str, area: str, old: Database, new: Database) -> str:
    """What is new since of the registers that the figure is counted from, and of senders that the area rests on."""
    sources = [
        source for row in new["kpi_definition"] if row["kpi"] == kpi for source in row["source"].split(", ")
    ]
    known = {
        (row["dataset"], row["sender"], row["file_sha256"], row["through"]) for row in old["delivery_status"]
    }
    told = set()
    for row in new["delivery_status"]:
        if row["dataset"] not in sources or not _rests_on(area, row["sender"]):
            continue
        if (row["dataset"], row["sender"], row["file_sha256"], row["through"]) not in known:
            day = f"{row['received']:%Y-%m-%d}"
            told.add(f"{row['dataset']} från {_name(row['sender'], new)}, mottagen {day}")
    columns = ("dataset", "sender", "column_name", "reason")
    for row in new["declaration"]:
        if (row["kind"], row["outcome"]) != ("rattelse", "applied"):
            continue
        if row["dataset"] not in sources or not _rests_on(area, row["sender"]):
            continue
        if not any(
            (former["kind"], former["outcome"]) == ("rattelse", "applied")
            and all(former[column] == row[column] for column in columns)
            for former in old["declaration"]
        ):
            told.add(f"rättelse i {row['dataset']} från {_name(row['sender'], new)}: {row['reason']}")
    return "; ".join(sorted(told)) or UNTOLD


def _rests_on(area: str, sender: str) -> bool:
    """GFO's figures rest on everybody's rows; a kommun's on its own, and on those that GFO and SCB send of it."""
    return area == "GFO" or sender in (area, "GFO", "SCB", "SCB-CKM")


def _name(sender: str, database: Database) -> str:
    for row in database["area"]:
        if row["area"] == sender:
            return str(row["name"])
    return sender
