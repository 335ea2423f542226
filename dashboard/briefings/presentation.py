"""What documents say of GFO besides its figures: `presentation.toml` in the data home, else the committed one."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from dashboard.briefings.written import read_written
from pipelines.errors import Place, ReaderError
from pipelines.home.agreed_days import agreed
from pipelines.reference import REFERENCE_ROOT

PRESENTATION_FILE = "presentation.toml"
# So much has room on its page.
_LINES, _LETTERS = 6, 220


@dataclass(frozen=True)
class Presentation:
    """Sentences: where GFO comes from, what it is to do, who leads it, what comes next, and how GFO is reached."""

    bakgrund: tuple[str, ...]
    uppdrag: tuple[str, ...]
    ledning: tuple[str, ...]
    framat: tuple[str, ...]
    kontakt: tuple[str, ...]


def read_presentation(home: Path) -> Presentation:
    """Raises ReaderError G011 for a file that cannot be followed, G010 for one with an identity number."""
    own = home / PRESENTATION_FILE
    found = read_written(own if own.exists() else REFERENCE_ROOT / PRESENTATION_FILE, _refused)
    known = [field.name for field in fields(Presentation)]
    for word in found:
        if word not in known:
            raise _refused(f"”{word[:40]}” känns inte igen. Det som finns är {', '.join(known)}.")
    said = {}
    for word in known:
        lines = found.get(word, [])
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise _refused(f"{word} skrivs som en lista av meningar.")
        if len(lines) > _LINES or any(len(line) > _LETTERS for line in lines):
            raise _refused(f"{word} får ha {_LINES} meningar på {_LETTERS} tecken.")
        said[word] = tuple(lines)
    return Presentation(**said)


def contact(home: Path) -> str:
    """How GFO is reached, as it has written itself; blank where it has not, or in a file that cannot be followed."""
    try:
        return " ".join(read_presentation(home).kontakt)
    except ReaderError:
        return ""


def whom_to_ask(home: Path) -> str:
    """Whom a kommun's own people ask: what its late senders are told, else how GFO is reached."""
    try:
        return agreed(home).ask or contact(home)
    except ReaderError:
        # Whoever builds is told what is wrong in the file.
        return contact(home)


def _refused(why: str) -> ReaderError:
    return ReaderError(
        "G011",
        f"Texten om GFO kan inte användas. {why}",
        remedy=f"Rätta {PRESENTATION_FILE} i datahemmet, eller ta bort filen så används den vanliga texten.",
        place=Place(file=PRESENTATION_FILE),
    )
