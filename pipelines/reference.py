"""What the project brings along: its folders, and the reference data of `data/reference/` (kommuner, owners, codes)."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[1]
SQL_ROOT = PROJECT_ROOT / "sql"
REFERENCE_ROOT = PROJECT_ROOT / "data" / "reference"

#: The area of all owners together, beside the codes of the kommuner.
GFO = "GFO"


def reference_files() -> list[Path]:
    return sorted(REFERENCE_ROOT.glob("*.csv"))


def code_files(rooms: Collection[str]) -> list[Path]:
    """Every module of some rooms of `pipelines`, and the loose ones that every room may use."""
    root = PROJECT_ROOT / "pipelines"
    return [*root.glob("*.py"), *(path for room in rooms for path in (root / room).rglob("*.py"))]


def hash_of_files(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and the bytes of files of the project, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(PROJECT_ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def read_reference(name: str, folder: Path = REFERENCE_ROOT) -> list[dict[str, str]]:
    """The rows of one `;`-separated file as text, in file order."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


@cache
def kommuner() -> dict[str, str]:
    """Kommun names by four-digit code."""
    return {row["kommun_code"]: row["kommun"] for row in read_reference("kommuner")}


@cache
def kommun_codes() -> tuple[str, ...]:
    return tuple(kommuner())


@cache
def kolada_kpis() -> dict[str, str]:
    """Names of the figures that we compare with, by Kolada's id."""
    return {row["kpi"]: row["name"] for row in read_reference("kolada")}


@cache
def kolada_areas() -> dict[str, str]:
    """Names of the areas that we compare with, by Kolada's id: the country, the county, groups and kommuner."""
    return {row["area"]: row["name"] for row in read_reference("kolada_areas")}


@dataclass(frozen=True)
class Owner:
    """A kommun that owns GFO from `joined`, until the day before `left` (None: still)."""

    kommun_code: str
    joined: date
    left: date | None


@cache
def owners() -> tuple[Owner, ...]:
    return tuple(
        Owner(
            row["kommun_code"],
            date.fromisoformat(row["joined"]),
            date.fromisoformat(row["left"]) if row["left"] else None,
        )
        for row in read_reference("owners")
    )


#: The audiences that a published file is made for, beside one for each owner: `kommun-2260`.
STYRGRUPP, PUBLIK = "styrgrupp", "publik"
#: GFO's own staff: no audience of their own, since they read the styrgrupp's file.
STAFF = "gfo"
_KOMMUN = "kommun-"


@cache
def kommun_audiences() -> tuple[str, ...]:
    return tuple(f"{_KOMMUN}{owner.kommun_code}" for owner in owners())


@cache
def is_owner(kommun_code: str, day: date) -> bool:
    """Whether a kommun owns GFO on a day."""
    return any(
        owner.kommun_code == kommun_code and owner.joined <= day and (owner.left is None or day < owner.left)
        for owner in owners()
    )


def audiences() -> tuple[str, ...]:
    return (STYRGRUPP, *kommun_audiences(), PUBLIK)


def readers() -> tuple[str, ...]:
    """As whom the pages can be read where there is no login."""
    return (STYRGRUPP, STAFF, *kommun_audiences(), PUBLIK)


def kommun_of(audience: str) -> str:
    """The code of the kommun whose audience it is; blank for the others."""
    return audience.removeprefix(_KOMMUN) if audience in kommun_audiences() else ""


@cache
def codes(name: str) -> dict[str, str]:
    """One code list of `codes.csv`: code → Swedish label, in the order a reader expects."""
    found = {row["code"]: row["label"] for row in read_reference("codes") if row["list"] == name}
    if not found:
        raise KeyError(name)
    return found
