"""`gfo check` of one file in a process of its own: with no ledger, no archive and no key, and with an end to it.

The server's own process never looks into a delivered file.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.blocks.forms import COMMAND, environment
from dashboard.published.deliveries import Deliveries, StandingDelivery
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.handed_in import being_checked
from pipelines.reference import PROJECT_ROOT

#: Seconds that a check may take, and that a reader waits for those of others.
CHECK_SECONDS, WAIT_SECONDS = 120.0, 60.0
# Address space and not memory: Polars and its threads ask for a gigabyte that they never touch.
_LIMITS = (
    (resource.RLIMIT_AS, 3 << 30),
    (resource.RLIMIT_CPU, 120),
    (resource.RLIMIT_FSIZE, 256 << 20),
    (resource.RLIMIT_CORE, 0),
)
#: Checks at the same time: as many as leave the pages a core.
_turns = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1) - 1))
_BUG = 3


@dataclass(frozen=True)
class Group:
    """One thing to know or to mend, in as many rows as it stands in; `severity`: FILE, ROW, WARNING or NOTE; `effect`:
    what it does to the file, in words; `about`: what the column holds; `others`: so many more values are wrong in this
    way in this column; `unquoted`: the message without what stands in the cell, blank where it quotes nothing."""

    code: str
    severity: str
    sheet: str
    column: str
    message: str
    remedy: str
    found: str
    allowed: str
    rows: str
    count: int
    about: str = ""
    effect: str = ""
    first_row: int = 0
    others: int = 0
    other_rows: int = 0
    unquoted: str = ""


@dataclass(frozen=True)
class Part:
    """A register in the file; a blank sender is one that the file does not tell. `last_day`: the
    newest day in its rows; `through`: the day it is taken to reach; `foreign`: rows that have strayed into another
    kommun's register."""

    dataset: str
    sender: str
    rows: int
    accepted: int
    refused: int
    last_day: str = ""
    through: str = ""
    foreign: bool = False


@dataclass(frozen=True)
class Checked:
    """What a check found. `identity`: it stopped at what points out a person; `crashed`: checks that fell, our error.

    `more`: groups of findings that only the report has. `report`: the workbook. `held`: why it would not count though
    it fits, blank where nothing is known to hold it; `compared`: with what it has been compared so far. `rows` and
    `things`: how many rows of it, and how many kinds of fault, each effect is about.
    """

    fits: bool
    identity: bool
    sample: bool
    crashed: tuple[str, ...]
    parts: tuple[Part, ...]
    groups: tuple[Group, ...]
    more: int
    report: bytes
    held: str = ""
    compared: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    things: Mapping[str, int] = field(default_factory=dict)


def what_stands(deliveries: Deliveries, standing: Sequence[StandingDelivery]) -> list[dict[str, Any]]:
    """Of each of the `standing` registers what the check compares a file with: rows, newest day, and the bytes of the
    accepted deliveries before it."""
    found = []
    for one in standing:
        own = [row for row in deliveries.receipts if (row.dataset, row.sender) == (one.dataset, one.sender)]
        now = next((row for row in own if row.delivery_id in deliveries.standing_ids), None)
        before = {
            row.file_sha256: (row.delivery_id, row.received.date().isoformat())
            for row in own
            if row.was_accepted and row.file_sha256 not in ("", one.file_sha256)
        }
        found.append(
            {
                "dataset": one.dataset,
                "sender": one.sender,
                "rows": one.rows_accepted or 0,
                "delivery": now.delivery_id if now else None,
                "through": one.through.isoformat() if one.through else "",
                "last_day": now.last_day.isoformat() if now and now.last_day else "",
                "replaced": before,
            }
        )
    return found


def groups_of(told: Mapping[str, Any]) -> tuple[Group, ...]:
    """The findings as the pipelines tell them."""
    return tuple(Group(**one) for one in told.get("findings", ()))


def check(
    home: DataHome,
    name: str,
    content: bytes,
    sender: str = "",
    beside: Sequence[Mapping[str, Any]] = (),
    *,
    through: str = "",
) -> Checked:
    """Check a file; nothing of it is left on the disk. `sender`: a name, where the file does not tell. `beside`: what
    it is set beside (`what_stands`). `through`: the day it is said to reach (ISO), blank for what its rows tell.

    Raises ReaderError G041 when too many are being checked, G042 when the check does not end, G043 when it fell, and
    what `gfo check` says of a sender or a home.
    """
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise ReaderError(
            "G041",
            "Servern kontrollerar andra filer just nu.",
            remedy="Vänta en stund och välj filen igen. Inget har sparats.",
        )
    try:
        with being_checked(home, name, content) as file:
            report = file.parent / ".rapport.xlsx"
            told = _run(home, file, report, _said(sender, through), beside)
            return Checked(
                told["fits"],
                told["identity"],
                told["sample"],
                tuple(told["crashed"]),
                tuple(Part(**part) for part in told["parts"]),
                groups_of(told),
                told["more"],
                report.read_bytes(),
                told["held"],
                told["compared"],
                told["rows"],
                told["things"],
            )
    finally:
        _turns.release()


def _said(sender: str, through: str) -> list[str]:
    """What the reader says of a file, as options."""
    options = {"--sender": sender, "--through": through}
    return [part for flag, value in options.items() if value for part in (flag, value)]


def _run(
    home: DataHome, file: Path, report: Path, said: Sequence[str], beside: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    # -I: nothing in the folder of the file, nor in the server's own, is imported.
    command = [sys.executable, "-I", "-c", COMMAND, "check", "--json", "--report", str(report), *said]
    command += ["--beside", json.dumps(list(beside))]
    child = subprocess.Popen(
        [*command, "--", str(file)],
        cwd=PROJECT_ROOT,
        env=environment(home, file.parent),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        # Long before it has imported what opens a file. The hard limits stay: what it starts in its turn to open a
        # packed file sets limits of its own, some narrower and some wider.
        for kind, most in _LIMITS:
            _, hard = resource.prlimit(child.pid, kind)
            resource.prlimit(child.pid, kind, (most, hard))
        answer, _ = child.communicate(timeout=CHECK_SECONDS)
    except subprocess.TimeoutExpired:
        raise _too_heavy() from None
    finally:
        with child, suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    return _told(answer, child.returncode)


def _told(answer: bytes, code: int) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(answer)
    except ValueError:
        if code < 0:
            raise _too_heavy() from None
        raise _fell() from None
    error = told.get("error")
    if error is None:
        return told
    if not error["code"]:
        raise _fell()
    raise ReaderError(error["code"], error["message"], remedy=error["remedy"])


def _too_heavy() -> ReaderError:
    return ReaderError(
        "G042",
        "Filen är för tung att kontrollera här.",
        remedy=(
            "Spara den som CSV och välj den igen, eller be den som sköter servern att leverera den. "
            "Inget har sparats."
        ),
    )


def _fell() -> ReaderError:
    return ReaderError(
        "G043",
        "Filen kunde inte kontrolleras. Felet är vårt, inte filens.",
        remedy="Välj den igen. Kommer felet tillbaka: säg det till den som sköter servern. Inget har sparats.",
    )
