"""One delivered text to one value: dates, numbers, kommuner, periods, in every spelling that is read.

Plain Python on single texts, because casting calls it once for each distinct text only. A function gives
(value, "") or (None, the code of the finding); (None, "") means open or blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

import polars as pl

from pipelines.contracts.fields import FIRST_DAY, LAST_DAY, FieldSpec
from pipelines.contracts.headers import normalise_header
from pipelines.periods import Period
from pipelines.reference import read_reference

Parsed = tuple[Any, str]
Parse = Callable[[str], Parsed]

OPEN_END = date(9999, 12, 31)
_EXCEL_DAY_0 = date(1899, 12, 30)

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?")
_PLAIN_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SERIAL = re.compile(r"(\d{5,7})(?:\.\d+)?")
_MONTH = re.compile(r"(\d{4})-?(\d{2})")

_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_GROUPED = r"\d{1,3}(?:\s\d{3})+|\d+"
_COMMA_NUMBER = re.compile(rf"([+-]?)\s?({_GROUPED})(?:,(\d+))?")
_POINT_NUMBER = re.compile(rf"([+-]?)\s?({_GROUPED})\.(\d+)")
_POINT_THOUSANDS = re.compile(r"([+-]?)\s?([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?")
_KRONOR_WORD = re.compile(r"\s*(?:kr|kronor|sek)\.?$", re.IGNORECASE)
_KPI_ID = re.compile(r"[a-z][a-z0-9_]*")
_LOOSE_PERIOD = re.compile(r"(?:T([123])[ -]?(\d{4})|(\d{4})[ -]?T([123]))", re.IGNORECASE)
FORMULA_SIGNS = ("=", "+", "-", "@")


def parse_day(text: str) -> Parsed:
    """A date in any spelling; 9999-12-31 is open."""
    text = text.strip()
    if match := _ISO_DAY.fullmatch(text) or _PLAIN_DAY.fullmatch(text):
        year, month, day = (int(part) for part in match.groups()[:3])
    elif match := _SLASH_DAY.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _SERIAL.fullmatch(text):
        days = int(match[1])
        found = _EXCEL_DAY_0 + timedelta(days=days) if days <= (OPEN_END - _EXCEL_DAY_0).days else None
        return _plausible(found)
    else:
        return None, "V003"
    try:
        return _plausible(date(year, month, day))
    except ValueError:
        return None, "V004"


def _plausible(found: date | None) -> Parsed:
    if found == OPEN_END:
        return None, ""
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        return None, "V004"
    return found, ""


def parse_month(text: str) -> Parsed:
    """YYYY-MM or YYYYMM, or a date cell on the first of the month; gives the first day."""
    if match := _MONTH.fullmatch(text.strip()):
        try:
            return _plausible(date(int(match[1]), int(match[2]), 1))
        except ValueError:
            return None, "V010"
    found, _ = parse_day(text)
    if isinstance(found, date) and found.day == 1:
        return found, ""
    return None, "V010"


def _whole_part(text: str) -> str:
    return re.sub(r"[\s.]", "", text)


def parse_number(text: str, *, precision: int, scale: int, kronor: bool, native: bool) -> Parsed:
    """A decimal. In kronor a point parts thousands, and only as 1.234 or 12.345.678(,50); never in a native number."""
    text = text.strip().translate(_MINUS)
    unit = Decimal(1).scaleb(-scale)
    if native:
        try:
            # What a cell shows is rounded; a computed one holds more decimals than anybody means.
            value = Decimal(text).quantize(unit, ROUND_HALF_UP)
        except InvalidOperation:
            return None, "V006"
    else:
        if kronor:
            text = _KRONOR_WORD.sub("", text)
        match = _COMMA_NUMBER.fullmatch(text)
        if not match and kronor:
            match = _POINT_THOUSANDS.fullmatch(text)
        if not match:
            match = _POINT_NUMBER.fullmatch(text)
        if not match:
            return None, "V007" if "." in text and re.fullmatch(r"[+-]?[\d.,\s]+", text) else "V006"
        sign, whole, decimals = match[1], _whole_part(match[2]), (match[3] or "").rstrip("0")
        if len(decimals) > scale:
            return None, "V008"
        value = Decimal(f"{sign}{whole}.{decimals or '0'}").quantize(unit)
    if not value.is_finite() or abs(value) >= Decimal(10) ** (precision - scale):
        return None, "V008"
    return value, ""


def parse_whole(text: str, *, low: int, high: int, native: bool) -> Parsed:
    """A whole number from `low` to `high`. A point never parts thousands here: 1.234 persons are refused."""
    text = text.strip().translate(_MINUS)
    if native:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return None, "V005"
        if not number.is_finite() or number != number.to_integral_value():
            return None, "V005"
        value = int(number) if number.adjusted() < 18 else high + 1
    elif match := _COMMA_NUMBER.fullmatch(text):
        if (match[3] or "").strip("0"):
            return None, "V005"
        value = int(match[1] + _whole_part(match[2])[:18])
    elif match := _POINT_NUMBER.fullmatch(text):
        if match[3].strip("0") or len(match[3]) == 3:
            return None, "V007"
        value = int(match[1] + _whole_part(match[2])[:18])
    else:
        return None, "V007" if re.fullmatch(r"[+-]?[\d.,\s]*\d\.[\d.,\s]+", text) else "V005"
    return (value, "") if low <= value <= high else (None, "V012")


def parse_period(text: str) -> Parsed:
    """A period's id; T2 2026 and 2026-T2 are read too."""
    text = text.strip().upper()
    if match := _LOOSE_PERIOD.fullmatch(text):
        text = f"{match[2] or match[3]}T{match[1] or match[4]}"
    try:
        return Period.parse(text).id, ""
    except ValueError:
        return _formula(text) or (None, "V013")


