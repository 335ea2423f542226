"""Identity numbers in a text: personnummer, samordningsnummer and reserve numbers, however they are written.

`identity_in` is the one question that every text which is kept or shown is asked. Nothing that is returned from here
holds the value that was found: a hit is a kind.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class IdentityKind(StrEnum):
    """What was found, in the words of the report."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    RESERVE = "reservnummer"
    MASKED = "personnummer med dolda slutsiffror"
    LOOKALIKE = "nummer som ser ut som ett personnummer"
    NAME = "namn"
    COLUMN = "kolumn som pekar ut en person"


@dataclass(frozen=True)
class NumberHit:
    """A number that was found. `glued`: a letter stands right beside it, as in ids that a system makes up."""

    kind: IdentityKind
    glued: bool = False


# A border is anything but a letter or a digit, so that an underscore or a hyphen does not hide a number.
_BEFORE = r"(?<![^\W_])"
_AFTER = r"(?![^\W_])"
_DASH = r"[-+\u2010-\u2015\u2212]"
# Between the groups of one number may stand any signs. In a text of several lines or fields not those that part
# them: a day at a line's end and a kommun code on the next are two things. In a cell nothing is parted.
_IN_TEXT = re.compile(r"\d+(?:(?:[^\w\r\n\t;,|]|_){1,5}\d+)*")
_IN_CELL = re.compile(r"\d+(?:(?:\W|_){1,5}\d+)*")
_GROUP = re.compile(r"\d+")
_RESERVE = re.compile(
    rf"{_BEFORE}(?P<century>18|19|20)?[ \u00a0]?(?P<date>\d{{6}}){_DASH}?"
    rf"(?P<last>(?=[^\W_]*\d[^\W_]*\d)(?=[^\W_]*[^\W\d_])[0-9A-Za-zÅÄÖåäö]{{4}}){_AFTER}"
)
_MASKED = re.compile(
    rf"(?<!\d)(?P<century>18|19|20)?(?P<date>\d{{6}})(?:\W|_){{0,3}}"
    rf"(?:[Xx]{{4}}|\*{{4}}|#{{4}}|\?{{4}}|_{{4}}|[Xx]{{3}}\d|\d{{2}}[Xx*]{{2}}){_AFTER}"
)
# Words that say what the number beside them is, and so do not make it part of an id.
_SAYS_SO = re.compile(r"(?:person\W?nummer|person\W?nr|pers\W?nr|p\W?nr|ssn|född)$", re.IGNORECASE)

# How people part a number; the first kinds wherever they stand, the others where no more digits follow alike.
_ANYWHERE = frozenset({(10,), (12,), (6, 4), (8, 4), (2, 6, 4), (2, 10)})
_DAYS = frozenset({(2, 2, 2, 4), (4, 2, 2, 4)})
_THOUSANDS = frozenset({(1, 3, 3, 3), (3, 3, 3, 3)})
_APART = (
    _DAYS
    | _THOUSANDS
    | {
        (6, 2, 2),
        (6, 3, 1),
        (4, 2, 4),
        (2, 4, 4),
        (2, 2, 2, 2, 2),
        (1,) * 10,
        (8, 2, 2),
        (8, 3, 1),
        (4, 4, 4),
        (4, 4, 2, 2),
        (4, 2, 6),
        (6, 6),
        (4, 8),
        (4, 2, 2, 2, 2),
        (2, 2, 2, 2, 4),
        (2, 2, 2, 2, 2, 2),
        (2, 6, 2, 2),
        (1,) * 12,
    }
)
_MOST_GROUPS = 12


def identity_in(text: str) -> list[IdentityKind]:
    """The kinds of identity numbers in a text of any length, each once, in the order of `IdentityKind`."""
    found = {hit.kind for hit in _hits(plain_digits(text), _IN_TEXT)}
    return [kind for kind in IdentityKind if kind in found]


def identity_in_cell(text: str) -> list[NumberHit]:
    """The numbers in one cell, where a line break parts nothing."""
    return _hits(plain_digits(text), _IN_CELL)


