"""What to look at as a list of doors: beside the sentences that open the overview, and on a kommun's own page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from html import escape

from dashboard.blocks import attention
from dashboard.blocks.attention import MOST, TITLE, nothing
from dashboard.blocks.attention_lines import Line
from dashboard.blocks.text import block
from dashboard.blocks.told import in_brief
from dashboard.reader.reader import Reader, newest_tertial
from dashboard.words import formats
from dashboard.words.absence import is_awaited, waits_for
from dashboard.words.definitions import called


def opening(
    reader: Reader, sentences: Sequence[str], found: Sequence[Line], large: Sequence[str] = ()
) -> None:
    """The lead with a few `large` figures under it where there is room, and the weightiest lines; that nothing stands
    out is an answer too, but not of a period that waits for a meeting, which the page's head says."""
    lead = (
        f'<div><p class="lead">{escape(" ".join(sentences))}</p>{_large(reader, large)}</div>'
        if sentences
        else ""
    )
    listed = f"<div><h2>{TITLE}</h2>{_listed(reader, found)}</div>"
    if not found and reader.newest_before_meeting:
        listed = ""
    if lead or listed:
        block(f'<div class="opening">{lead}{listed}</div>')


def _large(reader: Reader, kpis: Sequence[str]) -> str:
    each = []
    for kpi in kpis:
        now, was = reader.now_and_before(kpi)
        if not now.shown and not is_awaited(now):
            continue
        definition = reader.figures.definition(kpi)
        then = f"{reader.compared.label}: {in_brief(was, definition)}" if was.shown else ""
        if not now.shown:
            then = waits_for(now, reader.figures.names, reader.figures.source.audience)
        small = f"<small>{escape(then)}</small>" if then else ""
        each.append(f"<li><b>{escape(in_brief(now, definition))}</b>{escape(called(definition))}{small}</li>")
    return f'<ul class="large">{"".join(each)}</ul>' if each else ""


def newest(reader: Reader) -> tuple[Reader, list[Line]]:
    """The same lines of the newest tertial, whichever period is chosen, and its reader: nobody can act on an old one,
    nor on one under way that nothing has been delivered of."""
    of_newest = reader.in_period(newest_tertial(reader.figures).period)
    now = reader if reader.is_newest and not attention.unknown(reader) else of_newest
    return now, _lines_elsewhere(now)


def to_act_on(reader: Reader, now: Reader, found: list[Line]) -> tuple[Reader, list[Line]]:
    """Those of the tertial that has begun, where what is followed up is known of it: who acts asks how it stands today.
    Else those `found` of the newest one (`now`)."""
    last = reader.figures.periods("tertial")[-1].period
    if last in (now.period.period, newest_tertial(reader.figures).period):
        return now, found
    begun = reader.in_period(last)
    return (now, found) if attention.unknown(begun) else (begun, _lines_elsewhere(begun))


def _lines_elsewhere(reader: Reader) -> list[Line]:
    """What leads to a section leads to the overview's."""
    return [
        replace(line, door=reader.door("./") + line.door) if line.door.startswith("#") else line
        for line in attention.lines(reader)
    ]


def to_do(found: Sequence[Line], title: str, ask: str = "") -> None:
    """What somebody has to act on, under its own heading, and whom to ask (`ask`); nothing without any."""
    if lines := [line for line in found if line.is_to_do]:
        asked = f'<p class="sub">{escape(ask)}</p>' if ask else ""
        block(f"<h2>{escape(title)}</h2>{_items(lines)}{asked}")


def to_know(reader: Reader, now: Reader, found: Sequence[Line], below: Collection[str] = ()) -> None:
    """What else stands out, of the newest tertial that the lines are of (`now`), which is said of another one; nothing
    of the KPIs that the page has charts of `below`, whose headings say it."""
    title = TITLE if now.period == reader.period else f"{TITLE}, {now.period.label}"
    told = [reader.door("nyckeltal", visa=kpi) for kpi in below] if now.period == reader.period else []
    rest = [line for line in found if not line.is_to_do and line.door not in told]
    if rest or not found or attention.unknown(now):
        block(f"<h2>{escape(title)}</h2>{_listed(now, rest)}")


def _listed(reader: Reader, found: Sequence[Line]) -> str:
    if not found:
        return f"<p>{escape(nothing(reader))}</p>"
    others = found[MOST:]
    more = ""
    if others:
        way = f'<a class="door" href="{escape(reader.door("nyckeltal"))}">Nyckeltal</a>'
        word = "en till" if len(others) == 1 else f"de {formats.number(len(others))} andra"
        more = (
            f'<details class="printed"><summary>Visa {word}</summary>{_items(others)}</details>'
            f'<p class="sub">Alla siffror står på {way}.</p>'
        )
    return _items(found[:MOST]) + more


def _items(found: Sequence[Line]) -> str:
    items = "".join(
        f'<li><a {_class(line.door)}href="{escape(line.door)}">{escape(line.what)}</a>'
        f" <span>{escape(line.sentence)}{_why(line)}</span></li>"
        for line in found
    )
    return f'<ul class="attention">{items}</ul>'


def _why(line: Line) -> str:
    """What GFO has written of it; a phone has it on the figure's own page, where the line leads."""
    return f' <span class="why">{escape(line.why)}</span>' if line.why else ""


def _class(door: str) -> str:
    return "" if door.startswith("#") else 'class="door" '
