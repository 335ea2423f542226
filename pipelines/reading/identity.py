"""The identity gate: a personnummer, a samordningsnummer or a column that carries identity stops a file.

Nothing that is returned from here holds the value that was found: a hit is a place and a kind.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import polars as pl

from pipelines.contracts.headers import KNOWN_HEADERS, normalise_header
from pipelines.errors import Place

CASE_NUMBER_SHARE = 0.25  # about 1 in 130 random ten-digit ids passes date and Luhn; a quarter never do

MOST_HITS = 1000  # a column; more would tell nobody more


class IdentityKind(StrEnum):
    """What was found, in the words of the report."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    RESERVE = "reservnummer"
    COLUMN = "kolumn som pekar ut en person"


@dataclass(frozen=True, order=True)
class IdentityHit:
    """Where identity stands and what kind it is; never the value itself."""

    place: Place
    kind: IdentityKind


# A border is anything but a letter or a digit, so that an underscore or a hyphen does not hide a number.
_BEFORE = r"(?<![^\W_])"
_AFTER = r"(?![^\W_])"
_DASH = r"[-+\u2010-\u2015\u2212]"
_BLANK = r"[^\S\r\n]"  # a day at a line's end and a kommun code on the next are two things
_SPELLED = re.compile(
    rf"{_BEFORE}(?P<century>18|19|20)?[ \t\u00a0\u202f\u2009]?(?P<date>\d{{6}})"
    rf"(?P<sep>{_BLANK}{{0,2}}{_DASH}?{_BLANK}{{0,2}})(?P<last>[0-9A-Za-zÅÄÖåäö]{{4}}){_AFTER}"
)
# 1990-01-01-1234 and 90 01 01-1234; what goes on as another date (2022-01-01-2022-12-31) is a span of days.
_SPELLED_APART = re.compile(
    rf"{_BEFORE}(?P<century>18|19|20)?(?P<yy>\d\d)(?P<s>[-./ \u00a0])(?P<mm>\d\d)(?P=s)(?P<dd>\d\d)"
    rf"{_BLANK}{{0,2}}{_DASH}?{_BLANK}{{0,2}}(?P<last>\d{{4}}){_AFTER}(?![-./ \u00a0]\d)"
)
_RESERVE_TAIL = re.compile(r"(?=.*\d.*\d)[0-9A-ZÅÄÖ]{4}", re.IGNORECASE)

# What the gate looks closer at, for a whole column at once (Rust's expressions have no look-around).
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
# Invisible characters and digits of other scripts: worth a look wherever they stand.
_DISGUISED = r"[\x{00ad}\x{200b}-\x{200f}\x{2060}-\x{2064}\x{feff}[\d&&[^0-9]]]"
CANDIDATE = (
    rf"(?:^|[^\pL\pN])(?:18|19|20)?(?:"
    rf"\d\d{_MONTH_DAY}[^\pL\pN]{{0,5}}[\dA-Za-zÅÄÖåäö]{{4}}"
    rf"|\d\d[-./ \x{{a0}}]\d\d[-./ \x{{a0}}]\d\d[^\pL\pN]{{0,5}}\d{{4}}"
    rf")(?:[^\pL\pN]|$)|{_DISGUISED}"
)
SHORTEST = 10  # a date and four more: nothing shorter is looked at


def scan_text(text: str) -> list[IdentityKind]:
    """The kinds of identity numbers in a text, each once, in the order of `IdentityKind`."""
    if not text.isascii():
        # Full-width digits and invisible characters inside a number must not carry it past the gate.
        text = unicodedata.normalize("NFKC", text)
        text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    found = set()
    for match in _SPELLED.finditer(text):
        found.add(_kind(match["century"], match["date"], match["last"], match["sep"]))
    for match in _SPELLED_APART.finditer(text):
        found.add(_kind(match["century"], match["yy"] + match["mm"] + match["dd"], match["last"], "-"))
    return [kind for kind in IdentityKind if kind in found]


def _kind(century: str | None, date: str, last: str, separator: str) -> IdentityKind | None:
    year, month, day = int(date[:2]), int(date[2:4]), int(date[4:])
    coordination = day > 60
    if not _is_day(century, year, month, day - 60 if coordination else day):
        return None
    if not last.isdecimal():
        # A reserve number's letters are joined to it: "20220101 till" is a day and a word.
        joined = not any(letter.isspace() for letter in separator)
        return IdentityKind.RESERVE if joined and _RESERVE_TAIL.fullmatch(last) else None
    if not passes_luhn(date + last):
        return None
    return IdentityKind.SAMORDNINGSNUMMER if coordination else IdentityKind.PERSONNUMMER


