"""Small pieces of Swedish that sentences are made of, and what people called a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import PurePath

#: Bytes; file systems take 255, and copies have longer names than the file.
LONGEST_NAME = 200
# Bidirectional controls: exe.csv can be made to look like csv.exe with them.
_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def number(value: Decimal | float, decimals: int = 0) -> str:
    """8 351 119 or −0,5, with U+00A0 between thousands and U+2212 for minus; never minus zero. A half is rounded up."""
    rounded = Decimal(str(abs(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = f"{rounded:,}".replace(",", "\u00a0").replace(".", ",")
    return f"\u2212{digits}" if value < 0 and digits.strip("0,") else digits


def counted(number: int, one: str, many: str) -> str:
    """A number and what it counts: 1 rad, 2 rader, 0 rader."""
    return f"{number} {one if number == 1 else many}"


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters, the last of them … where it goes on."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def first_of(words: Sequence[str], most: int) -> str:
    """The first of many words, and how many there are besides: `Skola, Elever och 3 till`."""
    listed = ", ".join(words[:most])
    return f"{listed} och {len(words) - most} till" if len(words) > most else listed


def joined(words: Sequence[str]) -> str:
    """Words as a sentence names them: `kommun, månad och form`."""
    return " och ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def length_of_time(days: int) -> str:
    """A number of days as people say it: ett år, två år, 90 dagar."""
    if days and days % 365 == 0:
        years = days // 365
        return {1: "ett år", 2: "två år", 3: "tre år"}.get(years, f"{years} år")
    return counted(days, "dag", "dagar")


def _controls(letter: str) -> bool:
    """A control character, a half of one, or a mark that has what follows it read from the right."""
    return unicodedata.category(letter) in ("Cc", "Cs") or unicodedata.bidirectional(letter) in _TURNING


def file_name(name: str) -> str:
    """A file's name in NFC, without what controls or turns the text, and short enough to be a file's name again."""
    name = unicodedata.normalize("NFC", name)
    name = "".join("_" if _controls(letter) else letter for letter in name)
    ending = PurePath(name).suffix
    while len(name.encode()) > LONGEST_NAME and len(name) > len(ending):
        name = name[: -len(ending) - 1] + ending if ending else name[:-1]
    return name
