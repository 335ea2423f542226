"""Numbers, money, dates and their absence as a Swedish reader expects them.

The only room that turns figures into strings: decimal comma, U+00A0 between thousands, U+2212 as minus,
U+00A0 before every unit. Babel decides the grouping; its hyphen-minus is replaced.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from dashboard.published.records import Status
from pipelines.kpi.words import is_money, is_percent

NBSP = "\u00a0"
MINUS = "\u2212"
HIDDEN = ".."
MISSING = "\u2013"

Number = int | float | Decimal


_ONE = {
    "anmälningar": "anmälan",
    "avvikelser": "avvikelse",
    "dagar": "dag",
    "matchningar": "matchning",
    "omplaceringar": "omplacering",
    "placeringar": "placering",
    "remisser": "remiss",
    "tillfällen": "tillfälle",
    "unika barn": "unikt barn",
    "överflyttningar": "överflyttning",
}


def unit_for(value: Number, unit: str) -> str:
    """The unit in the right number: `1 avvikelse`, `2 avvikelser`."""
    return _ONE.get(unit, unit) if value == 1 else unit


def unit_tail(unit: str) -> str:
    """What stands small beside a figure that already carries `kr` or `%`: `per vårddygn`, `unika barn`, nothing."""
    if is_percent(unit):
        return ""
    return unit.removeprefix("kr").strip() if is_money(unit) else unit


# Kronor per something that are written in tkr, as sums are.
_MANY_KRONOR = 100_000


@lru_cache(maxsize=16)
def _pattern(decimals: int) -> str:
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def rounded(value: Number, decimals: int) -> Decimal:
    """Half up, as a reader rounds; never minus zero."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    found = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(found) if found == 0 else found


@lru_cache(maxsize=4096)
def number(value: Number, decimals: int = 0) -> str:
    """`8351119` → `8 351 119`, `-0.5` → `−0,5`, with no-break spaces."""
    text = format_decimal(rounded(value, decimals), format=_pattern(decimals), locale="sv_SE")
    return text.replace("-", MINUS)


def count(value: Number | None) -> str:
    """A whole number in a cell; a dash where there is none."""
    return MISSING if value is None else number(value)


