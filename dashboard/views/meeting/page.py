"""Möte: the agenda's screens after each other; the reader's browser shows one at a time where it is wide enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from dashboard.blocks.text import block, calm
from dashboard.briefings.meeting.agenda import Item
from dashboard.briefings.meeting.screen import Screen
from dashboard.briefings.meeting.screens import PROPOSAL, screens_of
from dashboard.reader import access
from dashboard.reader.reader import Reader
from dashboard.reader.versions import address_of, in_version, newer, newer_tertial
from dashboard.views.meeting import parts
from dashboard.words import formats
from pipelines.reference import STYRGRUPP

_TERTIALS = "T1: januari–april, T2: maj–augusti, T3: september–december"
# A tertial keeps on one line, but under a column, which is as narrow on a phone.
_TERTIAL = re.compile(r"\b(T[1-3]) (\d{4})\b(?!</span>)")


def view(reader: Reader) -> None:
    """Every screen that the chosen area and period have figures for."""
    found = screens_of(reader.home.root, reader)
    if not found:
        calm("Agendan har inget att visa.", ["Välj en annan period eller ett annat område på Översikt."])
        return
    screens = "".join(
        _section(n, item, screen, _foot(reader, screen), len(found))
        for n, (item, screen) in enumerate(found, start=1)
    )
    begin = next((n for n, (item, _) in enumerate(found, start=1) if item.shows == PROPOSAL), 1)
    legend = f'<p class="legend">{_TERTIALS}</p>' if _TERTIALS in screens else ""
    block(f'<div class="agenda" data-begin="{begin}">{_steps(reader, found)}{legend}{screens}</div>')


def _section(number: int, item: Item, screen: Screen, foot: str, every: int) -> str:
    title, body = escape(item.title or screen.title), parts.html(screen.body)
    if any(_TERTIAL.search(text) for text in (title, body, foot)):
        foot = f"{foot} <span>{_TERTIALS}</span>"
    title, body = (_TERTIAL.sub("\\1\u00a0\\2", text) for text in (title, body))
    note = f'<p class="speaker" hidden>{escape(item.note)}</p>' if item.note else ""
    return (
        f'<section class="screen" data-screen="{number}" aria-label="Skärm {number} av {every}">'
        f'<h2>{title}</h2><div class="fill">{body}</div>{note}'
        f"<footer><span>{foot}</span><span>{number} av {every}</span></footer></section>"
    )


def _steps(reader: Reader, found: Sequence[tuple[Item, Screen]]) -> str:
    """The way between the screens for who has a mouse; `server/assets/agenda.js` answers to it and to the keys."""
    buttons = "".join(
        f'<button type="button" data-step="{step}">{word}</button>'
        for step, word in (
            ("back", "Förra"), ("on", "Nästa"), ("jump", "Innehåll (I)"), ("note", "Anteckning (A)"),
        )
    )  # fmt: skip
    titles = "".join(
        f'<li><button type="button" data-go="{n}">{n}. {escape(item.title or screen.title)}</button></li>'
        for n, (item, screen) in enumerate(found, start=1)
    )
    leave = f'<a class="door" href="{escape(reader.door("./"))}">Avsluta (Esc)</a>'
    return (
        f'<nav class="steps" aria-label="Skärmar">{buttons}{leave}{_newer(reader)}</nav>'
        f'<ol class="jump" aria-label="Innehåll" hidden>{titles}</ol>'
    )


def _foot(reader: Reader, screen: Screen) -> str:
    """Whose figures, which period and version, and that they are not for everybody, as HTML: on every screen, since a
    photograph of it may be all there is."""
    release = reader.figures.release
    parts = [
        "hela GFO" if screen.of_gfo else reader.area.name,
        reader.period.label + (" (preliminärt)" if reader.period.preliminary else ""),
        f"uppgifter t.o.m. {formats.day(release.reporting_date)}",
        f"version {release.build}",
        *(["exempeldata, påhittade rader"] if release.sample else []),
        # A wall may be read by others than those whose file it is.
        "internt arbetsmaterial",
    ]
    return " · ".join(map(escape, parts))


def _newer(reader: Reader) -> str:
    """The way to newer figures than the wall shows, beside the other ways; the line that says so on other pages lies
    behind the screens."""
    build = newer(reader)
    if not build:
        return ""
    there = in_version(reader, access.NEWEST if reader.audience == STYRGRUPP else build)
    told = f"Till {newer_tertial(reader) or f'version {build}'}, som är nyare"
    return f'<a class="newer" href="{escape(address_of(there))}">{escape(told)}</a>'
