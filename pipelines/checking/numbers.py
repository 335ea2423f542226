"""One text to the numbers that it may write: with a decimal comma, a decimal point, or English thousands."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import Enum
from typing import NamedTuple

_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_GROUPED = r"\d{1,3}(?:\s\d{3})+|\d+"
_COMMA = re.compile(rf"([+-]?)\s?({_GROUPED})(?:,(\d+))?")
_POINT = re.compile(rf"([+-]?)\s?({_GROUPED})(?:\.(\d+))?")
_POINT_THOUSANDS = re.compile(r"([+-]?)\s?([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?")
_COMMA_THOUSANDS = re.compile(r"([+-]?)\s?([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?")
_KRONOR_WORD = re.compile(r"\s*(?:kr|kronor|sek)\.?$", re.IGNORECASE)
_FIGURES = re.compile(r"[+-]?\s?\d[\d.,\s]*")
_NATIVE = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
# A thousand digits are no number, and long ones overflow the arithmetic.
_MOST_DIGITS = 24


class NumberStyle(Enum):
    """How a column parts its thousands and its decimals, as a mapping names it and a report tells it."""

    COMMA = "1 234,50"
    POINT = "1234.50"
    ENGLISH = "1,234.50"
    POINT_THOUSANDS = "1.234,50"


class Written(NamedTuple):
    """A number as one style reads it."""

    sign: str
    whole: str
    decimals: str

    @property
    def value(self) -> Decimal:
        return Decimal(f"{self.sign}{self.whole}.{self.decimals or '0'}")

    def fits(self, scale: int) -> bool:
        """Whether it says no more decimals than the column holds; zeros at the end say nothing."""
        return len(self.decimals.rstrip("0")) <= scale


def plain_minus(text: str, *, kronor: bool) -> str:
    """The text with one kind of minus, and without the word for kronor."""
    text = text.translate(_MINUS)
    return _KRONOR_WORD.sub("", text) if kronor else text


def readings(text: str, *, point_thousands: bool) -> dict[NumberStyle, Written]:
    """Every way that a text writes a number. `point_thousands`: whether 1.234 may be a thousand and more here."""
    found = {}
    if (match := _COMMA.fullmatch(text)) or (point_thousands and (match := _POINT_THOUSANDS.fullmatch(text))):
        found[NumberStyle.COMMA] = _written(match)
    if match := _POINT.fullmatch(text):
        found[NumberStyle.POINT] = _written(match)
    if "," in text and (match := _COMMA_THOUSANDS.fullmatch(text)):
        found[NumberStyle.ENGLISH] = _written(match)
    return found


def _written(match: re.Match[str]) -> Written:
    return Written(match[1], re.sub(r"[\s.,]", "", match[2]), match[3] or "")


def is_figures(text: str) -> bool:
    """Whether a text is nothing but figures, blanks, points and commas: a number in some style, if not in ours."""
    return _FIGURES.fullmatch(text) is not None


def is_too_long(text: str) -> bool:
    return sum(character.isdigit() for character in text) > _MOST_DIGITS


def native_number(text: str, *, scale: int) -> tuple[Decimal | None, str]:
    """A number cell, rounded to the decimals of its column: what a cell shows is rounded too."""
    if not _NATIVE.fullmatch(text):
        return None, "V006"
    try:
        number = Decimal(text)
        if number.adjusted() >= _MOST_DIGITS:
            return None, "V032"
        return number.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP), ""
    except InvalidOperation:
        return None, "V032"
