"""Numbers, money, dates and their absence as a Swedish reader expects them.

The only room that turns figures into strings: decimal comma, U+00A0 between thousands, U+2212 as minus,
U+00A0 before every unit. Babel decides the grouping; its hyphen-minus is replaced.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Literal

from babel.numbers import format_decimal

NBSP = "\u00a0"
MINUS = "\u2212"
HIDDEN = ".."
MISSING = "\u2013"

Status = Literal["ok", "missing", "hidden", "published"]
Number = int | float | Decimal

# Units whose figures are read as a share; everything else is a count of the thing the unit names.
PERCENT_UNITS = frozenset({"%", "procent"})
MONEY_UNITS = frozenset({"kr", "kronor"})


@lru_cache(maxsize=16)
def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _rounded(value: Number, decimals: int) -> Decimal:
    """Half up, as a reader rounds; never minus zero."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


@lru_cache(maxsize=4096)
def number(value: Number, decimals: int = 0) -> str:
    """`8351119` → `8 351 119`, `-0.5` → `−0,5`, with no-break spaces."""
    text = format_decimal(_rounded(value, decimals), format=_pattern(decimals), locale="sv_SE")
    return text.replace("-", MINUS)


def signed(value: Number, decimals: int = 0) -> str:
    """A difference: `+6`, `−6`, `0`."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or _rounded(value, decimals) == 0 else "+" + text


def kronor(value: Number) -> str:
    return number(value) + NBSP + "kr"


def tkr(value: Number) -> str:
    return number(_rounded(Decimal(str(value)) / 1000, 0)) + NBSP + "tkr"


def mnkr(value: Number, decimals: int = 1) -> str:
    return number(Decimal(str(value)) / 1_000_000, decimals) + NBSP + "mnkr"


def short_kronor(value: Number) -> str:
    """Kronor as a card or an axis has room for: kr below ten thousand, then tkr, then mnkr."""
    size = abs(Decimal(str(value)))
    if size < 10_000:
        return kronor(value)
    return tkr(value) if size < 10_000_000 else mnkr(value)


def percent(value: Number, decimals: int = 0) -> str:
    """`value` is already in per cent: 47.5 → `48 %`."""
    return number(value, decimals) + NBSP + "%"


def percentage_points(value: Number, decimals: int = 0) -> str:
    """A difference between two percentages."""
    word = "procentenhet" if abs(_rounded(value, decimals)) == 1 else "procentenheter"
    return number(value, decimals) + NBSP + word


def day(value: date) -> str:
    return value.isoformat()


def amount(value: Number, unit: str, decimals: int = 0) -> str:
    """A figure with its unit, as it stands in running text: `15 remisser`, `43 %`, `1 204 kr`."""
    if unit in PERCENT_UNITS:
        return percent(value, decimals)
    if unit in MONEY_UNITS:
        return kronor(value)
    return number(value, decimals) + (NBSP + unit if unit else "")


def figure(value: Number | None, status: Status, unit: str = "", decimals: int = 0) -> str:
    """A figure alone, as a card or a cell shows it; the absence of one is never a number."""
    if status == "hidden":
        return HIDDEN
    if value is None or status == "missing":
        return MISSING
    if unit in PERCENT_UNITS:
        return percent(value, decimals)
    if unit in MONEY_UNITS:
        return kronor(value)
    return number(value, decimals)


def card_figure(value: Number | None, status: Status, unit: str = "", decimals: int = 0) -> str:
    """As `figure`, with large sums in tkr or mnkr."""
    if value is not None and status in ("ok", "published") and unit in MONEY_UNITS:
        return short_kronor(value)
    return figure(value, status, unit, decimals)
