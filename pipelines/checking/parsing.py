"""One delivered text to one value, where no other text of its column matters: kommuner, codes, periods, whole numbers.

Plain Python on single texts, because casting calls it once for each distinct text only. A function gives
(value, "") or (None, the code of the finding). Days and amounts are judged by the column: `day_columns`,
`number_columns`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from pipelines.checking.days import Shape, day_of, serial_day, take_apart
from pipelines.checking.numbers import plain_minus
from pipelines.contracts.fields import FieldSpec
from pipelines.contracts.headers import normalise_header
from pipelines.periods import Period
from pipelines.reference import read_reference

Parsed = tuple[Any, str]
Parse = Callable[[str], Parsed]

_MONTH = re.compile(r"(\d{4})-?(\d{2})")
_PERIOD_DAY = re.compile(r"(\d{4}-\d{2})-01(?: 00:00(?::00)?)?")
_COMMA_NUMBER = re.compile(r"([+-]?)\s?(\d{1,3}(?:\s\d{3})+|\d+)(?:,(\d+))?")
_POINT_NUMBER = re.compile(r"([+-]?)\s?(\d{1,3}(?:\s\d{3})+|\d+)\.(\d+)")
_KPI_ID = re.compile(r"[a-z][a-z0-9_]*")
_LOOSE_PERIOD = re.compile(r"(?:T([123])[ -]?(\d{4})|(\d{4})[ -]?T([123]))", re.IGNORECASE)
FORMULA_SIGNS = ("=", "+", "-", "@")


def parse_month(text: str) -> Parsed:
    """YYYY-MM or YYYYMM, or a day that is the first of the month; gives the first day.

    A cell in which somebody wrote 2026-05 is a day in the workbook: the first of May.
    """
    if match := _MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
        # 200101 is also the first of January 2020, by a program that writes years in two figures.
        short = "-" not in text and day_of(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
        return (day_of(year, month, 1), "") if day_of(year, month, 1) and not short else (None, "V010")
    written = take_apart(text)
    found = None
    if written and written.shape is Shape.YEAR_FIRST:
        found = day_of(*written.parts[:3])
    elif written and written.shape is Shape.SERIAL:
        found = serial_day(written.parts[0])
    return (found, "") if found and found.day == 1 else (None, "V010")


def _whole_part(text: str) -> str:
    return re.sub(r"\s", "", text)


def _may_be_thousands(whole: str) -> bool:
    return len(whole) <= 3 and not whole.startswith("0")


def parse_whole(text: str, *, low: int, high: int, native: bool) -> Parsed:
    """A whole number from `low` to `high`. Neither sign parts thousands here: 1.234 and 1,000 persons are refused."""
    text = plain_minus(text, kronor=False)
    if native:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return None, "V005"
        if not number.is_finite() or number != number.to_integral_value():
            return None, "V005"
        value = int(number) if number.adjusted() < 18 else high + 1
    elif match := _COMMA_NUMBER.fullmatch(text):
        if len(match[3] or "") == 3 and _may_be_thousands(match[2]):
            return None, "V007"
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
    """A period's id; T2 2026 and 2026-T2 are read too, and the first of a month, which a workbook makes of 2026-05."""
    if match := _PERIOD_DAY.fullmatch(text):
        text = match[1]
    text = text.upper()
    if match := _LOOSE_PERIOD.fullmatch(text):
        text = f"{match[2] or match[3]}T{match[1] or match[4]}"
    try:
        period = Period.parse(text)
    except ValueError:
        return _formula(text) or (None, "V013")
    # One that is cut short on a day is for comparing with; no report or goal is of it.
    return (None, "V013") if period.kind == "same_days" else (period.id, "")


def parse_kpi_id(text: str) -> Parsed:
    """A KPI's id as a name; whether there is such a KPI is another question."""
    plain = normalise_header(text)
    return (plain, "") if _KPI_ID.fullmatch(plain) else (_formula(text) or (None, "V016"))


def _formula(text: str) -> Parsed | None:
    return (None, "V011") if text.lstrip().startswith(FORMULA_SIGNS) else None


@cache
def value_spellings(spec: FieldSpec) -> Mapping[str, str]:
    """Code by every accepted spelling, normalised, of a column of codes, of kommuner or of areas."""
    words = dict(spec.words)
    return _code_spellings(words) if spec.kind == "code" else _kommun_spellings(words)


def _kommun_spellings(words: Mapping[str, str]) -> dict[str, str]:
    """2281, Sundsvall, Sundsvalls kommun, 2281 Sundsvall."""
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


def _code_spellings(words: Mapping[str, str]) -> dict[str, str]:
    """The code itself and its Swedish label."""
    found = {normalise_header(label): code for code, label in words.items()}
    return found | {normalise_header(code): code for code in words}


def parser(spec: FieldSpec, *, native: bool = False, own_codes: Mapping[str, str] | None = None) -> Parse:
    """The function that reads one text of a column. `own_codes`: a sender's own spellings, normalised, by code."""
    if spec.kind == "month":
        return parse_month
    if spec.kind == "period":
        return parse_period
    if spec.kind == "kpi":
        return parse_kpi_id
    if spec.kind == "whole":
        return lambda text: parse_whole(text, low=spec.low, high=spec.high, native=native)
    spellings = {**value_spellings(spec), **(own_codes or {})}
    unknown = "V002" if spec.kind == "code" else "V009"

    def parse_code(text: str) -> Parsed:
        plain = normalise_header(text)
        # A kommun's code typed with blanks in it: 22 81.
        found = spellings.get(plain) or spellings.get(plain.replace("_", ""))
        return (found, "") if found else (_formula(text) or (None, unknown))

    return parse_code
