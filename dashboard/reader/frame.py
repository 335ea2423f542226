"""What stands around every page: which file, what was chosen, header, controls, and calm states.

A view gets a reader and nothing else; everything that can go wrong before or in it ends here as a Swedish
sentence with what to do, and the rest of the app stays alive.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.login.addresses import LOGOUT
from dashboard.login.judging import Person
from dashboard.login.refusals import Refusal
from dashboard.published.figures import Figures
from dashboard.published.records import Area, PeriodInfo, Release
from dashboard.reader import access, address, leaving, pieces, shelf
from dashboard.reader.access import Right
from dashboard.reader.asking import way_in
from dashboard.reader.page import Page, View
from dashboard.reader.reader import Reader, areas_of
from dashboard.reader.versions import address_of, in_version, newer_tertial
from dashboard.words import audiences as words
from dashboard.words import formats, markup
from dashboard.words.attention import awaited
from dashboard.words.periods import KINDS, months_of, per
from pipelines.errors import ReaderError
from pipelines.home import DataHome, audit, data_home
from pipelines.reference import GFO, PUBLIK, STYRGRUPP, kommun_of, kommuner, readers

# More areas than this have no room as pills.
_PILLS = 12
# The kommuner as a phone has them.
_NARROW = "kommun-smal"
# The page that the log has its latest row of.
_NOTED = "noted"
_log = logging.getLogger("gfo.dashboard")


def _show(inner: str) -> None:
    pieces.add(markup.piece(inner))


def header_line(area: Area, period: PeriodInfo | None, release: Release, whose: str = "") -> tuple[str, ...]:
    """The parts of the header, in order; the page puts dots between them. No period where it changes nothing."""
    parts = [area.name, *([whose] if whose else [])]
    if period is not None:
        # Who begins to read here has not learnt the months of a tertial.
        label = f"{period.label}, {months_of(period)}" if period.kind == "tertial" else period.label
        parts.append(label + (" (preliminärt)" if period.preliminary else ""))
    parts.append(f"uppgifter t.o.m. {formats.day(release.reporting_date)}")
    parts.append(f"version {release.build}")
    return tuple(parts)


def _tab(reader: Reader, page: Page) -> str:
    """What the browser calls the page, in its tab and its history: `Remisser · Timrå · T2 2026 · GFO Insikt`."""
    parts = [page.menu, *([reader.area.name] if page.by_area else [])]
    return " · ".join([*parts, *([reader.period.label] if page.by_period else []), "GFO Insikt"])


def _header(reader: Reader, page: Page) -> None:
    """The page's name, and the one line that always says whose figures, which period and which version."""
    own = kommun_of(reader.audience) if page.own else ""
    area = reader.area if page.by_area else reader.figures.area(own or GFO)
    release = reader.figures.release
    names, audience = reader.figures.names, reader.audience
    period = reader.period if page.by_period else None
    parts = header_line(area, period, release, words.whose(audience, names))
    line = " · ".join([f"<strong>{escape(parts[0])}</strong>", *(escape(part) for part in parts[1:])])
    if not reader.is_public:
        line += f' · <span title="{escape(words.spread(audience, names))}">{words.INTERNAL}</span>'
    if release.sample:
        line += ' · <span class="sample">Exempeldata – påhittade rader</span>'
    links = (
        '<p class="links"><button type="button" class="copy" data-version="'
        f'{escape(release.build)}">Kopiera länk till den här vyn</button></p>'
    )
    told = words.protected(audience, names, release, reader.figures.meetings)
    more = f'<a class="door" href="{escape(reader.door("hjalp"))}#vem">Mer i Hjälp</a>'
    why = f'<p class="sub">{escape(told)} {more}</p>' if told else ""
    _show(
        f'<div class="top"><div><h1>{escape(page.title)}</h1><p class="head">{line}</p>{why}</div>{links}</div>'
    )


def _which_version(reader: Reader) -> None:
    """When the page is not the newest version, or not the one the styrgrupp saw: say so, with the way to the other."""
    shown = reader.version
    newest, seen = access.newest_for(reader.home, reader.audience), ""
    if reader.audience == STYRGRUPP:
        seen = access.meeting_build(reader.home)
    if shown == seen and newest not in ("", seen):
        of = f", om {tertial}" if (tertial := newer_tertial(reader)) else ""
        told = f"Nyare siffror finns{of}. Sidan visar version {shown}, som styrgruppen såg senast."
        other = (access.NEWEST, newest)
    elif seen and shown == newest and seen != newest:
        told, other = f"Sidan visar den nyaste versionen, {shown}.", (seen, f"{seen}, som styrgruppen såg")
    elif newest and shown not in (newest, seen):
        told, other = f"Sidan visar en äldre version, {shown}.", (access.NEWEST, newest)
    else:
        return
    there = in_version(reader, other[0])
    more = (
        f' · <a class="door" href="{escape(there.door("./"))}#andrat">Vad som har ändrats sedan mötet</a>'
        if shown == seen
        else ""
    )
    way = f'<a href="{escape(address_of(there))}">Visa version {escape(other[1])}</a>{more}'
    _show(f'<p class="sub">{escape(told)} <span class="onscreen">{way}</span></p>')


