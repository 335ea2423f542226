"""\u201dMenade ni …?\u201d: what a word that is not known may be, and when nobody should guess.

A misspelt word has one right spelling. A word that is short of another, or has more to it, may be several codes that
count differently, and then they are all named with what they mean.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher, get_close_matches

from pipelines.contracts.headers import normalise_header

# Below this a header's suggestion is oftener a guess than a help; longer texts are no misspelt code.
_LIKENESS = 0.68
_LONGEST = 60
# A slip of the pen is this near, and nothing else within twice the way.
_SLIP, _TIMES_AS_FAR = 0.8, 2
_SHARED_LETTERS = 4
_MOST_CANDIDATES = 6


def nearest(text: str, spellings: Mapping[str, str]) -> str:
    """The column whose spelling (normalised) is nearest to a header; empty when none is near."""
    plain = normalise_header(text)
    if not plain or len(plain) > _LONGEST:
        return ""
    found = get_close_matches(plain, spellings, n=1, cutoff=_LIKENESS)
    if not found:
        # A header cut short, or with words added.
        found = [
            one
            for one in spellings
            if len(plain) >= 4 and (one.startswith(plain) or plain.startswith(f"{one}_"))
        ]
        found = found[:1] if len({spellings[one] for one in found}) == 1 else []
    return spellings[found[0]] if found else ""


def misspelt(text: str, spellings: Mapping[str, str]) -> str:
    """The one value that a text is a slip of the pen for; empty when there is none, or more than one."""
    plain = normalise_header(text)
    if not plain or len(plain) > _LONGEST or _is_garbled(text):
        return ""
    if plain.isdecimal():
        # Spreadsheets take the zeros before a number away: 138 for 0138.
        return next((spellings[one] for one in spellings if one.isdecimal() and int(one) == int(plain)), "")
    likeness: dict[str, float] = {}
    for one, value in spellings.items():
        if one.count("_") == plain.count("_"):
            ratio = SequenceMatcher(None, plain, one).ratio()
            likeness[value] = max(ratio, likeness.get(value, 0.0))
    best = sorted(likeness.items(), key=lambda pair: pair[1], reverse=True)[:2]
    if not best or best[0][1] < _SLIP:
        return ""
    if len(best) > 1 and 1 - best[1][1] < _TIMES_AS_FAR * (1 - best[0][1]):
        return ""
    return best[0][0]


def candidates(text: str, words: Mapping[str, str]) -> list[str]:
    """The codes that have a part of a word in common with a text: what it may mean. `words`: label by code."""
    plain = normalise_header(text)
    if not plain or len(plain) > _LONGEST or _is_garbled(text):
        return []
    found = [
        code
        for code, label in words.items()
        if _shares_letters(plain, normalise_header(code)) or _shares_letters(plain, normalise_header(label))
    ]
    return found if len(found) <= _MOST_CANDIDATES else []


def _shares_letters(plain: str, other: str) -> bool:
    match = SequenceMatcher(None, plain, other, autojunk=False).find_longest_match()
    shared = plain[match.a : match.a + match.size].strip("_")
    whole = shared in plain.split("_") and shared in other.split("_")
    return len(shared) >= _SHARED_LETTERS or (whole and len(shared) > 1)


def _is_garbled(text: str) -> bool:
    """Whether a text holds signs that no Swedish word does: a fault of coding, which no suggestion mends."""
    for character in unicodedata.normalize("NFC", text):
        if character.isascii():
            if character in "?\\^~`|{}<>":
                return True
        elif character.lower() not in "åäöéüèáøæ" and not character.isspace() and character not in "§–—−’”":
            return True
    return "Ã" in text or "Â" in text
