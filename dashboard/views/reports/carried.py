"""Which papers a reader may take where: to a nämnd, to anybody, or nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from dashboard.blocks import text
from dashboard.briefings.kinds import INTERNAL, KINDS, PUBLIC
from dashboard.reader.reader import Reader
from dashboard.words.grammar import joined
from pipelines.reference import GFO, STYRGRUPP, kommun_of

_TITLE = "Det här får du ta med"
_NOTHING = "Inget är offentligt än: det blir det när styrgruppen har haft sitt första möte."
_NAMND, _SHEET = "namndinformation", "faktablad"


def section(reader: Reader, *, has_public: bool) -> None:
    """A line for each place that a paper may be taken to, with the way to every one of them."""
    own = _kommuner(reader)
    lines = [
        ("Till nämnden", _to_namnd(reader, own)),
        ("Till pressen och allmänheten", _to_anybody(reader, own)),
    ]
    if not has_public:
        lines = [("Till nämnden, pressen och allmänheten", escape(_NOTHING))]
    if kept := _kept(reader):
        where = (
            "Bara för styrgruppen och GFO"
            if reader.selection.area == GFO
            else "Bara för förvaltningen och GFO"
        )
        lines.append((where, kept))
    text.heading(_TITLE)
    told = "".join(f"<li><strong>{where}:</strong> {papers}</li>" for where, papers in lines)
    text.block(f'<ul class="notes">{told}</ul>')


def _kommuner(reader: Reader) -> Sequence[str]:
    """The kommuner whose papers the reader may have made: the one that is chosen, or all that can be."""
    chosen = reader.selection.area
    own = kommun_of(reader.audience)
    every = [area.area for area in reader.figures.owners if area.area != GFO and own in ("", area.area)]
    return [chosen] if chosen in every else every


def _to_namnd(reader: Reader, kommuner: Sequence[str]) -> str:
    if len(kommuner) > 1:
        names = joined([_door(reader, _NAMND, PUBLIC, area, reader.figures.names[area]) for area in kommuner])
        return f"{escape(KINDS[_NAMND].name)} för den egna kommunen ({names})."
    papers = [_NAMND] if reader.is_public else [_NAMND, "tjansteskrivelse"]
    return _listed(reader, [(word, PUBLIC, kommuner[0]) for word in papers])


def _to_anybody(reader: Reader, kommuner: Sequence[str]) -> str:
    sheet = _door(reader, _SHEET, PUBLIC, GFO, f"{KINDS[_SHEET].name} om GFO")
    if len(kommuner) > 1:
        return f"{sheet}, och kommunernas nämndinformation."
    papers = [_NAMND] if reader.is_public else [_NAMND, "databok"]
    return _listed(reader, [(word, PUBLIC, kommuner[0]) for word in papers], sheet)


def _kept(reader: Reader) -> str:
    """What is internal of the chosen area, where the reader may have it."""
    area = reader.selection.area
    if reader.is_public or (area == GFO and reader.audience != STYRGRUPP):
        return ""
    words = [w for w, kind in KINDS.items() if kind.of_kommun == (area != GFO) and INTERNAL in kind.audiences]
    return _listed(reader, [(word, INTERNAL, area) for word in words])


def _listed(reader: Reader, papers: Sequence[tuple[str, str, str]], *more: str) -> str:
    """As doors, with for whom where the name does not say it."""
    doors = []
    for word, audience, area in papers:
        kind = KINDS[word]
        name = kind.called(audience)
        if len(kind.audiences) > 1 and not kind.internal:
            name += " (den interna)" if audience == INTERNAL else " (den offentliga)"
        doors.append(_door(reader, word, audience, area, name))
    return f"{joined([*doors, *more])}."


def _door(reader: Reader, word: str, audience: str, area: str, name: str) -> str:
    there = replace(reader, selection=replace(reader.selection, area=area))
    return f'<a href="{escape(there.door("rapporter", rapport=word, lasare=audience))}">{escape(name)}</a>'
