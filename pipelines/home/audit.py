"""The audit log: who came, was refused, saw which file of which version, and what was done in the home.

`<home>/audit/2026-11.jsonl`: one JSON object a row, only ever added to, a file a month. Each row is one write with
O_APPEND, so that several processes share a file and a killed one leaves at most its own row torn. A row says who, what,
which file and which version; never a figure and never a secret.
"""

from __future__ import annotations

import getpass
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.home.places import DataHome
from pipelines.identity import identity_in
from pipelines.periods import SWEDEN

#: What is noted, and how `gfo audit` says it.
EVENTS = {
    "login": "loggade in",
    "refusal": "släpptes inte in",
    "logout": "loggade ut",
    "page": "såg en sida",
    "download": "hämtade en fil",
    "briefing": "fick ett dokument",
    "upload": "lämnade en fil",
    "taken_back": "tog tillbaka en fil",
    "publication": "publicerade",
    "release": "visade för styrgruppen",
    "meeting_day": "rättade ett mötes dag",
    "withdraw": "drog in en version",
    "purge": "gallrade",
    "backup": "säkerhetskopierade",
    "restore": "återställde",
}
#: What more a row says, and how `gfo audit` says it.
DETAILS = {
    "file": "fil",
    "name": "namn",
    "number": "nummer",
    "version": "version",
    "delivery": "leverans",
    "reason": "skäl",
    "meeting": "möte",
    "was": "förut",
    "period": "period",
    "page": "sida",
    "role": "roll",
    "kommun": "kommun",
    "why": "orsak",
    "items": "antal",
}
_LONGEST = 300
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600
_log = logging.getLogger("gfo.audit")
# Homes whose last row could not be written by this process: a full disk can be opened, so opening tells nothing.
_lost: set[Path] = set()


@dataclass(frozen=True)
class Noted:
    """One row: when (Swedish time), what happened, who did it, and what more there is to say."""

    when: datetime
    event: str
    who: str
    what: dict[str, str | int]


def note(home: DataHome, event: str, who: str, **what: str | int) -> bool:
    """Add a row; False when it could not be written, which is said in the server's log and by `/ready`.

    `event` is one of EVENTS (ValueError for another: our bug). `what` names files, pages, versions and
    deliveries, and reasons; a blank one is left out, and what holds an identity number is not kept.
    """
    if event not in EVENTS:
        raise ValueError(f"{event!r} is no event of the audit log")
    when = datetime.now(SWEDEN)
    said = {key: _kept(value) for key, value in what.items() if value != ""}
    row = {"when": when.isoformat(timespec="milliseconds"), "event": event, "who": _kept(who), **said}
    try:
        handle = _open(home, when)
        try:
            # What a full disk cut short has no end of its own.
            torn = b"\n" if home.root in _lost else b""
            line = torn + json.dumps(row, ensure_ascii=False).encode() + b"\n"
            if os.write(handle, line) != len(line):
                raise OSError("the row was cut short")
        finally:
            os.close(handle)
    except OSError as error:
        _lost.add(home.root)
        _log.error("the audit log cannot be written: %s", error.strerror or error)
        return False
    _lost.discard(home.root)
    return True


def is_writable(home: DataHome) -> bool:
    """Whether the next row can be expected to be written; nothing is written to find out."""
    try:
        os.close(_open(home, datetime.now(SWEDEN)))
    except OSError:
        return False
    return home.root not in _lost


def account() -> str:
    """Who runs a command: the account of the machine."""
    try:
        return f"konto {getpass.getuser()}"
    except (KeyError, OSError):
        return f"konto {os.getuid()}"


def read(home: DataHome) -> Iterator[Noted | None]:
    """Every row, the oldest first; None for one that is torn or no row of ours."""
    for path in sorted((home.root / "audit").glob("????-??.jsonl")):
        with path.open("rb") as rows:
            yield from (_noted(row) for row in rows if row.strip())


def _open(home: DataHome, when: datetime) -> int:
    folder = home.root / "audit"
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    return os.open(folder / f"{when:%Y-%m}.jsonl", flags, _FILE_MODE)


def _kept(value: str | int) -> str | int:
    if isinstance(value, int):
        return value
    text = value[:_LONGEST]
    return "[dolt]" if identity_in(text) else text


def _noted(row: bytes) -> Noted | None:
    try:
        found = json.loads(row)
        when, event, who = (found.pop(key) for key in ("when", "event", "who"))
        return Noted(datetime.fromisoformat(when), str(event), str(who), found)
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
