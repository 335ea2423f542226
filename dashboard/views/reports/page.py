"""Rapporter: which document, for whom, its first page, and the files."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from html import escape
from typing import TYPE_CHECKING

from dashboard.blocks import downloads, text
from dashboard.blocks.choices import choose
from dashboard.reader import access, shelf
from dashboard.reader.reader import Reader
from dashboard.words import formats
from dashboard.words.grammar import lowered
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.reference import GFO, PUBLIK, STYRGRUPP

if TYPE_CHECKING:
    from dashboard.briefings.facts import Facts
    from dashboard.briefings.making import Asked
    from dashboard.published.source import Source

_FORMATS = {
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "docx": "Word",
    "xlsx": "Excel",
    "zip": "öppet datapaket (zip)",
}
_FOR_WHOM = {
    "offentlig": "Offentlig: får lämnas ut och läggas på webben",
    "intern": "Intern: bara för förvaltningen och GFO, inte för nämnden",
}
# An A4 as the picture has it, so that nothing jumps when it comes.
_WIDE, _HIGH = 910, 1287


def view(reader: Reader) -> None:
    """One document of the chosen area and period."""
    # Not at the first page of a server, which makes no document.
    from dashboard.briefings.kinds import INTERNAL, KINDS, PUBLIC
    from dashboard.briefings.making import (
        Asked,
        file_stem,
        formats_of,
        when,
    )
    from dashboard.views.reports import carried

    of_kommun = reader.selection.area != GFO
    carried.section(reader, has_public=_has_public(reader))
    words = [word for word, kind in KINDS.items() if kind.of_kommun == of_kommun and _audiences(reader, word)]
    word = reader.selection.choice("rapport", words, words[0])
    choose(reader, "rapport", "Rapport", words, word, lambda one: _name(reader, one), width=380)
    audiences = _audiences(reader, word)
    newer = INTERNAL in audiences and _is_only_internal(reader)
    audience = reader.selection.choice("lasare", audiences, audiences[0])
    if len(audiences) > 1:
        choose(reader, "lasare", "För vem", audiences, audience, lambda one: _FOR_WHOM[one], width=380)
    kommun = reader.selection.area if of_kommun else ""
    asked = Asked(word, kommun, reader.selection.period, audience, reader.version, reader.audience)
    try:
        facts = _facts(reader.home, asked)
        asked = replace(asked, period=facts.period.period)
    except ReaderError as error:
        text.calm(error.message, [f"Välj bland: {error.allowed}." if error.allowed else "", error.remedy])
        return
    name = KINDS[word].called(audience)
    text.heading(f"{name}, {facts.area.name} {when(facts, word)}", f"{facts.mark}.")
    if len(audiences) > 1 and audience == INTERNAL and newer:
        _why_internal(reader, word)
    if audience == PUBLIC:
        text.note(_made_of(reader, facts))
        _note_changes(reader, facts, word)
    stem = file_stem(facts, word)
    endings = formats_of(KINDS[word], facts)
    files = [
        downloads.link(
            reader,
            f"Hämta {_FORMATS[e]}",
            partial(_made, reader.home, asked, e),
            f"{stem}.{e}",
            f"{shelf.BRIEFING}{e}",
        )
        for e in endings
    ]
    downloads.buttons(*files)
    if KINDS[word].contents is not None:
        _preview(reader, asked, facts, stem)


def _name(reader: Reader, word: str) -> str:
    """What a choice is called: by both names where both can follow."""
    from dashboard.briefings.kinds import KINDS

    audiences = _audiences(reader, word)
    return KINDS[word].names if len(audiences) > 1 else KINDS[word].called(audiences[0])


def _audiences(reader: Reader, word: str) -> tuple[str, ...]:
    """For whom the reader may have a paper made, the one that is meant first; none where it is not the reader's."""
    from dashboard.briefings.kinds import INTERNAL, KINDS, PUBLIC
    from dashboard.briefings.making import FOR_PUBLIC

    kind = KINDS[word]
    if reader.is_public and kind.of_kommun and word != FOR_PUBLIC:
        return ()
    if reader.is_public or (not kind.of_kommun and reader.audience != STYRGRUPP):
        return tuple(one for one in kind.audiences if one == PUBLIC)
    if len(kind.audiences) == 1:
        return kind.audiences
    # A paper for a nämnd becomes a public document: the public one comes first wherever the chosen period has one, and
    # of what is sent to a nämnd as it is also where it has not.
    is_sent = bool(kind.internal) and word != FOR_PUBLIC
    internal_first = not _has_public(reader) or (_is_only_internal(reader) and not is_sent)
    return (INTERNAL, PUBLIC) if internal_first else (PUBLIC, INTERNAL)