def plain_digits(text: str) -> str:
    """The text with digits of every script and style as 0–9, and without what cannot be seen."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.digit(letter)) if unicodedata.category(letter) == "Nd" else letter
        for letter in text
        if unicodedata.category(letter) != "Cf"
    )


def _hits(text: str, clusters: re.Pattern[str]) -> list[NumberHit]:
    found: list[NumberHit] = []
    if sum(letter.isdecimal() for letter in text) < 6:
        return found
    for cluster in clusters.finditer(text):
        found += _in_cluster(cluster)
    for match in _RESERVE.finditer(text):
        if _is_day(match["century"], match["date"]):
            found.append(NumberHit(IdentityKind.RESERVE))
    for match in _MASKED.finditer(text):
        if _is_day(match["century"], match["date"]):
            found.append(NumberHit(IdentityKind.MASKED))
    return found


def _in_cluster(cluster: re.Match[str]) -> list[NumberHit]:
    """The numbers among groups of digits that only signs part."""
    text, start = cluster.string, cluster.start()
    groups = list(_GROUP.finditer(text, start, cluster.end()))
    signs = [text[left.end() : right.start()] for left, right in pairwise(groups)]
    lengths = [len(group[0]) for group in groups]
    if sum(lengths) < 10:
        return []
    found = []
    for first in range(len(groups)):
        total = 0
        for last in range(first, min(len(groups), first + _MOST_GROUPS)):
            total += lengths[last]
            if total > 12:
                break
            if total not in (10, 12) or not _reads_as_one(lengths, signs, first, last):
                continue
            before = text[: groups[first].start()]
            glued = before[-1:].isalpha() and not _SAYS_SO.search(before)
            glued = glued or text[groups[last].end() : groups[last].end() + 1].isalpha()
            # An id's letters stand beside a number in one or two pieces; what is in many is no id.
            if glued and last - first > 1:
                continue
            kind = _kind("".join(group[0] for group in groups[first : last + 1]))
            if kind:
                found.append(NumberHit(kind, glued))
    return found


def _reads_as_one(lengths: list[int], signs: list[str], first: int, last: int) -> bool:
    split = tuple(lengths[first : last + 1])
    own = signs[first:last]
    if split in _ANYWHERE:
        return True
    if split not in _APART:
        return False
    # What goes on alike is a span of days (2022-01-01-2022-12-31) or a longer number.
    beside = [*signs[max(0, first - 1) : first], *signs[last : last + 1]]
    if any(sign in own for sign in beside):
        return False
    if split in _THOUSANDS:
        return len(set(own)) == 1
    if split in _DAYS:
        return own[0] == own[1]
    # 12:30 and 12.30 are the time of a day.
    return ":" not in "".join(own) and not (own[-1] == "." and set(own) != {"."})


def _kind(digits: str) -> IdentityKind | None:
    century, ten = (digits[:2], digits[2:]) if len(digits) == 12 else (None, digits)
    if century not in (None, "18", "19", "20") or not _is_day(century, ten[:6]) or not passes_luhn(ten):
        return None
    return IdentityKind.SAMORDNINGSNUMMER if int(ten[4:6]) > 60 else IdentityKind.PERSONNUMMER


def _is_day(century: str | None, date: str) -> bool:
    """Whether six digits are a day, or one with 60 added to it."""
    year, month, day = int(date[:2]), int(date[2:4]), int(date[4:])
    if not 1 <= month <= 12:
        return False
    day -= 60 if day > 60 else 0
    years = [int(century) * 100 + year] if century else [1900 + year, 2000 + year]
    return any(1 <= day <= monthrange(full, month)[1] for full in years)


def passes_luhn(ten_digits: str) -> bool:
    """The check digit of a personnummer: weights 2, 1, 2, 1, … over YYMMDDNNN, digits of products added."""
    total = 0
    for index, digit in enumerate(ten_digits):
        product = int(digit) * (1 if index % 2 else 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


# What stands between the digits of a telephone number; never a point or a colon, which make them a time or a sum.
_BETWEEN = r"[ ()/\-\u2010-\u2015\u2212]{0,3}"
_FIRST = r"(?<!\d)(?<!\d[-\u2010-\u2015\u2212/.,:])"
_TELEPHONES = (
    # Abroad and home: +46 and 0046, with or without the nought in brackets.
    re.compile(rf"(?<!\d)(?:\+|00){_BETWEEN}4{_BETWEEN}6{_BETWEEN}(?:\(0\))?(?:{_BETWEEN}\d){{7,9}}(?!\d)"),
    re.compile(rf"{_FIRST}0{_BETWEEN}7(?:[ ()/.\-\u2010-\u2015\u2212]{{0,3}}\d){{8}}(?!\d)"),
    re.compile(rf"{_FIRST}0[1-9](?:{_BETWEEN}\d){{6,8}}(?!\d)"),
)
# 01-08 2026 is days and a year.
_DAY_OR_MONTHS = re.compile(r"\d\d\D{1,3}\d\d\D{1,3}(?:19|20)\d\d")
_E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\W\d_]{2,}")
_BORN = re.compile(r"\bfödd\w*\b[^.!?]{0,20}?\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\W{0,2}född", re.IGNORECASE)
_STREET = re.compile(
    r"[^\W\d_]{2,}(?:gatan|vägen|gränd|gränden|stigen|torget|allén|backen)\s+\d{1,3}(?!\d)", re.IGNORECASE
)


def contact_in(text: str) -> bool:
    """Whether a text holds a telephone number (Swedish, as people write them) or an e-mail address."""
    plain = plain_digits(text)
    numbers = (match[0] for pattern in _TELEPHONES for match in pattern.finditer(plain))
    return bool(_E_MAIL.search(plain)) or any(not _DAY_OR_MONTHS.match(one) for one in numbers)


def points_out(text: str) -> bool:
    """Whether a text holds a year of birth, or a street with its number."""
    plain = plain_digits(text)
    return bool(_BORN.search(plain) or _STREET.search(plain))
