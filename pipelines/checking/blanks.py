"""What stands in a cell without being a value: words for blank, error words of spreadsheets, invisible characters.

A word for blank counts only as a whole cell and only where the kind of column cannot mean it otherwise: replacing
such words inside texts is how "Annan" once became "An".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipelines.contracts.fields import FieldSpec
from pipelines.contracts.headers import normalise_header

_NOTHING = frozenset(
    {
        *("null", "(null)", "<null>", "[null]", "none", "nil", "nan", "na", "n/a", "blank", "tom", "tomt"),
        *("saknas", "uppgift_saknas", "okand", "okant", "ej_kant", "ej_angiven", "ej_angivet", "vet_ej"),
        *("ingen", "inget", "inga", "ingen_uppgift", "ej_aktuellt", "finns_ej", "finns_inte"),
        *("pagar", "pagaende", "tillsvidare", "tills_vidare", "fortgar", "fortlopande", "lopande"),
    }
)
_SIGNS_ONLY = re.compile(r"[-\u2010-\u2015\u2212._?…*/]+")
_ZEROS = re.compile(r"0+(?:[.,]0+)?")
_MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:[.,]0+)?)?(?:Z|[+-]00:?00)?)?"
# What databases and spreadsheets write for a day that is not there: zeros, and the first day that they know of.
_NO_DAY = re.compile(
    rf"0000-?00-?00{_MIDNIGHT}|(?:0001|1753|1900)-?01-?0[01]{_MIDNIGHT}|1899-?12-?3[01]{_MIDNIGHT}|00:00(?::00)?"
)
_OPEN = re.compile(
    r"9999-?12-?31(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|(?:31[/.-]12|12[/.-]31)[/.-]9999|2958465(?:[.,]\d+)?"
)
ERROR_WORDS = re.compile(
    r"#(?:N/A|SAKNAS!|REF!|REFERENS!|VALUE!|VÄRDEFEL!|DIV/0!|DIVISION/0!|NAME\?|NAMN\?|NUM!|OGILTIGT!|NULL!"
    r"|SKÄRNING!|SPILL!|SPILLD!|CALC!|BERÄKNA!|GETTING_DATA|#+)",
    re.IGNORECASE,
)


def is_error_word(text: str) -> bool:
    """Whether a spreadsheet says that the cell's value is lost."""
    return text.startswith("#") and ERROR_WORDS.fullmatch(text) is not None


def is_open_end(text: str) -> bool:
    """Whether a day says that there is no end, as the contract lets a sender say it: 9999-12-31."""
    return _OPEN.fullmatch(text) is not None


def means_blank(text: str, spec: FieldSpec, own: frozenset[str] = frozenset()) -> bool:
    """Whether a cell of the column says in words or signs that there is no value. `own`: a sender's own, normalised.

    In a column of amounts a lone dash may as well be zero, and a zero is only no value where none is allowed.
    """
    plain = normalise_header(text)
    if plain in own:
        return True
    if spec.kind == "text" or plain in dict(spec.words):
        return False
    if plain in _NOTHING:
        return True
    if _SIGNS_ONLY.fullmatch(text):
        return spec.kind not in ("kronor", "number")
    if spec.kind == "day":
        return _ZEROS.fullmatch(text) is not None or _NO_DAY.fullmatch(text) is not None
    if spec.kind == "id" or (spec.kind == "whole" and spec.low > 0):
        return _ZEROS.fullmatch(text) is not None
    return False


def visible(text: str) -> str:
    """The text without characters that nobody sees: zero-width ones, marks of byte order, controls.

    No-break and other odd blanks become plain ones, so that two cells that look alike are alike.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = []
    for character in text:
        kind = unicodedata.category(character)
        if kind == "Zs" or character in "\t\r\n\v\f":
            kept.append(" ")
        elif kind not in ("Cf", "Cc"):
            kept.append(character)
    return "".join(kept).strip()


def hides_something(text: str) -> bool:
    """Whether `visible` takes out more than blanks."""
    return not (text.isascii() and text.isprintable()) and any(
        unicodedata.category(character) in ("Cf", "Cc") and character not in "\t\r\n\v\f"
        for character in text
    )


def quoted(texts: Iterable[str], most: int = 5) -> str:
    """A few of the texts as a sentence shows them."""
    shown = [f"\u201d{text}\u201d" for text in list(dict.fromkeys(texts))[: most + 1]]
    return ", ".join(shown[:most]) + (" …" if len(shown) > most else "")