def signed(value: Number, decimals: int = 0) -> str:
    """A difference: `+6`, `−6`, `0`."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or rounded(value, decimals) == 0 else "+" + text


def kronor(value: Number) -> str:
    return number(value) + NBSP + "kr"


def tkr(value: Number) -> str:
    return number(rounded(Decimal(str(value)) / 1000, 0)) + NBSP + "tkr"


def short_kronor(value: Number, beside: Number | None = None) -> str:
    """Kronor as everything but files and whole tables writes them: `9 999 kr`, `712 tkr`, `8,97 mnkr`; `beside` a
    larger sum in its unit, `0,95 mnkr`, unless nothing would be left of it."""
    places = _places(value)
    if beside is not None and rounded(value, common := min(places, _places(beside))):
        places = common
    match places:
        case 0:
            return kronor(value)
        case -3:
            return tkr(value)
        case _:
            return number(Decimal(str(value)) / 1_000_000, 2) + NBSP + "mnkr"


def in_short(value: Number, unit: str, beside: Number | None = None) -> str:
    """The same by what the kronor are of: those of one care day or one child stand beside others of thousands, and are
    whole kronor as those are."""
    if is_price(unit, value, beside or 0):
        return kronor(value)
    return short_kronor(value, beside)


def is_price(unit: str, *values: Number) -> bool:
    """Whether kronor are per something, and none so many that the last of them say nothing."""
    return (
        is_money(unit)
        and bool(unit_tail(unit))
        and all(-_MANY_KRONOR < value < _MANY_KRONOR for value in values)
    )


def _places(value: Number) -> int:
    """How fine kronor are written by their size, as places: whole kronor, whole tkr, hundredths of a million."""
    size = abs(Decimal(str(value)))
    return 0 if size < 10_000 else -3 if size < 1_000_000 else -4


def places_beside(now: Number, before: Number) -> int:
    """How fine two sums are written beside each other, as places of kronor."""
    return min(_places(now), _places(before))


def step(now: Number, before: Number) -> Decimal:
    """The difference of two sums as they are written beside each other, which whoever subtracts them gets; the exact
    one where that is none."""
    one, other = Decimal(str(now)), Decimal(str(before))
    places = places_beside(one, other)
    return (rounded(one, places) - rounded(other, places)) or one - other


def spoken_kronor(value: Number) -> str:
    """Kronor as they are said aloud, as precise as a card has them: `9 999 kronor`, `712 000 kronor`, `9,15 miljoner
    kronor`, `10,64 miljoner kronor`."""
    exact = Decimal(str(value))
    if abs(exact) < 1_000_000:
        return number(rounded(exact, 0 if abs(exact) < 10_000 else -3)) + " kronor"
    return number(exact / 1_000_000, 2).removesuffix("0") + " miljoner kronor"


def round_kronor(value: Number, largest: Number) -> str:
    """A round amount on an axis, in the unit of its largest: `5 000 kr`, `500 tkr`, `2,5 mnkr`, and a bare `0`."""
    exact, size = Decimal(str(value)), abs(Decimal(str(largest)))
    if exact == 0:
        return "0"
    if size < 10_000:
        return kronor(exact)
    unit, parts = ("mnkr", exact / 1_000_000) if size >= 1_000_000 else ("tkr", exact / 1000)
    exponent = parts.normalize().as_tuple().exponent
    return number(parts, max(0, -exponent) if isinstance(exponent, int) else 0) + NBSP + unit


def percent(value: Number, decimals: int = 0) -> str:
    """`value` is already in per cent: 47.5 → `48 %`."""
    return number(value, decimals) + NBSP + "%"


def percentage_points(value: Number, decimals: int = 0) -> str:
    """A difference between two percentages."""
    word = "procentenhet" if abs(rounded(value, decimals)) == 1 else "procentenheter"
    return number(value, decimals) + NBSP + word


def days(value: Number) -> str:
    """A whole number of days: `1 dag`, `156 dagar`."""
    return number(value) + NBSP + unit_for(rounded(value, 0), "dagar")


def length(time: Number) -> str:
    """A time as a reader thinks of it: days below a year (`156 dagar`), then years (`3,4 år`)."""
    if time < 365:
        return days(time)
    return number(Decimal(str(time)) / Decimal("365.25"), 1) + NBSP + "år"


def day(value: date) -> str:
    return value.isoformat()


def amount(value: Number, unit: str, decimals: int = 0) -> str:
    """A figure with its unit, as it stands in running text: `15 remisser`, `43 %`, `1 204 kr per vårddygn`."""
    shown = figure(value, "ok", unit, decimals)
    tail = unit_for(value, unit_tail(unit))
    return f"{shown}{NBSP}{tail}" if tail else shown


@lru_cache(maxsize=8192)
def figure(value: Number | None, status: Status, unit: str = "", decimals: int = 0) -> str:
    """A figure alone, as a card or a cell shows it; the absence of one is never a number."""
    if status == "hidden":
        return HIDDEN
    if value is None or status == "missing":
        return MISSING
    if is_percent(unit):
        return percent(value, decimals)
    if is_money(unit):
        return kronor(value)
    # A median of days is a whole number or a half: 39 dagar, 49,5 dagar.
    whole = unit == "dagar" and rounded(value, decimals) == rounded(value, 0)
    return number(value, 0 if whole else decimals)


def with_sign(value: Number | None, shown: str) -> str:
    """`shown` with a plus where the figure is a difference above zero: `+71 tkr`."""
    return "+" + shown if value is not None and value > 0 else shown


def on_its_side(value: Number, shown: str, sides: tuple[str, str]) -> str:
    """A difference with the word of its side in place of its sign: `71 021 kr under`; none at all as it is `shown`."""
    if not rounded(value, 0):
        return shown
    return f"{shown.removeprefix(MINUS)} {sides[0] if value > 0 else sides[1]}"


def budget_side(value: Number) -> str:
    """On which side of the budget a deviation is: above zero it cost less."""
    side = "under" if value > 0 else "över"
    return f"{side if rounded(value, 0) else 'enligt'}{NBSP}budget"


def against_budget(value: Number, shown: str, *, in_brief: bool = False) -> str:
    """A deviation in words, `shown` with its sign or without: `160 tkr under budget`, `in_brief` `160 tkr under`; of
    none `enligt budget`, and in brief `0 kr`."""
    side = budget_side(value)
    if not rounded(value, 0):
        return shown if in_brief else side
    return f"{shown.removeprefix(MINUS)} {side.split(NBSP)[0] if in_brief else side}"


def card_figure(value: Number | None, status: Status, unit: str = "", decimals: int = 0) -> str:
    """As `figure`, with large sums in tkr or mnkr."""
    if value is not None and status in ("ok", "published") and is_money(unit):
        return in_short(value, unit)
    return figure(value, status, unit, decimals)
