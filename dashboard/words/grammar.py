"""The joints of Swedish sentences: lists of words, and their first letters."""

from __future__ import annotations

from collections.abc import Sequence


def joined(words: Sequence[str], last: str = "och") -> str:
    """`Timrå`, `Timrå och Ånge`, `Timrå, Ånge och Kramfors`; with `last` as `eller`, one of them."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The first letter small, unless the word has more capitals than that: GFO stays GFO, and SiS SiS."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:] == first[1:].lower() else text


def genitive(name: str) -> str:
    """Whose a kommun's thing is: `Timrås`, `Kramfors`, and of all of them `GFO:s`."""
    if name.isupper():
        return f"{name}:s"
    return name if name.endswith(("s", "x", "z")) else f"{name}s"
