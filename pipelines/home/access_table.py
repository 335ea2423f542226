"""Who may read what: `access.toml` in the data home, one row a reader.

    [[reader]]
    email = "anna.berg@timra.se"  # as the provider says it, when it says that it is verified
    role = "enhetschef"           # styrgrupp, enhetschef, namnd or gfo
    kommun = "Timrå"              # for an enhetschef only, by name or code

    [[reader]]
    issuer = "https://login.example.se"
    subject = "5f1c…"             # what the provider calls the reader; on the page that turns him away
    role = "styrgrupp"

It is read at every page, and anew when it has changed: a removed reader is out at the next click. A table with anything
wrong in it lets nobody in, since nobody knows what was meant. `gfo access` says what is wrong.
"""

from __future__ import annotations

import stat
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipelines.errors import disk_error, toml_error
from pipelines.home.places import DataHome
from pipelines.reference import kommuner, owners

FILE = "access.toml"
ROLES = {
    "styrgrupp": "styrgruppen",
    "enhetschef": "enhetschef",
    "namnd": "socialnämnd",
    "gfo": "GFO:s personal",
}
OF_KOMMUN = "enhetschef"
_KEYS = ("email", "issuer", "subject", "role", "kommun", "note")


@dataclass(frozen=True)
class AccessRow:
    """A reader, by a verified e-mail address or by issuer and subject; `kommun` is a code, else blank."""

    role: str
    kommun: str = ""
    email: str = ""
    issuer: str = ""
    subject: str = ""

    @property
    def reader(self) -> str:
        return self.email or f"{self.subject} hos {self.issuer}"


@dataclass(frozen=True)
class AccessTable:
    """The rows, and what is wrong with the table in whole Swedish sentences."""

    rows: tuple[AccessRow, ...] = ()
    problems: tuple[str, ...] = ()

    def find(self, issuer: str, subject: str, email: str) -> AccessRow | None:
        """The reader's row; None where there is none, two that differ, or anything wrong with the table.

        `email` is blank unless the provider says that it is verified.
        """
        if self.problems:
            return None
        found = {
            (row.role, row.kommun): row
            for row in self.rows
            if (subject and (row.issuer, row.subject) == (issuer, subject))
            or (email and row.email == _folded(email))
        }
        return next(iter(found.values())) if len(found) == 1 else None


def access_table(home: DataHome) -> AccessTable:
    """The home's table as it stands now; parsed once for each state of the file."""
    return table_in(home.root / FILE)


def table_in(path: Path) -> AccessTable:
    """The table in a file; what cannot be read is a problem of it."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return AccessTable(problems=(f"{path} finns inte, så ingen släpps in.",))
    except OSError as error:
        return _unreadable(path, error)
    if not stat.S_ISREG(state.st_mode):
        return AccessTable(problems=(f"{path} är ingen fil.",))
    # What anybody on the machine may write says nothing of who may read.
    if state.st_mode & 0o022:
        return AccessTable(
            problems=(f"{path} går att ändra för andra konton på datorn. Kör chmod 600 på den.",)
        )
    return _parsed(path, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino)


def _unreadable(path: Path, error: OSError) -> AccessTable:
    return AccessTable(problems=(f"{path} går inte att läsa ({disk_error(error)}).",))


@lru_cache(maxsize=4)
def _parsed(path: Path, *_state: int) -> AccessTable:
    try:
        # Windows' own editor begins a file with a mark.
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        return _unreadable(path, error)
    # Whatever the parser cannot take, an endless number or a thousand brackets too.
    except (ValueError, RecursionError) as error:
        return AccessTable(problems=(f"{path} {toml_error(error)}.",))
    rows = found.get("reader", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return AccessTable(problems=("reader ska vara rader som börjar med [[reader]].",))
    problems = [f"”{key}” känns inte igen. En rad börjar med [[reader]]." for key in found if key != "reader"]
    if not rows:
        problems.append("Tabellen har inga rader, så ingen släpps in.")
    read = []
    for number, row in enumerate(rows, start=1):
        wrong = _wrong(row)
        problems += [f"Rad {number}: {sentence}" for sentence in wrong]
        if not wrong:
            read.append(_row(row))
    problems += [
        f"{who} står på {times} rader. Behåll en."
        for who, times in Counter(row.reader for row in read).items()
        if times > 1
    ]
    return AccessTable(tuple(read), tuple(problems))


def _wrong(row: dict[str, object]) -> list[str]:
    """What is wrong with one row, in whole sentences."""
    texts = {key: value for key, value in row.items() if isinstance(value, str) and value.strip()}
    problems = [f"”{key}” känns inte igen. Tillåtet: {', '.join(_KEYS)}." for key in row if key not in _KEYS]
    problems += [
        f"{key} ska vara en text mellan citattecken." for key in row if key in _KEYS and key not in texts
    ]
    by_email, by_subject = "email" in texts, "issuer" in texts or "subject" in texts
    if by_email == by_subject:
        problems.append("ange antingen email, eller issuer och subject.")
    elif by_subject and not {"issuer", "subject"} <= texts.keys():
        problems.append("issuer och subject hör ihop: ange båda.")
    if by_email and not _is_email(texts["email"]):
        problems.append(f"”{texts['email'][:80]}” är ingen e-postadress.")
    role = texts.get("role", "")
    if role not in ROLES:
        problems.append(f"role är ”{role[:40]}”. Tillåtet: {', '.join(ROLES)}.")
    elif role == OF_KOMMUN and not _kommun_code(texts.get("kommun", "")):
        said = texts.get("kommun", "")[:40]
        problems.append(
            f"en enhetschef har en kommun, och ”{said}” känns inte igen. Tillåtet: {', '.join(_kommuner().values())}."
        )
    elif role != OF_KOMMUN and "kommun" in row:
        problems.append("kommun anges bara för en enhetschef.")
    return problems


def _row(row: dict[str, str]) -> AccessRow:
    return AccessRow(
        row["role"],
        _kommun_code(row.get("kommun", "")),
        _folded(row.get("email", "").strip()),
        row.get("issuer", "").strip(),
        row.get("subject", "").strip(),
    )


def _folded(email: str) -> str:
    """An address in small letters, A to Z alone: what else folds to them (ſ, K, ß) is another address."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in email)


def _is_email(text: str) -> bool:
    name, at, host = text.strip().partition("@")
    return (
        bool(name and at and "." in host)
        and "@" not in host
        and not any(letter.isspace() for letter in text.strip())
    )


def _kommuner() -> dict[str, str]:
    """The kommuner that share GFO, by code: another has no file to read."""
    return {owner.kommun_code: kommuner()[owner.kommun_code] for owner in owners()}


def _kommun_code(text: str) -> str:
    """The code of a kommun named by name or code; blank for what is none."""
    wanted = text.strip().casefold()
    return next((code for code, name in _kommuner().items() if wanted in (code, name.casefold())), "")
