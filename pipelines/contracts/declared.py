"""What people declare in TOML files of the data home: read strictly, so that a slip is said and never skipped."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from pipelines.errors import Place, ReaderError, toml_error

_KINDS: dict[type, str] = {
    str: "en text inom citattecken",
    date: "en dag utan citattecken (2026-12-31)",
}


def declared(
    text: str, table: str, word: str, kinds: Mapping[str, type], *, code: str, file: str
) -> list[tuple[str, dict[str, Any]]]:
    """The entries `[[table]]` of a file, each with its name for messages ("Rättelse nummer 2").

    Every key of `kinds` must be there, of its type and not blank (`old` and `new` may be); no other key may.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise wrong(code, file, f"Filen {toml_error(error)}.") from None
    entries = content.pop(table, [])
    if content or not isinstance(entries, list):
        raise wrong(code, file, f"Varje uppgift ska börja med [[{table}]].")
    found = []
    for number, entry in enumerate(entries, 1):
        which = f"{word} nummer {number}"
        _must_be(entry, kinds, which, code, file)
        found.append((which, {key: v.strip() if isinstance(v, str) else v for key, v in entry.items()}))
    return found


def _must_be(entry: Any, kinds: Mapping[str, type], which: str, code: str, file: str) -> None:
    if not isinstance(entry, dict):
        raise wrong(code, file, f"{which} är ingen uppgift med namn och värden.")
    for key, kind in kinds.items():
        if key not in entry:
            raise wrong(code, file, f"{which} saknar {key}.")
        # Not isinstance: a datetime is a date to Python, and True is a number.
        if type(entry[key]) is not kind:
            raise wrong(code, file, f"{which}: {key} ska vara {_KINDS[kind]}.")
        if kind is str and key not in ("old", "new") and not entry[key].strip():
            raise wrong(code, file, f"{which}: {key} får inte vara tom.")
    if unknown := sorted(entry.keys() - kinds.keys()):
        raise wrong(code, file, f"{which} har en uppgift som inte känns igen: {', '.join(unknown)}.")


def wrong(code: str, file: str, message: str) -> ReaderError:
    """The error for a declaration that cannot be used."""
    return ReaderError(
        code,
        message,
        remedy="Rätta filen och kör kommandot igen. Det som senast publicerades visas fortfarande.",
        place=Place(file=file),
    )
