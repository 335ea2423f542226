"""The written inputs of a home (mappings, waivers, corrections, coverage), dated in the ledger.

They are files that people edit in the data home. Each time a command runs, what they say is noted with the time,
so that a build as of an earlier day uses what they said then.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipelines.errors import Place, ReaderError
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger, stored

if TYPE_CHECKING:
    import duckdb

InputKind = Literal["mapping", "waivers", "corrections", "coverage"]

WAIVERS_FILE = "waivers.toml"
CORRECTIONS_FILE = "corrections.toml"
_UNREADABLE: dict[InputKind, str] = {
    "mapping": "M001",
    "waivers": "U001",
    "corrections": "D001",
    "coverage": "W004",
}


def input_files(home: DataHome) -> dict[tuple[InputKind, str], Path]:
    """The input files that lie in the home now, by kind and name (a mapping's name is its sender's)."""
    found: dict[tuple[InputKind, str], Path] = {}
    if home.mappings.is_dir():
        found |= {("mapping", path.stem): path for path in sorted(home.mappings.glob("*.toml"))}
    single: list[tuple[InputKind, Path]] = [
        ("waivers", home.root / WAIVERS_FILE),
        ("corrections", home.root / CORRECTIONS_FILE),
        ("coverage", home.coverage_override),
    ]
    return found | {(kind, ""): path for kind, path in single if path.is_file()}


def read_input(path: Path, kind: InputKind) -> str:
    """The text of an input file; M001, U001, D001 or W004 when it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ReaderError(
            _UNREADABLE[kind],
            "Filen är inte sparad som UTF-8.",
            remedy="Öppna den i en textredigerare, spara den som UTF-8 och kör kommandot igen.",
            place=Place(file=path.name),
        ) from None


def text_hash(text: str) -> str:
    """SHA-256 of a text, as the ledger names it."""
    return hashlib.sha256(text.encode()).hexdigest()


def record_inputs(home: DataHome, recorded: datetime) -> None:
    """Note what the input files say now, where that has changed since it was last noted."""
    files = input_files(home)
    with open_ledger(home) as ledger:
        for (kind, name), path in files.items():
            note_input(ledger, kind, name, read_input(path, kind), recorded)
        for gone in _latest(ledger, recorded).keys() - files.keys():
            ledger.execute("insert into input values (?, ?, ?, null)", [stored(recorded), *gone])


def note_input(ledger: duckdb.DuckDBPyConnection, kind: str, name: str, text: str, recorded: datetime) -> str:
    """Note one input's text when it is not what was last noted; returns its hash."""
    sha256 = text_hash(text)
    if _latest(ledger, recorded).get((kind, name)) != sha256:
        ledger.begin()
        ledger.execute("insert or ignore into input_text values (?, ?)", [sha256, text])
        ledger.execute("insert into input values (?, ?, ?, ?)", [stored(recorded), kind, name, sha256])
        ledger.commit()
    return sha256


def inputs_as_of(home: DataHome, kind: InputKind, as_of: datetime) -> dict[str, str]:
    """What the inputs of a kind said at a time, by name."""
    with open_ledger(home) as ledger:
        return {
            name: input_text(ledger, sha256)
            for (found_kind, name), sha256 in _latest(ledger, as_of).items()
            if found_kind == kind
        }


def input_text(ledger: duckdb.DuckDBPyConnection, sha256: str) -> str:
    """The text of an input by its hash."""
    row = ledger.execute("select text from input_text where sha256 = ?", [sha256]).fetchone()
    if row is None:
        raise KeyError(sha256)
    return str(row[0])


def _latest(ledger: duckdb.DuckDBPyConnection, as_of: datetime) -> dict[tuple[str, str], str]:
    rows = ledger.execute(
        """
        select kind, name, sha256 from input where recorded <= ?
        qualify row_number() over (partition by kind, name order by recorded desc, rowid desc) = 1
        """,
        [stored(as_of)],
    ).fetchall()
    return {(kind, name): sha256 for kind, name, sha256 in rows if sha256 is not None}
