"""The identity gate around a file: it sees everything that is read and keeps places and kinds, no values."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import normalise_header
from pipelines.errors import Place
from pipelines.identity import IdentityKind, identity_in, plain_digits
from pipelines.reading.area_hierarchy import is_area_hierarchy
from pipelines.reading.identity_columns import CANDIDATE, MOST_HITS, pseudonym_headers, scan_frame
from pipelines.reading.kinds import START, is_packed
from pipelines.reading.name_columns import Naming, names_persons, naming, persons_among
from pipelines.reading.names import kept_name
from pipelines.reading.opened import Located, RawSheet

HIDDEN_FILE_NAME = "(filnamnet döljs)"
HIDDEN_SHEET_NAME = "(bladnamnet döljs)"
_SLICE = 1 << 20
_STAMP = re.compile(r"(?<!\d)(?P<day>20\d{6})[-_T ]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?!\d)")
_STAMP_AGE = timedelta(days=400)

# The parts of a file, in words that a sender knows; their names come in any case, and are compared in lower case.
_PARTS = (
    ("docprops/", "i dokumentets egenskaper"),
    ("xl/comments", "i en kommentar"),
    ("xl/threadedcomments", "i en kommentar"),
    ("xl/persons", "i en kommentar"),
    ("xl/drawings", "i en textruta eller ett diagram"),
    ("xl/charts", "i en textruta eller ett diagram"),
    ("xl/pivot", "i en pivottabells sparade uppgifter"),
    ("xl/tables", "i en tabells namn eller rubriker"),
    ("xl/sharedstrings", "i arbetsbokens texter"),
    ("xl/workbook.xml", "i ett bladnamn eller ett namngivet område"),
    ("bladet ", "i en formel, ett sidhuvud eller en inmatningsregel"),
    ("metadata", "i filens metadata"),
    ("filens beskrivning", "i filens beskrivning av tabellen"),
    ("en rad", "på en rad som inte hör till tabellen"),
)


def shown_name(path: Path) -> str:
    """A file's name as it may be shown before anybody has looked into the file."""
    name = kept_name(path)
    return HIDDEN_FILE_NAME if identity_in_name(path) else name


def identity_in_name(path: Path) -> list[IdentityKind]:
    """The kinds of identity numbers in a file's name. When it was written, to the minute, is no number.

    A day and an hour pass for a person's number one time in ten, so a stamp is known by the file's own age.
    """
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        written = None

    def without(stamp: re.Match[str]) -> str:
        try:
            day = datetime.strptime(stamp["day"], "%Y%m%d").replace(tzinfo=UTC)
        except ValueError:
            return stamp[0]
        return "" if written and abs(written - day) < _STAMP_AGE else stamp[0]

    return identity_in(_STAMP.sub(without, plain_digits(kept_name(path))))


