"""The words that case systems and accounts use for our columns and codes (`data/reference/mapping_words.csv`).

No export layout of the case systems is public: these are words that people use, and each is a suggestion that
somebody reads before it counts. A word that could be two codes stands twice, and is left to that person.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.contracts.headers import ANY_DATASET, normalise_header
from pipelines.reference import read_reference

_ASIDE = re.compile(r"[(\[].*?[)\]]")
_PARTS = re.compile(r"[^a-z0-9]+")
# A letter or two is a word only when nothing stands beside it.
_SHORT = 2


def words_of(text: str) -> tuple[str, ...]:
    """A text's words as they are compared: `Verkställd fr.o.m. (datum)` is verkstalld, from."""
    plain = normalise_header(_ASIDE.sub(" ", text)).replace(".", "")
    return tuple(part for part in _PARTS.split(plain) if part)


@cache
def _listed() -> tuple[tuple[str, str, tuple[str, ...], str], ...]:
    return tuple(
        (row["dataset"], row["column"], words_of(row["word"]), row["code"])
        for row in read_reference("mapping_words")
    )


def columns_called(header: str, dataset: str) -> frozenset[str]:
    """Which of a dataset's columns a header is a usual name of."""
    words = words_of(header)
    return frozenset(
        column
        for where, column, word, code in _listed()
        if not code and where in (dataset, ANY_DATASET) and word == words
    )


def codes_called(text: str, column: str) -> tuple[str, ...]:
    """Which codes of a column a text may mean, in the order of the list; more than one where it would be a guess."""
    words = words_of(text.replace("(", " ").replace(")", " "))
    found = (code for _, listed, word, code in _listed() if code and listed == column and _says(words, word))
    return tuple(dict.fromkeys(found))


def _says(words: tuple[str, ...], word: tuple[str, ...]) -> bool:
    if len("".join(word)) <= _SHORT:
        return words == word
    return all(any(one.startswith(part) for one in words) for part in word)
