"""Whose figures they are, and what is protected of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dashboard.published.records import Meeting, Release
from dashboard.words import formats
from dashboard.words.grammar import genitive, lowered
from dashboard.words.periods import spoken_day
from pipelines.home.access_table import ROLES
from pipelines.reference import PUBLIK, STAFF, STYRGRUPP, kommun_of

#: What is not for everybody.
INTERNAL = "Internt"
_SENDERS = {"SCB-CKM": "SCB (från 2025)"}


def reader_name(reader: str, names: Mapping[str, str]) -> str:
    """As whom it is read: `Styrgruppen`, `GFO:s personal`, `Timrå`, `Allmänheten`."""
    named = {STYRGRUPP: "Styrgruppen", STAFF: ROLES[STAFF], PUBLIK: "Allmänheten"}
    return named.get(reader) or names[kommun_of(reader)]


def role_name(role: str, kommun: str, names: Mapping[str, str]) -> str:
    """What a reader is let in as: `styrgruppen`, `enhetschef, Timrå`."""
    said = ROLES.get(role, role)
    return f"{said}, {names[kommun]}" if kommun in names else said


def sender_name(sender: str, names: Mapping[str, str]) -> str:
    """Who sends: `Timrå`, `GFO`, `Kolada`; SCB's two statistics by the year that parts them."""
    return _SENDERS.get(sender) or names.get(sender, sender)


def deliveries_named(labels: Mapping[str, str], names: Mapping[str, str]) -> Callable[..., str]:
    """What a delivery is called by its dataset, sender and the kommun that it concerns: `kostnader från Kramfors`,
    `remisser från GFO om Härnösand`, and a dataset alone `kostnader`."""

    def named(dataset: str, sender: str, about: str = "") -> str:
        which = lowered(labels.get(dataset, dataset))
        if sender:
            which += f" från {sender_name(sender, names)}"
        return f"{which} om {sender_name(about, names)}" if about not in ("", sender) else which

    return named


def whose(audience: str, names: Mapping[str, str]) -> str:
    """Whose file it is: `Ånges fil`, `Kramfors fil`, `Offentliga siffror`; blank for the styrgrupp, which has all."""
    if audience == PUBLIK:
        return "Offentliga siffror"
    kommun = names.get(kommun_of(audience), "")
    return f"{genitive(kommun)} fil" if kommun else ""


def spread(audience: str, names: Mapping[str, str]) -> str:
    """Who may have what is shown, on every file and under every picture, which leave the page they were on."""
    if audience == PUBLIK:
        return "Offentlig: får spridas"
    own = names.get(kommun_of(audience), "")
    readers = f"förvaltningen i {own}" if own else "styrgruppen"
    return f"{INTERNAL}: för {readers} och GFO, får inte spridas"


def protected(
    audience: str, names: Mapping[str, str], release: Release, meetings: Sequence[Meeting] = ()
) -> str:
    """What the reader's file leaves out, in a line; blank for the styrgrupp, and where nothing is left out. What a
    kommun's file has of the others is older than its own figures: it is of the newest of the `meetings`."""
    if audience == STYRGRUPP:
        return ""
    own = names.get(kommun_of(audience), "")
    if release.protected_cells is None or release.protected_hidden is None:
        return (
            f"Här visas {genitive(own)} egna siffror. De andra kommunernas och GFO:s kommer när styrgruppen har haft "
            "sitt första möte."
        )
    if own:
        since = f" sedan mötet den {spoken_day(meetings[0].meeting_on)}" if meetings else ""
        others = f"Om GFO och de andra kommunerna visas bara det som är offentligt{since}."
        return f"Du ser alla {genitive(own)} siffror. {others}"
    if not release.protected_hidden:
        return ""
    return f"En del siffror är skyddade ({formats.HIDDEN}), så att inget barn eller hem kan pekas ut."


def of_two_times(audience: str, names: Mapping[str, str], meetings: Sequence[Meeting]) -> str:
    """What must be known where a kommun's own figures and the others' stand together in its file: `GFO och de andra
    kommunerna: siffrorna från mötet den 10 juni 2026. Timrås egna är de nyaste.`; blank in every other file."""
    own = names.get(kommun_of(audience), "")
    if not own or not meetings:
        return ""
    met = f"GFO och de andra kommunerna: siffrorna från mötet den {spoken_day(meetings[0].meeting_on)}."
    return f"{met} {genitive(own)} egna är de nyaste."


def how_many(release: Release) -> str:
    """How many of the public figures are protected, for whoever wants to know; blank before any are public."""
    cells, hidden = release.protected_cells, release.protected_hidden
    if cells is None or hidden is None:
        return ""
    if not hidden:
        return f"Ingen av de {formats.number(cells)} offentliga siffrorna behöver skyddas."
    are = "är skyddad" if hidden == 1 else "är skyddade"
    return f"{formats.number(hidden)} av {formats.number(cells)} offentliga siffror {are}."
