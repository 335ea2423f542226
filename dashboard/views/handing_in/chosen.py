"""The files that a reader has chosen: taken from the browser, held by the page alone, and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from dashboard.blocks import text
from dashboard.blocks.forms import form_list
from dashboard.published.deliveries import StandingDelivery
from dashboard.reader import freed, leaving, pieces
from dashboard.reader.reader import Reader
from dashboard.views.handing_in import checking, sentences
from dashboard.views.handing_in.checking import Checked
from pipelines.errors import ReaderError, disk_error
from pipelines.home.handed_in import LARGEST_MB, plain_name

#: Files at a time; the rest can come when these have been put away.
MOST_FILES = 10
_ROUND, _CHOSEN, _WHOSE, _HELD, _TOO_MANY = "round", "chosen", "whose", "held", "too many"


@dataclass
class Chosen:
    """A file that the reader has chosen: held by the page, and nowhere else, until it is let go.

    `sender`: whose register it was said to be; `through`: the day it is said to reach (ISO), blank for what its rows
    tell. `checked`: None until it has been; `refused`: why it could not be; `unfit`: what is wrong with the reason or
    the day given. `key` and `sha256` are of what it held when it came.
    """

    name: str
    content: bytes
    sender: str = ""
    through: str = ""
    checked: Checked | None = None
    refused: ReaderError | None = None
    unfit: str = ""
    key: str = field(init=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = hashlib.sha256(self.name.encode() + b"\0" + self.content).hexdigest()[:16]
        self.sha256 = hashlib.sha256(self.content).hexdigest()


def chosen_files(reader: Reader) -> dict[str, Chosen]:
    """By key what has been chosen so far. What was checked for another reader of this browser, and beside other
    deliveries, is let go."""
    memory = reader.memory
    chosen: dict[str, Chosen] = memory.setdefault(_CHOSEN, {})
    whose = (reader.audience, reader.delivers)
    if memory.setdefault(_WHOSE, whose) != whose:
        chosen.clear()
        memory[_WHOSE] = whose
    return chosen


def forms(reader: Reader, registers: Mapping[str, str]) -> None:
    """The form of each register that may be chosen, behind a line."""
    listed = form_list(reader, registers, " (Excel)", "alla")
    text.block(f"<details><summary>{escape(sentences.HOW_IT_LOOKS)}</summary>{listed}</details>")


def uploader(reader: Reader, chosen: dict[str, Chosen], sender: str = "") -> None:
    """Where files are chosen. What comes is taken at once: an uploader anew holds nothing of it. `sender`: whose they
    are, where that is known."""
    memory = reader.memory
    pieces.send()
    sent = st.file_uploader(
        "Excel, CSV, Parquet eller JSON",
        accept_multiple_files=True,
        key=f"filer-{memory.setdefault(_ROUND, 0)}",
        max_upload_size=LARGEST_MB,
    )
    if not sent:
        if memory.pop(_TOO_MANY, False):
            text.note(f"Högst {MOST_FILES} filer åt gången. Ta undan dem som står här och välj sedan resten.")
        return
    for file in sent:
        one = Chosen(plain_name(file.name), file.getvalue(), sender)
        if len(chosen) < MOST_FILES or one.key in chosen:
            chosen.setdefault(one.key, one)
        else:
            memory[_TOO_MANY] = True
    memory[_ROUND] += 1
    memory[_HELD] = True
    leaving.forget_sent()
    st.rerun()


def check(reader: Reader, one: Chosen, *, keep: bool) -> None:
    """Check a file that has not been. `keep`: whether its content is needed after that."""
    if one.checked is not None or one.refused is not None:
        return
    text.note(f"Kontrollerar {one.name} …")
    pieces.send()
    beside = checking.what_stands(reader.figures.deliveries, standing(reader))
    try:
        one.checked = checking.check(
            reader.home, one.name, one.content, one.sender, beside, through=one.through
        )
    except ReaderError as error:
        one.refused = error
    except OSError as error:
        one.refused = not_written(error)
    if not keep:
        one.content = b""
    st.rerun()


def standing(reader: Reader) -> Sequence[StandingDelivery]:
    """The deliveries that a file is compared with: to a kommun's own reader its kommun's and no other's."""
    found = reader.figures.deliveries.standing
    return [one for one in found if one.sender == reader.own] if reader.checks else found


def let_go(reader: Reader, chosen: dict[str, Chosen]) -> None:
    """Give the memory back of files that the page no longer holds."""
    if not any(one.content for one in chosen.values()) and reader.memory.pop(_HELD, False):
        freed.give_back()


def put_away(chosen: dict[str, Chosen], key: str) -> None:
    chosen.pop(key, None)


def not_written(error: OSError) -> ReaderError:
    return ReaderError(
        "G044",
        "Servern kunde inte skriva filen.",
        remedy=f"Säg till den som sköter servern: {disk_error(error)}. Inget har ändrats.",
    )