def _before_the_meeting(reader: Reader) -> None:
    """Of a period that the styrgrupp has not met on, where a kommun's file says next to nothing of GFO: the way to the
    newest that it tells of."""
    newest = reader.newest_before_meeting
    if not newest:
        return
    there = reader.in_period(newest)
    link = escape(address_of(there))
    why = escape(awaited([reader.area.name], [reader.period.label]))
    _show(f'<p class="sub">{why} <a href="{link}">Visa {escape(there.period.label)}</a></p>')


def _followed(reader: Reader, page: Page) -> tuple[Reader, str]:
    """The reader with a period that the page has figures for, and a sentence where it is not the one chosen."""
    if not page.by_period or reader.period.kind in page.kinds:
        return reader, ""
    period = reader.period_of(page.kinds[0])
    told = f"Sidans siffror finns bara {per(page.kinds[0])}. Den visar {reader.figures.labels[period]}."
    return reader.in_period(period), told


def _controls(reader: Reader, page: Page, right: Right) -> None:
    """Kommun and period. The address is the truth: the widgets are set from it and write to it."""
    figures = reader.figures
    names = {area.area: area.name for area in reader.areas}
    # A widget's own memory would win over the address when a reader goes back or pastes a link.
    st.session_state["kommun"] = st.session_state[_NARROW] = reader.selection.area
    st.session_state["slag"] = reader.period.kind
    st.session_state["period"] = reader.selection.period
    pieces.send()
    with st.container(horizontal=True, key="controls", vertical_alignment="top"):
        if page.by_area and not (page.own and reader.whose):
            _areas(reader, names)
        if page.by_period:
            _periods(reader, [kind for kind in page.kinds if figures.periods(kind)])
        _reading_as(right, figures.names, reader)


def _periods(reader: Reader, kinds: Sequence[str]) -> None:
    """The kind of period, where there are several, and the period."""
    figures = reader.figures
    if len(kinds) > 1:
        st.selectbox(
            "Visa per",
            kinds,
            key="slag",
            format_func=lambda kind: KINDS[kind],
            on_change=address.on_choice(
                reader,
                "slag",
                lambda chosen, kind: replace(chosen, period=reader.period_of(kind)),
            ),
            width=158,
            filter_mode=None,
        )
    st.selectbox(
        "Period",
        address.selectable_periods(figures, reader.period.kind),
        key="period",
        format_func=lambda period: figures.labels[period],
        on_change=address.on_choice(reader, "period", lambda chosen, period: replace(chosen, period=period)),
        width=180,
        filter_mode=None,
    )


def _areas(reader: Reader, names: Mapping[str, str]) -> None:
    """The kommuner as pills, all in view; a searchable list where they are too many for that. A phone has no room for
    the pills and shows a list in their place: which of the two is seen, the style sheet decides."""

    def change(key: str) -> Callable[[], None]:
        return address.on_choice(reader, key, lambda chosen, area: replace(chosen, area=area or chosen.area))

    if len(names) > _PILLS:
        st.selectbox(
            "Område",
            list(names),
            key="kommun",
            format_func=lambda code: names[code],
            on_change=change("kommun"),
            width=260,
        )
        return
    st.pills(
        "Område",
        list(names),
        key="kommun",
        format_func=lambda code: names[code],
        on_change=change("kommun"),
        required=True,
    )
    st.selectbox(
        "Område",
        list(names),
        key=_NARROW,
        format_func=lambda code: names[code],
        on_change=change(_NARROW),
        width=180,
        filter_mode=None,
    )


def _reading_as(right: Right, names: Mapping[str, str], reader: Reader | None = None) -> None:
    """Without a login: whose file is read; the address says it. From the newest period of one the way is to that of
    the other."""
    if right.person is not None:
        return
    st.session_state["som"] = right.read_as
    pieces.send()
    newest_of = reader.period.kind if reader is not None and reader.at_newest else ""
    # The kommuner by name, as everywhere else.
    by_name = iter(sorted(filter(kommun_of, readers()), key=lambda one: words.reader_name(one, names)))
    st.selectbox(
        "Läs som",
        [next(by_name) if kommun_of(one) else one for one in readers()],
        key="som",
        format_func=lambda one: words.reader_name(one, names),
        on_change=lambda: address.begin_as(st.session_state["som"], newest_of),
        width=180,
        filter_mode=None,
    )


