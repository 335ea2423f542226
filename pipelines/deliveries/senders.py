"""Whose register a part of a file is: the kommun in the rows, else GFO; population comes from SCB."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.deliveries.checking import CheckedPart
from pipelines.deliveries.contracts import DATASETS
from pipelines.deliveries.findings import Category, Finding, Severity
from pipelines.errors import Place, ReaderError
from pipelines.reference import kommuner

GFO, SCB = "GFO", "SCB"


@dataclass(frozen=True)
class Sender:
    """`code`: a kommun code, GFO or SCB ('' when it cannot be told); `findings` stop the file."""

    code: str
    kommun_code: str | None
    findings: tuple[Finding, ...] = ()


def sender_code(text: str) -> str:
    """A kommun's name or code, GFO or SCB, as its code; L005 when it is none of them."""
    plain = text.strip().casefold()
    for code, name in kommuner().items():
        if plain in (code, name.casefold()):
            return code
    if plain.upper() in (GFO, SCB):
        return plain.upper()
    raise ReaderError(
        "L005",
        f"Avsändaren ”{text}” känns inte igen.",
        remedy="Ange en kommun, GFO eller SCB.",
        found=text,
        allowed=", ".join([*kommuner().values(), GFO, SCB]),
    )


def sender_name(code: str) -> str:
    """A sender's code as a reader sees it."""
    return kommuner().get(code, code) or "okänd avsändare"


def resolve_sender(part: CheckedPart, asked: str | None, *, file_name: str) -> Sender:
    """The sender of a part; `asked` is a sender code that was named, or None.

    GFO may hand in a kommun's register; a kommun may not hand in another's, nor GFO's.
    """
    place = Place(file=file_name, sheet=part.sheet)
    kind = DATASETS[part.dataset].sender
    if kind != "kommun":
        own = GFO if kind == "gfo" else SCB
        if asked in (None, GFO, own):
            return Sender(own, None)
        remedy = f"Leverera utan --sender, eller med --sender {own}."
        return Sender(own, None, (_not_theirs(place, part.dataset, own, own, asked or "", remedy),))
    if asked == SCB:
        remedy = "Leverera utan --sender, eller ange kommunen med --sender."
        names = ", ".join(kommuner().values())
        found = _not_theirs(place, part.dataset, "kommunerna", names, SCB, remedy)
        return Sender(part.kommun_code or "", part.kommun_code, (found,))
    if part.kommun_code is None:
        if asked in kommuner():
            return Sender(asked or "", asked)
        # Rows whose kommun cannot be read are refused one by one; an empty register has nothing else to say.
        return Sender("", None, () if part.rows_total else (_unknown(place, part.dataset),))
    if asked in (None, GFO, part.kommun_code):
        return Sender(part.kommun_code, part.kommun_code)
    return Sender(part.kommun_code, part.kommun_code, (_foreign(place, part.kommun_code, asked or ""),))


def _not_theirs(place: Place, dataset: str, own: str, allowed: str, asked: str, remedy: str) -> Finding:
    return Finding(
        "L010",
        Category.COLUMNS,
        Severity.FILE,
        place,
        f"{dataset} levereras av {own}, inte av {sender_name(asked)}.",
        remedy,
        found=sender_name(asked),
        allowed=allowed,
    )


def _unknown(place: Place, dataset: str) -> Finding:
    return Finding(
        "L011",
        Category.COLUMNS,
        Severity.FILE,
        place,
        f"Ingen rad i {dataset} säger vilken kommun registret gäller.",
        "Fyll i kommun på raderna. Är registret verkligen tomt: ange kommunen med --sender.",
        allowed=", ".join(kommuner().values()),
    )


def _foreign(place: Place, kommun_code: str, asked: str) -> Finding:
    return Finding(
        "L012",
        Category.COLUMNS,
        Severity.FILE,
        place,
        f"Filen har rader för {sender_name(kommun_code)}, men avsändaren är {sender_name(asked)}.",
        f"Ta bort raderna som inte gäller {sender_name(asked)}, eller leverera filen utan --sender.",
        found=sender_name(kommun_code),
        allowed=sender_name(asked),
    )
