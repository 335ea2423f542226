"""What a workbook's cell says, as text: exact numbers, ISO days, Excel's own words for errors."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

# Number formats that Excel knows by number alone and that show a day or a time (ECMA-376, 18.8.30).
DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
LAST_SERIAL = 2_958_465  # 9999-12-31
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?Z?$")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def is_date_format(code: str) -> bool:
    """Whether a number format of the workbook's own shows a day or a time."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", code.split(";")[0])
    return bool(re.search("[ymdhs]", bare.lower())) and "general" not in bare.lower()


def unescape(text: str) -> str:
    """Excel spells characters that XML forbids as _x000D_."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def number_text(raw: str) -> str | None:
    """A stored number as plain digits: the shortest that is the same number; None when it is none.

    Excel writes 1234.56 as 1234.5599999999999 at times; both are the same binary number.
    """
    if raw.isascii() and raw.removeprefix("-").isdecimal():
        return raw
    try:
        number = float(raw)
    except ValueError:
        return None
    if number != number or number in (float("inf"), float("-inf")):
        return None
    plain = format(Decimal(repr(number)), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def iso_text(raw: str) -> str:
    """A day as a Strict workbook stores it, without its midnight; an hour with a zone stays as it is."""
    return _MIDNIGHT.sub("", raw).replace("T", " ")


def serial_text(raw: str, starts_1904: bool) -> str | None:
    """A serial day as ISO text, with its time when it has one; None when it is outside Excel's calendar."""
    try:
        serial = float(raw)
    except ValueError:
        return None
    if not 0 <= serial < LAST_SERIAL + 1:
        return None
    # To the thousandth: 23:59:59.999 is still that day, while a sum of fractions a hair from midnight is midnight.
    days, thousandths = divmod(round(serial * 86_400_000), 86_400_000)
    seconds = thousandths // 1000
    clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if starts_1904:
        day = date(1904, 1, 1) + timedelta(days=min(days, LAST_SERIAL - 1462))
    elif days == 0:
        return clock
    elif days == 60:
        return "1900-02-29"  # the day that Excel believes in and the calendar does not
    else:
        day = date(1899, 12, 31 if days < 60 else 30) + timedelta(days=days)
    return f"{day.isoformat()} {clock}" if seconds else day.isoformat()
