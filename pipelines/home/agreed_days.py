"""What is agreed with the senders: the last day for a tertial's registers, where they hand in and whom they ask.

`leveranser.toml` in the data home; what it does not say is as here:

    last_day = 15           # of the month after the tertial, 1 to 28: 15 September for T2
    hand_in = "Skicka filen till GFO på samma sätt som ni brukar."
    ask = "Fråga GFO om något är oklart."

    [registers]             # those that have another day
    kostnader = 20
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipelines.errors import Place, ReaderError, disk_error, toml_error
from pipelines.identity import identity_in
from pipelines.periods import Period

AGREED_FILE = "leveranser.toml"
EVERY_TERTIAL = frozenset(
    {
        "remisser",
        "placeringar",
        "familjehem",
        "rekrytering",
        "utbildning",
        "stod",
        "kostnader",
        "ekonomi",
        "avvikelser",
    }
)
"""The registers that are expected anew for every tertial; the others come when there is something new."""
# The day must be in every month, and a sentence in a letter short.
_DAYS, _LETTERS = range(1, 29), 300


@dataclass(frozen=True)
class Agreed:
    """The last day of the month after a tertial, with those of single registers; and two sentences to a sender."""

    last_day: int = 15
    registers: Mapping[str, int] = field(default_factory=dict)
    hand_in: str = "Skicka filen till GFO på samma sätt som ni brukar."
    ask: str = ""

    def due(self, dataset: str, tertial: Period) -> date:
        """The last day by which a register should have come with a tertial in it."""
        return (tertial.last_day + timedelta(days=1)).replace(day=self.registers.get(dataset, self.last_day))


def agreed(root: Path) -> Agreed:
    """What the home says, else what stands here. Raises ReaderError H012 for a file that cannot be followed."""
    try:
        text = (root / AGREED_FILE).read_text("utf-8-sig")
        found = tomllib.loads(text)
    except FileNotFoundError:
        return Agreed()
    except OSError as error:
        raise _refused(f"Filen går inte att läsa: {disk_error(error)}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(f"Filen {toml_error(error)}.") from error
    if identity_in(text):
        raise _refused("Den innehåller något som pekar ut en person.")
    for word, value in found.items():
        if word not in _CHECKS or not _CHECKS[word](value):
            raise _refused(f"{word} = {value} går inte att följa.")
    return Agreed(**found)


def _is_day(value: Any) -> bool:
    return type(value) is int and value in _DAYS


def _is_sentence(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LETTERS


def _are_days(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() <= EVERY_TERTIAL and all(map(_is_day, value.values()))


_CHECKS = {"last_day": _is_day, "registers": _are_days, "hand_in": _is_sentence, "ask": _is_sentence}


def _refused(why: str) -> ReaderError:
    return ReaderError(
        "H012",
        f"Sista dagarna för leveranser kan inte användas. {why}",
        remedy=f"Rätta {AGREED_FILE} i datahemmet, eller ta bort filen så gäller den 15 i månaden efter tertialet.",
        allowed=(
            "last_day och dagarna under registers är 1 till 28, registren "
            f"{', '.join(sorted(EVERY_TERTIAL))}; hand_in och ask är meningar på högst {_LETTERS} tecken"
        ),
        place=Place(file=AGREED_FILE),
    )