class Gate:
    """Collects what carries identity in one file. `file_name` is the name as it may be shown."""

    def __init__(
        self, path: Path, case_number_columns: frozenset[str], excused_columns: frozenset[str] = frozenset()
    ) -> None:
        self.case_number_columns = case_number_columns
        self.excused_columns = excused_columns
        self.looked_through = True
        in_name = identity_in_name(path)
        self.file_name = HIDDEN_FILE_NAME if in_name else kept_name(path)
        self._found: dict[tuple[str, str, str, IdentityKind], int] = {}
        self._first: dict[tuple[str, str, str, IdentityKind], int | None] = {}
        for kind in in_name:
            self._note("I004", "", "", kind)

    @property
    def stops(self) -> bool:
        return bool(self._found)

    def sheet_name(self, name: str) -> str:
        """A sheet's name as it may be shown."""
        return HIDDEN_SHEET_NAME if identity_in(name) else name

    def look_at_text(self, part: str, text: str) -> None:
        """Text outside the cells; `part` is the file's part or a phrase for the place."""
        for kind in identity_in(text):
            where = next(
                (words for start, words in _PARTS if part.lower().startswith(start)),
                "i en annan del av filen",
            )
            self._note("I003", "", where, kind)

    def look_at_sheet(self, raw: RawSheet, located: Located | None) -> None:
        """A sheet's name, its headers and every cell, the ones above the header included."""
        names = located.header.names if located else ()
        sheet = self.sheet_name(raw.name)
        for kind in identity_in(raw.name):
            self._note("I003", "", "i ett bladnamn", kind)
        shown = []
        for index, name in enumerate(names):
            kinds = identity_in(name)
            for kind in kinds:
                self._note("I003", sheet, f"i rubriken till kolumn {index + 1}", kind)
            shown.append(f"kolumn {index + 1}" if kinds or not name else name)
            if not kinds and located and self._names_persons(raw, located, index):
                self._note("I002", sheet, name, IdentityKind.COLUMN)
            elif not kinds and located:
                for row in self._rows_of_names(raw, located, index):
                    self._note("I001", sheet, name, IdentityKind.NAME, row)
        shown += [f"kolumn {index + 1}" for index in range(len(names), raw.rows.width - 1)]
        hits = scan_frame(
            raw.rows,
            headers=tuple(shown),
            native=_number_columns(raw),
            case_number_columns=self.case_number_columns,
        )
        for hit in hits:
            self._note("I001", sheet, hit.column, hit.kind, hit.row)

    def _names_persons(self, raw: RawSheet, located: Located, index: int) -> bool:
        name = located.header.names[index]
        if normalise_header(name) in self.excused_columns or is_area_hierarchy(
            located.header.names, raw.rows
        ):
            return False
        column = f"c{index}"
        if naming(name) not in (Naming.BARE, Naming.SOMETHING) or column not in raw.rows.columns:
            return names_persons(name, ())
        below = raw.rows.filter(pl.col("source_row") > located.last_row).get_column(column)
        return names_persons(name, below.drop_nulls().to_list())

    def _rows_of_names(self, raw: RawSheet, located: Located, index: int) -> list[int]:
        """The rows where a column of pseudonyms has persons' names."""
        named, column = normalise_header(located.header.names[index]), f"c{index}"
        if (
            named not in pseudonym_headers()
            or named in self.excused_columns
            or column not in raw.rows.columns
        ):
            return []
        filled = raw.rows.filter((pl.col("source_row") > located.last_row) & pl.col(column).is_not_null())
        cells = filled.get_column(column)
        # Most registers end here: their pseudonyms are one word each.
        if not cells.str.contains(r"\pL[\s,]+\pL").any():
            return []
        rows = filled.get_column("source_row").gather(persons_among(cells.to_list())[:MOST_HITS])
        return [int(row) for row in rows]

    def look_through_bytes(self, path: Path, size: int) -> None:
        """What can be seen of a file that nobody could read; a packed one keeps its secrets."""
        with path.open("rb") as file:
            self.looked_through = not is_packed(file.read(START)) and size <= (1 << 29)
            file.seek(0)
            kept = b""
            for _ in range(512):
                part = file.read(_SLICE)
                if not part:
                    break
                # UTF-16 without its zeros is readable enough for digits; the overlap is for what a cut parts.
                text = (kept + part).replace(b"\x00", b"").decode("utf-8", "replace")
                kept = part[-64:]
                lines = pl.Series(text.splitlines(), dtype=pl.String)
                lines = lines.filter(lines.str.contains(CANDIDATE))
                for kind in {kind for line in lines.to_list() for kind in identity_in(line)}:
                    self._note("I003", "", "i en fil som annars inte går att läsa", kind)

    def findings(self) -> tuple[Finding, ...]:
        """One finding for every column, place and kind; never a value."""
        said = []
        for (code, sheet, where, kind), count in self._found.items():
            column = where if code in ("I001", "I002") else ""
            shown = f"minst {count}" if count >= MOST_HITS else str(count)
            cells = "1 cell i kolumnen" if count == 1 else f"{shown} celler i kolumnen; detta är den första"
            place = Place(self.file_name, sheet, self._first[code, sheet, where, kind], column)
            said.append(finding(code, place, kind=kind.value, cells=cells, where=where))
        return tuple(said)

    def _note(self, code: str, sheet: str, where: str, kind: IdentityKind, row: int | None = None) -> None:
        key = (code, sheet, where, kind)
        self._found[key] = self._found.get(key, 0) + 1
        self._first.setdefault(key, row)


def _number_columns(raw: RawSheet) -> frozenset[str]:
    """Columns where a cell came as a number, and may have lost the zeros it began with."""
    if raw.kinds is None:
        return raw.numbers
    letters: Counter[str] = Counter()
    for index in range(raw.rows.width - 1):
        letters[f"c{index}"] = int(raw.kinds.str.slice(index, 1).is_in(["n", "N"]).sum())
    return frozenset(column for column, count in letters.items() if count)