def _run(page: Page, foot: View, right: Right) -> None:
    home = data_home()
    memory = leaving.begin(st.session_state, page.path)
    if not page.is_for(right):
        of_whom = "är till för GFO:s personal" if page.staff else "finns inte bland de offentliga siffrorna"
        _show(markup.calm(f"{page.title} {of_whom}.", ["Välj en annan sida i menyn."]))
        if right.audience == PUBLIK:
            door = escape(address.of_other_page("kommun"))
            _show(
                f'<p><a class="door" href="{door}">Min kommun</a> visar det som är offentligt om varje kommun.</p>'
            )
        _reading_as(right, kommuner())
        return
    figures = _opened(home, right, page)
    if figures is None:
        return
    named = address.named_audience() if right.person is None else None
    parsed = address.read(figures, areas_of(figures), named)
    version = figures.source.build
    reader = Reader(
        home,
        figures,
        parsed.selection,
        page.menu,
        page.by_area,
        page.by_period,
        shelf=shelf.begin(st.session_state, page.menu, figures.source, right.offered_to),
        memory=memory,
        delivers=right.delivers,
        checks=right.checks,
        name=right.person.name if right.person else "",
    )
    _note(right, page.menu, version)
    if page.own and page.by_area and (own := kommun_of(reader.audience)):
        reader = replace(reader, selection=replace(reader.selection, area=own))
    address.write(reader, reader.selection)
    elsewhere = ""
    if reader.is_public and not page.by_area:
        if reader.selection.area != GFO and page.choosing != "none":
            elsewhere = (
                f"Sidan visar hela GFO. Mer som är offentligt om {reader.area.name} står på Min kommun."
            )
        reader = reader.of_gfo
    reader, told = _followed(reader, page)
    st.set_page_config(page_title=_tab(reader, page))
    _header(reader, page)
    if page.choosing == "none":
        _reading_as(right, figures.names, reader)
    else:
        _controls(reader, page, right)
    _which_version(reader)
    if page.by_area and page.by_period:
        _before_the_meeting(reader)
    for sentence in filter(None, (*parsed.notes, told, elsewhere)):
        _show(markup.note(sentence))
    page.view(reader)
    foot(reader)


def _note(right: Right, page: str, version: str) -> None:
    """The log's row of a page that is opened; what is chosen on it, page by page, is no row of its own."""
    shown = (page, right.audience, version)
    if right.person is None or st.session_state.get(_NOTED) == shown:
        return
    st.session_state[_NOTED] = shown
    audit.note(data_home(), "page", right.person.name, page=page, file=right.audience, version=version)


def _signed_in(person: Person) -> None:
    """At the foot of every page: who is logged in, and the way out."""
    role = words.role_name(person.role, person.kommun, kommuner())
    _show(
        f'<p class="signed">Inloggad som {escape(person.name)} ({escape(role)}) · '
        f'<a href="{LOGOUT}" target="_self">Logga ut</a></p>'
    )


def _refused(page: Page, refusal: Refusal) -> None:
    """Why nothing is shown any more, and the way in."""
    _show(markup.calm(refusal.title, refusal.sentences))
    _show(f'<p><a href="{escape(way_in(page.path, refusal))}" target="_self">{escape(refusal.again)}</a></p>')


def _opened(home: DataHome, right: Right, page: Page) -> Figures | None:
    """The reader's file; None, and the reason on the page, where there is none."""
    # Whoever chases what is late must see what has come since the meeting.
    usual = access.NEWEST if page.of_today and right.delivers else right.usual
    try:
        return access.open_figures(home, right.audience, address.named_build() or usual)
    except ReaderError as error:
        _show(markup.calm(error.message, [error.remedy], error.code))
        # Whoever chose to read as somebody who has nothing yet finds the way back.
        _reading_as(right, kommuner())
        return None


def framed(page: Page, foot: View, asked: Right | Refusal | ReaderError) -> Callable[[], None]:
    """A page as Streamlit runs it; `foot` is what every page ends with."""

    def run() -> None:
        pieces.begin()
        try:
            if isinstance(asked, Refusal):
                _refused(page, asked)
            elif isinstance(asked, Right):
                _run(page, foot, asked)
            else:
                raise asked
        except ReaderError as error:
            _show(markup.calm(error.message, [error.remedy], error.code))
        except Exception:
            reference = secrets.token_hex(4)
            _log.exception("page %r failed, reference %s", page.title, reference)
            _show(
                markup.calm(
                    "Sidan kunde inte visas.",
                    [
                        "Det är ett fel i programmet, inte i siffrorna. De andra sidorna fungerar som vanligt.",
                        "Ladda om sidan. Om felet kommer tillbaka: säg referensen till den som sköter servern.",
                    ],
                    reference,
                )
            )
        if isinstance(asked, Right) and asked.person is not None:
            _signed_in(asked.person)
        pieces.send()

    return run