def _is_day(century: str | None, year: int, month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return False
    years = [int(century) * 100 + year] if century else [1900 + year, 2000 + year]
    return any(1 <= day <= monthrange(full, month)[1] for full in years)


def passes_luhn(ten_digits: str) -> bool:
    """The check digit of a personnummer: weights 2, 1, 2, 1, … over YYMMDDNNN, digits of products added."""
    total = 0
    for index, digit in enumerate(ten_digits):
        product = int(digit) * (1 if index % 2 else 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


# What the columns of a case system are called when they say who somebody is.
_WORDS = """
namn fornamn efternamn mellannamn tilltalsnamn personnummer personnr persnr pnr samordningsnummer samordningsnr
adress gatuadress postadress hemadress telefon telefonnummer telefonnr tel telnr mobil mobilnummer mobilnr
epost email mail mejl mejladress epostadress fritext anteckning anteckningar journalanteckning vardnadshavare
malsman name firstname lastname surname ssn address phone
"""
_IDENTITY_WORDS = frozenset(_WORDS.split())
_IDENTITY_ENDS = (
    "personnummer",
    "personnr",
    "namn",
    "adress",
    "telefon",
    "fritext",
    "anteckning",
    "anteckningar",
)
# Names of offices, files and codes; written without blanks.
_HARMLESS_WORDS = """
kommunnamn kommunensnamn namnpakommun enhetsnamn enhetensnamn avdelningsnamn forvaltningsnamn organisationsnamn
filnamn bladnamn formnamn kodnamn
"""
_HARMLESS = frozenset(_HARMLESS_WORDS.split())


def is_identity_header(header: str) -> bool:
    """Whether a column of that name says who somebody is, whatever its cells hold."""
    name = normalise_header(header)
    words = [word for word in re.split(r"[^a-z0-9]+", name) if word]
    squeezed = "".join(words)
    if name in KNOWN_HEADERS or squeezed in _HARMLESS:
        return False
    return (
        any(word in _IDENTITY_WORDS or word.endswith(_IDENTITY_ENDS) for word in words)
        or squeezed in _IDENTITY_WORDS
        or any(pair in _IDENTITY_WORDS for pair in map("".join, pairwise(words)))
    )


def scan_frame(
    frame: pl.DataFrame,
    *,
    file: str = "",
    sheet: str = "",
    headers: tuple[str, ...] = (),
    native: frozenset[str] = frozenset(),
    case_number_columns: frozenset[str] = frozenset(),
    most: int = MOST_HITS,
) -> list[IdentityHit]:
    """Identity numbers in a frame's String columns.

    `frame`: `source_row` (or none: rows count from 1) and text columns. `headers` names its text columns in
    order (else their own names stand). `native`: columns with cells that came as numbers. A column whose
    normalised header is in `case_number_columns` passes while under a quarter of its values hit; `barn_id` never
    does. At most `most` hits a column are given.
    """
    hits: list[IdentityHit] = []
    columns = [name for name, kind in frame.schema.items() if kind == pl.String]
    for index, column in enumerate(columns):
        header = headers[index] if index < len(headers) else column
        series = frame.get_column(column)
        named = normalise_header(header)
        excused = named in case_number_columns and named != "barn_id"
        values = series.len() - series.null_count()
        found: list[tuple[int, IdentityKind]] = []
        at = _positions(series, CANDIDATE, SHORTEST)
        for position, text in zip(at.to_list(), series.gather(at).to_list(), strict=True):
            found += [(position, kind) for kind in scan_text(text)]
            if len(found) >= most and not excused:
                break
        found += _lost_zeros(series, strict=named == "barn_id" and column in native)
        if excused and len(found) < CASE_NUMBER_SHARE * values:
            continue
        for position, kind in sorted(found)[:most]:
            row = frame.item(position, "source_row") if "source_row" in frame.columns else position + 1
            hits.append(IdentityHit(Place(file, sheet, row, header), kind))
    return hits


def _positions(series: pl.Series, pattern: str, shortest: int) -> pl.Series:
    """Positions of the cells worth a closer look; most columns of a register end after the length check."""
    longest = series.str.len_bytes().max()
    if not isinstance(longest, int) or longest < shortest:
        return pl.Series([], dtype=pl.UInt32)
    return series.str.contains(pattern).fill_null(False).arg_true()


def _lost_zeros(series: pl.Series, *, strict: bool) -> list[tuple[int, IdentityKind]]:
    """Numbers of nine digits that are a person born 2000–2009 once the zero that Excel dropped is back.

    About 1 in 130 other numbers of nine digits looks so too, and amounts and case numbers have nine digits:
    it takes three, and a quarter of the column. `strict`: each counts.
    """
    at = _positions(series, rf"^\d{_MONTH_DAY}\d{{4}}(?:\.0)?$", 9)
    found = [
        (position, kind)
        for position, text in zip(at.to_list(), series.gather(at).to_list(), strict=True)
        for kind in scan_text(f"0{text.removesuffix('.0')}")
    ]
    values = series.len() - series.null_count()
    enough = len(found) >= 3 and len(found) >= CASE_NUMBER_SHARE * values
    return found if strict or enough else []
