"""Whose figures they are, and how many of the public ones are protected."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard.published.records import Release
from dashboard.words import formats
from dashboard.words.grammar import genitive, lowered
from pipelines.home.access_table import ROLES
from pipelines.kpi.words import COULD_POINT_OUT
from pipelines.reference import PUBLIK, STAFF, STYRGRUPP, kommun_of

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


def deliveries_named(labels: Mapping[str, str], names: Mapping[str, str]) -> Callable[[str, str], str]:
    """What a delivery is called by its dataset and sender: `kostnader från Kramfors`, and a dataset alone
    `kostnader`."""

    def named(dataset: str, sender: str) -> str:
        which = lowered(labels.get(dataset, dataset))
        return f"{which} från {sender_name(sender, names)}" if sender else which

    return named


def whose(audience: str, names: Mapping[str, str]) -> str:
    """Whose file it is: `Ånges fil`, `Kramfors fil`, `Offentliga siffror`; blank for the styrgrupp, which has all."""
    if audience == PUBLIK:
        return "Offentliga siffror"
    kommun = names.get(kommun_of(audience), "")
    return f"{genitive(kommun)} fil" if kommun else ""


def protected(audience: str, names: Mapping[str, str], release: Release) -> str:
    """How many figures are protected and why, in a sentence or two; blank for the styrgrupp."""
    if audience == STYRGRUPP:
        return ""
    cells, hidden = release.protected_cells, release.protected_hidden
    own = names.get(kommun_of(audience), "")
    if cells is None or hidden is None:
        return (
            f"Här visas {genitive(own)} egna siffror. De andra kommunernas och GFO:s kommer när styrgruppen har haft "
            "sitt första möte."
        )
    offered, one = formats.number(cells), hidden == 1
    they = "den" if one else "de"
    are = f"{'skyddad' if one else 'skyddade'} ({formats.HIDDEN}): {they} visas inte, för {they} {COULD_POINT_OUT}."
    if not hidden:
        told = f"Ingen av de {offered} siffrorna behöver skyddas."
    elif own:
        public = "Om GFO och de andra visas det som är offentligt"
        told = f"{public}: av {offered} siffror är {formats.number(hidden)} {are}"
    else:
        told = f"{formats.number(hidden)} av {offered} siffror är {are}"
    return f"Alla {genitive(own)} egna siffror visas. {told}" if own else told
