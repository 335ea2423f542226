"""Declared waivers: a finding about one row becomes a note, because someone has decided that the row is right.

    [[waiver]]
    rule = "R016"                 # the finding's code, as the report gives it
    dataset = "placeringar"
    sender = "Timrå"
    row = "P-20417"               # the row's id as the report gives it
    reason = "Vården är beslutad till 2055."
    who = "Enhetschefen"
    until = 2026-12-31            # the last day it is in force

They lie in `waivers.toml` in the data home and are kept with the receipts of the deliveries they were used for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pipelines.checking.problems import RowWaiver
from pipelines.contracts import DATASETS
from pipelines.contracts.declared import declared, wrong
from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import Category, Severity
from pipelines.deliveries.senders import sender_code
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.inputs import WAIVERS_FILE, read_input
from pipelines.reference import kommuner

_KEYS = {
    "rule": str,
    "dataset": str,
    "sender": str,
    "row": str,
    "reason": str,
    "who": str,
    "until": date,
}
_NEVER = frozenset({"B001"})
"""Two rows with one key: nobody could say which of them a later correction or guard speaks of."""
_VALUES_THAT_CAN_STAND = frozenset({"V014"})
"""A day that has not been is a day; every other stopped value has nothing that could stand in its place."""


@dataclass(frozen=True)
class Waiver:
    """One declared waiver; `sender` is a kommun code, GFO or SCB."""

    rule: str
    dataset: str
    sender: str
    row_id: str
    reason: str
    decided_by: str
    until: date


def home_waivers(home: DataHome) -> tuple[list[Waiver], str]:
    """The waivers that lie in the home now, and the file's text ('' when there is none).

    U001 when one cannot be read.
    """
    try:
        text = read_input(home.root / WAIVERS_FILE, "waivers")
    except FileNotFoundError:
        return [], ""
    return parse_waivers(text), text


def parse_waivers(text: str) -> list[Waiver]:
    """Read `waivers.toml`; U001 names the waiver and what is wrong with it."""
    found = []
    for which, entry in declared(text, "waiver", "Undantag", _KEYS, code="U001", file=WAIVERS_FILE):
        if entry["dataset"] not in DATASETS:
            raise _wrong(f"{which}: datasetet ”{entry['dataset']}” finns inte.")
        kind = finding_kinds().get(entry["rule"])
        if kind is None:
            raise _wrong(f"{which}: regeln ”{entry['rule']}” finns inte.")
        about_row = kind.category in (Category.ROW, Category.BETWEEN_ROWS) and kind.code not in _NEVER
        if not (about_row or kind.severity is Severity.WARNING or kind.code in _VALUES_THAT_CAN_STAND):
            raise _wrong(
                f"{which}: {entry['rule']} kan inte undantas, eftersom raden då inte går att använda."
            )
        try:
            sender = sender_code(entry["sender"])
        except ReaderError as error:
            raise _wrong(f"{which}: {error.message}") from None
        found.append(
            Waiver(
                entry["rule"],
                entry["dataset"],
                sender,
                entry["row"],
                entry["reason"],
                entry["who"],
                entry["until"],
            )
        )
    return found


def of_sender(waivers: Iterable[Waiver], asked: str | None) -> list[Waiver]:
    """The waivers that a file can need whose sender was named: where that is a kommun, its own. Whoever checks a file
    of its own is not told of anybody else's, whatever rows stand in it."""
    return [one for one in waivers if asked not in kommuner() or one.sender == asked]


def in_force(waivers: Iterable[Waiver], day: date) -> tuple[RowWaiver, ...]:
    """The waivers that hold for a delivery received on a day, as the check uses them."""
    return tuple(
        RowWaiver(
            w.dataset,
            w.sender if w.sender in kommuner() else None,
            w.rule,
            w.row_id,
            f"Godkänt med undantag till {w.until}, beslutat av {w.decided_by}. {w.reason}",
        )
        for w in waivers
        if day <= w.until
    )


def _wrong(message: str) -> ReaderError:
    return wrong("U001", WAIVERS_FILE, message)
