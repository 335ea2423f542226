"""Twins of what is told about deliveries: every receipt, its findings as counts, who is late, waivers, and builds.

Receipts are rows in the order they were written; their number is their place in it. Times are Swedish.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tests.twins.plain.calendar import calendar_of

Row = dict[str, Any]
STANDS = ("Godkänd", "Godkänd med varningar", "Delvis godkänd")
SENT_BY_KOMMUNER = ("placeringar", "kostnader")
SENT_BY_SCB = ("befolkning",)
SENT_BY_KOLADA = ("jamforelse",)
EVERY_TERTIAL = (
    "remisser", "placeringar", "familjehem", "rekrytering", "utbildning", "stod", "kostnader", "ekonomi",
    "avvikelser",
)  # fmt: skip
NOW_AND_THEN = (
    "befolkning",
    "fordelning",
    "placerade_barn",
    "publicerat",
    "mal",
    "kommentarer",
    "jamforelse",
)


def known(receipts: list[Row], as_of: datetime) -> list[Row]:
    """Those received by a time, in the order they count."""
    numbered = [{**row, "delivery_id": number} for number, row in enumerate(receipts, start=1)]
    received = [row for row in numbered if row["received"] <= as_of]
    return sorted(received, key=lambda row: (row["received"], row["delivery_id"]))


def delivery_history(receipts: list[Row], as_of: datetime) -> list[tuple[Any, ...]]:
    columns = (
        "delivery_id", "received", "dataset", "sender", "through", "rows_total", "rows_accepted", "rows_refused",
        "warnings", "status", "reason", "sha256", "last_day",
    )  # fmt: skip
    return [tuple(row[name] for name in columns) for row in known(receipts, as_of)]


def delivery_finding(receipts: list[Row], as_of: datetime) -> dict[tuple[int, str, str, str], int]:
    """(delivery, code, column, severity) → how many."""
    found: dict[tuple[int, str, str, str], int] = {}
    for row in known(receipts, as_of):
        for finding in row["findings"]:
            cell = (row["delivery_id"], *finding)
            found[cell] = found.get(cell, 0) + 1
    return found


def waived(row: Row, code: str) -> str:
    """What the waivers of a code say that were in force for a delivery, each once."""
    said: list[str] = []
    for waiver in row["waivers"]:
        mine = (waiver["dataset"], waiver["sender"], waiver["rule"]) == (row["dataset"], row["sender"], code)
        sentence = (
            f"Godkänt med undantag till {waiver['until']}, beslutat av {waiver['who']}. {waiver['reason']}"
        )
        if mine and row["received"].date() <= waiver["until"] and sentence not in said:
            said.append(sentence)
    return " ".join(said)


def owners_on(day: date, owners: Path) -> list[str]:
    with owners.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    return [
        row["kommun_code"]
        for row in rows
        if date.fromisoformat(row["joined"]) <= day
        and (not row["left"] or day < date.fromisoformat(row["left"]))
    ]


def delivery_expected(receipts: list[Row], as_of: datetime, owners: Path) -> set[tuple[Any, ...]]:
    """dataset, sender, timeliness, when what stands was received, how far it reaches, and what waits after it."""
    today = as_of.date()
    tertials = [p for p in calendar_of(range(2000, today.year + 2)) if p.kind == "tertial"]
    found = set()
    for dataset in EVERY_TERTIAL + NOW_AND_THEN:
        senders = ["GFO"]
        if dataset in SENT_BY_KOMMUNER:
            senders = owners_on(today, owners)
        if dataset in SENT_BY_SCB:
            senders = ["SCB", "SCB-CKM"]
        if dataset in SENT_BY_KOLADA:
            senders = ["Kolada"]
        for sender in senders:
            own = [r for r in known(receipts, as_of) if (r["dataset"], r["sender"]) == (dataset, sender)]
            standing = waiting = None
            for row in own:
                if row["status"] in STANDS:
                    standing, waiting = row, None
                else:
                    waiting = row
            word, lacking, due = "vid behov", None, None
            if dataset in EVERY_TERTIAL:
                reached = standing["through"] if standing else None
                lacking = lacked(tertials, reached, joined_on(sender, owners), today)
                due = fifteenth_after(lacking.last_day)
                if lacking.last_day >= today:
                    word = "i tid"
                elif today <= due:
                    word = "väntas"
                else:
                    word = "sen" if standing else "aldrig levererad"
            found.add(
                (
                    dataset,
                    sender,
                    word,
                    standing["received"] if standing else None,
                    standing["through"] if standing else None,
                    waiting["received"] if waiting else None,
                    waiting["status"] if waiting else None,
                    lacking.id if lacking else None,
                    due,
                )
            )
    return found


def lacked(tertials: list[Any], reached: date | None, joined: date, today: date) -> Any:
    """The tertial that a register lacks the first day of; where it has none at all, the newest whose day for sending
    is over, of those that its sender was there for."""
    if reached is not None:
        return min((p for p in tertials if p.last_day > reached), key=lambda p: p.last_day)
    over = sorted(
        (p for p in tertials if p.last_day < today and p.last_day >= joined), key=lambda p: p.last_day
    )
    due = [p for p in over if fifteenth_after(p.last_day) < today]
    return (due or over or [p for p in tertials if p.last_day >= today])[-1 if over else 0]


def fifteenth_after(last_day: date) -> date:
    return date(last_day.year + last_day.month // 12, last_day.month % 12 + 1, 15)


def joined_on(sender: str, owners: Path) -> date:
    with owners.open(encoding="utf-8", newline="") as lines:
        found = [
            row["joined"] for row in csv.DictReader(lines, delimiter=";") if row["kommun_code"] == sender
        ]
    return date.fromisoformat(found[0]) if found else date.min


def standing(receipts: list[Row], as_of: datetime) -> list[Row]:
    """The newest accepted receipt of each dataset and sender."""
    found = {
        (row["dataset"], row["sender"]): row for row in known(receipts, as_of) if row["status"] in STANDS
    }
    return list(found.values())


def waivers_declared(receipts: list[Row], as_of: datetime) -> set[tuple[Any, ...]]:
    """The waivers in force for deliveries that stand and had a finding waived, as `mart.declaration` tells them."""
    return {
        (
            "undantag",
            waiver["dataset"],
            waiver["sender"],
            waiver["rule"],
            waiver["reason"],
            waiver["who"],
            waiver["until"],
            "applied",
        )
        for row in standing(receipts, as_of)
        if row["note"]
        for waiver in row["waivers"]
        if (waiver["dataset"], waiver["sender"]) == (row["dataset"], row["sender"])
        and row["received"].date() <= waiver["until"]
    }


def build_history(builds: list[Row]) -> list[tuple[Any, ...]]:
    """Every build, with when and why it was published; '' where it was not."""
    return [
        (
            row["build"],
            row["built_at"],
            row["as_of"],
            row["reporting_date"],
            row["published_at"],
            row["reason"] if row["published_at"] else "",
        )
        for row in builds
    ]