def _has_public(reader: Reader) -> bool:
    return reader.figures.source.path.with_name(f"{PUBLIK}.duckdb").is_file()


def _is_only_internal(reader: Reader) -> bool:
    """Whether the chosen period has a paper for the kommun's administration and none for everybody yet."""
    from dashboard.briefings.making import is_public

    made = reader.is_own and reader.period.kind in ("tertial", "year")
    return made and _has_public(reader) and not is_public(reader.figures.source, reader.period.period)


def _why_internal(reader: Reader, word: str) -> None:
    """Why the chosen period's paper is not for everybody, and the way to the newest that is."""
    label = escape(reader.period.label)
    door = escape(reader.door("rapporter", rapport=word, lasare="offentlig"))
    text.block(
        f'<p class="note">{label} är inte offentlig än, så den här rapporten är intern. Den offentliga för {label}'
        f" går att göra när styrgruppen har haft möte om perioden."
        f' <a class="door" href="{door}">Visa den senaste offentliga</a></p>'
    )


def _preview(reader: Reader, asked: Asked, facts: Facts, stem: str) -> None:
    """The first page, which the browser asks for by an address of its own when the rest of the page is there."""
    from dashboard.briefings.kinds import KINDS

    beside = (facts.former.source if facts.former else None), facts.corrected
    # Another paper has another address, so that no browser shows the one before.
    key = "-".join([f"{shelf.SHOWN}{asked.kind}", asked.kommun, asked.period, asked.audience, asked.build])
    address = reader.shelf.offer(key, f"{stem}.png", partial(_first_page, reader.home, asked, beside))
    alt = f"Första sidan av {lowered(KINDS[asked.kind].called(asked.audience))} för {facts.area.name}, {facts.spoken}."
    text.block(
        f'<img class="preview" alt="{escape(alt)}" width="{_WIDE}" height="{_HIGH}" src="{escape(address)}">'
    )


def _facts(home: DataHome, asked: Asked) -> Facts:
    """For everybody of the newest public period, where the one chosen is not public."""
    from dashboard.briefings.kinds import PUBLIC
    from dashboard.briefings.making import facts_of

    try:
        return facts_of(home, asked)
    except ReaderError as error:
        if error.code != "G014" or asked.audience != PUBLIC:
            raise
        return facts_of(home, replace(asked, period=""))


def _made_of(reader: Reader, facts: Facts) -> str:
    """`Görs av det som är offentligt: version 1, uppgifter t.o.m. 2026-04-30. T2 2026 är inte offentlig än.`"""
    release = facts.figures.release
    day = formats.day(release.reporting_date)
    told = f"Görs av det som är offentligt: version {release.build}, uppgifter t.o.m. {day}."
    if facts.period.period == reader.period.period:
        return told
    return f"{told} {reader.period.label} blir offentlig när styrgruppen har haft möte om den."


def _note_changes(reader: Reader, facts: Facts, word: str) -> None:
    """To whoever may see the newest version, that it has other figures of what the paper tells, and which: the paper
    waits for the meeting."""
    from dashboard.briefings.changed import is_corrected
    from dashboard.briefings.kinds import KINDS

    if reader.is_public:
        return
    newest = access.open_figures(reader.home, reader.audience, access.NEWEST)
    release, version = facts.figures.release, newest.source.build
    if not is_corrected(facts, KINDS[word].shows(reader.home.root), newest):
        return
    there = replace(reader, selection=replace(reader.selection, build=version))
    door = escape(f"{there.door('leveranser', fran=str(release.build), till=version)}#skillnad")
    text.block(
        f'<p class="note">Siffror i den här rapporten har ändrats sedan version {escape(str(release.build))}; de nya'
        f" blir offentliga när styrgruppen har haft möte."
        f' <a class="door" href="{door}">Visa vad som har ändrats</a></p>'
    )


def _made(home: DataHome, asked: Asked, ending: str) -> bytes:
    from dashboard.briefings.making import facts_of, make

    return make(facts_of(home, asked), asked.kind, ending).data


@lru_cache(maxsize=16)
def _first_page(home: DataHome, asked: Asked, _beside: tuple[Source | None, bool | None]) -> bytes:
    """As PNG. What a version says never changes, but what was public before it may be withdrawn, and a newer one have
    corrected it."""
    from dashboard.briefings.kinds import KINDS
    from dashboard.briefings.making import facts_of
    from dashboard.briefings.pdf import first_page

    contents = KINDS[asked.kind].contents
    if contents is None:
        raise ValueError(asked.kind)
    facts = facts_of(home, asked)
    return first_page(contents(facts, home.root), facts.figures.release.as_of.date())
