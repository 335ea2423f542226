"""Whose register a part of a file is: the kommun in the rows, else GFO; statistics come from who publishes them."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.checking.sheets import CheckedPart
from pipelines.contracts import DATASETS
from pipelines.contracts.befolkning import SCB, SCB_CKM
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.jamforelse import KOLADA
from pipelines.errors import Place, ReaderError
from pipelines.reference import GFO, kommuner

_NOT_KOMMUNER = (GFO, SCB, SCB_CKM, KOLADA)
_PUBLISHERS = {"gfo": (GFO,), "scb": (SCB, SCB_CKM), "kolada": (KOLADA,)}


@dataclass(frozen=True)
class Sender:
    """`code`: a kommun code, GFO, SCB, SCB-CKM or Kolada ('' when it cannot be told); `findings` stop the file."""

    code: str
    kommun_code: str | None
    findings: tuple[Finding, ...] = ()


def sender_code(text: str) -> str:
    """A kommun's name or code, GFO, SCB, SCB-CKM or Kolada, as its code; L005 when it is none of them."""
    plain = text.strip().casefold()
    for code, name in kommuner().items():
        if plain in (code, name.casefold()):
            return code
    for code in _NOT_KOMMUNER:
        if plain == code.casefold():
            return code
    raise ReaderError(
        "L005",
        f"Avsändaren ”{text}” känns inte igen.",
        remedy="Ange en kommun, GFO, SCB, SCB-CKM eller Kolada.",
        found=text,
        allowed=", ".join([*kommuner().values(), *_NOT_KOMMUNER]),
    )


def sender_name(code: str) -> str:
    """A sender's code as a reader sees it."""
    return kommuner().get(code, code) or "okänd avsändare"


def resolve_sender(part: CheckedPart, asked: str | None, *, file_name: str, unread: int = 0) -> Sender:
    """The sender of a part; `asked` is a sender code that was named, or None. `unread`: its rows that reading refused.

    GFO may hand in a kommun's register; a kommun may not hand in another's, nor GFO's.
    """
    place = Place(file=file_name, sheet=part.sheet)
    kind = DATASETS[part.dataset].sender
    if kind != "kommun":
        publishers = _PUBLISHERS[kind]
        # Of who may publish a statistic its rows tell; where none is to be read nobody is guessed.
        own = part.sender or (asked if asked in publishers else "")
        own = publishers[0] if len(publishers) == 1 else own
        # Of SCB's two tables the years tell which a row is from: who says SCB has said enough.
        if asked in (None, GFO, own) or (kind == "scb" and asked == SCB):
            return Sender(own, None)
        whose = own or publishers[0]
        found = _not_theirs(place, part.dataset, whose, whose, asked or "", f"med --sender {whose}")
        return Sender(own, None, (found,))
    if asked in (SCB, SCB_CKM, KOLADA):
        names = ", ".join(kommuner().values())
        found = _not_theirs(place, part.dataset, "kommunerna", names, asked, "ange kommunen med --sender")
        return Sender(part.kommun_code or "", part.kommun_code, (found,))
    if part.kommun_code is None:
        if asked in kommuner():
            return Sender(asked or "", asked)
        if part.rows_total or unread:
            # Rows whose kommun cannot be read are refused one by one; an empty register has nothing else to say.
            return Sender("", None)
        names = ", ".join(kommuner().values())
        return Sender(
            "", None, (finding("L011", place, dataset=DATASETS[part.dataset].label, allowed=names),)
        )
    if part.is_foreign or asked in (None, GFO, part.kommun_code):
        return Sender(part.kommun_code, part.kommun_code)
    foreign = finding("L012", place, found=sender_name(part.kommun_code), allowed=sender_name(asked or ""))
    return Sender(part.kommun_code, part.kommun_code, (foreign,))


def _not_theirs(place: Place, dataset: str, own: str, allowed: str, asked: str, instead: str) -> Finding:
    label = DATASETS[dataset].label
    return finding(
        "L010", place, found=sender_name(asked), allowed=allowed, dataset=label, own=own, instead=instead
    )