def parse_kpi_id(text: str) -> Parsed:
    """A KPI's id as a name; whether there is such a KPI is another question."""
    plain = normalise_header(text)
    return (plain, "") if _KPI_ID.fullmatch(plain) else (_formula(text) or (None, "V016"))


def _formula(text: str) -> Parsed | None:
    return (None, "V011") if text.lstrip().startswith(FORMULA_SIGNS) else None


def kommun_spellings(words: Mapping[str, str]) -> dict[str, str]:
    """Code by every accepted spelling, normalised: 2281, Sundsvall, Sundsvalls kommun, 2281 Sundsvall."""
    genitives = {row["kommun_code"]: row["genitive"] for row in read_reference("kommuner")}
    found: dict[str, str] = {}
    for code, name in words.items():
        genitive = genitives.get(code, name)
        for spelling in (
            code,
            name,
            f"{name} kommun",
            f"{genitive} kommun",
            f"{code} {name}",
            f"{name} {code}",
        ):
            found[normalise_header(spelling)] = code
    return found


def code_spellings(words: Mapping[str, str]) -> dict[str, str]:
    """Code by every accepted spelling, normalised: the code itself and its Swedish label."""
    found = {normalise_header(label): code for code, label in words.items()}
    return found | {normalise_header(code): code for code in words}


def parser(spec: FieldSpec, *, native: bool = False, own_codes: Mapping[str, str] | None = None) -> Parse:
    """The function that reads one text of a column. `own_codes`: a sender's own spellings, normalised, by code."""
    if spec.kind == "day":
        return parse_day
    if spec.kind == "month":
        return parse_month
    if spec.kind == "period":
        return parse_period
    if spec.kind == "kpi":
        return parse_kpi_id
    if spec.kind == "whole":
        return lambda text: parse_whole(text, low=spec.low, high=spec.high, native=native)
    if spec.kind in ("kronor", "number"):
        dtype = spec.dtype
        assert isinstance(dtype, pl.Decimal)  # noqa: S101 - the builders of fields.py give no other type
        return lambda text: parse_number(
            text,
            precision=dtype.precision or 38,
            scale=dtype.scale,
            kronor=spec.kind == "kronor",
            native=native,
        )
    words = dict(spec.words)
    spellings = code_spellings(words) if spec.kind == "code" else kommun_spellings(words)
    spellings |= own_codes or {}
    unknown = "V002" if spec.kind == "code" else "V009"

    def parse_code(text: str) -> Parsed:
        plain = normalise_header(text)
        # A kommun's code typed with blanks in it: 22 81.
        found = spellings.get(plain) or spellings.get(plain.replace("_", ""))
        return (found, "") if found else (_formula(text) or (None, unknown))

    return parse_code
