"""What stands around every page: which file, what was chosen, header, controls, and calm states.

A view gets a reader and nothing else; everything that can go wrong before or in it ends here as a Swedish
sentence with what to do, and the rest of the app stays alive.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Literal

import streamlit as st

from dashboard.published.records import Area, PeriodInfo, Release
from dashboard.reader import access, address, pieces, shelf
from dashboard.reader.reader import Reader
from dashboard.reader.selection import nearest
from dashboard.words import formats, markup
from dashboard.words.periods import KINDS, per
from pipelines.errors import ReaderError
from pipelines.home import data_home

View = Callable[[Reader], None]
Choosing = Literal["both", "area", "period", "none"]
# More areas than this have no room as pills.
_PILLS = 12
_log = logging.getLogger("gfo.dashboard")


@dataclass(frozen=True)
class Page:
    """A page's path in the address, its word in the menu, its full title, its view, and what it lets choose.

    `kinds`: the kinds of period that its figures exist for; of another it shows the nearest of the first kind.
    """

    path: str
    menu: str
    title: str
    view: View
    choosing: Choosing = "both"
    kinds: tuple[str, ...] = tuple(KINDS)

    @property
    def by_area(self) -> bool:
        return self.choosing in ("both", "area")

    @property
    def by_period(self) -> bool:
        return self.choosing in ("both", "period")


def _show(inner: str) -> None:
    pieces.add(markup.piece(inner))


def header_line(area: Area, period: PeriodInfo | None, release: Release) -> tuple[str, ...]:
    """The parts of the header, in order; the page puts dots between them. No period where it changes nothing."""
    parts = [area.name]
    if period is not None:
        parts.append(period.label + (" (preliminärt)" if period.preliminary else ""))
    parts.append(f"uppgifter t.o.m. {formats.day(release.reporting_date)}")
    parts.append(f"version {release.build}")
    return tuple(parts)


def _header(reader: Reader, page: Page) -> None:
    """The page's name, and the one line that always says whose figures, which period and which version."""
    area = reader.area if page.by_area else reader.of_gfo.area
    release = reader.figures.release
    parts = header_line(area, reader.period if page.by_period else None, release)
    line = " · ".join([f"<strong>{escape(parts[0])}</strong>", *(escape(part) for part in parts[1:])])
    if release.sample:
        line += ' · <span class="sample">Exempeldata – påhittade rader</span>'
    links = (
        '<p class="links"><button type="button" class="copy" data-version="'
        f'{escape(release.build)}">Kopiera länk till den här vyn</button></p>'
    )
    _show(f'<div class="top"><div><h1>{escape(page.title)}</h1><p class="head">{line}</p></div>{links}</div>')


def _which_version(reader: Reader) -> None:
    """When the page is not the newest version, or not the one the styrgrupp saw: say so, with the way to the other."""
    shown = reader.version
    newest, seen = access.newest_build(reader.home), access.meeting_build(reader.home)
    if shown == seen and newest not in ("", seen):
        told = f"Nyare siffror finns. Sidan visar version {shown}, som styrgruppen såg senast."
        other = (access.NEWEST, newest)
    elif seen and shown == newest and seen != newest:
        told, other = f"Sidan visar den nyaste versionen, {shown}.", (seen, f"{seen}, som styrgruppen såg")
    elif newest and shown not in (newest, seen):
        told, other = f"Sidan visar en äldre version, {shown}.", (access.NEWEST, newest)
    else:
        return
    link = escape(reader.in_version(other[0]))
    _show(f'<p class="sub">{escape(told)} <a href="{link}">Visa version {escape(other[1])}</a></p>')


def _followed(reader: Reader, page: Page) -> tuple[Reader, str]:
    """The reader with a period that the page has figures for, and a sentence where it is not the one chosen."""
    if not page.by_period or reader.period.kind in page.kinds:
        return reader, ""
    period = nearest(reader.figures.periods(page.kinds[0]), reader.period)
    told = f"Sidans siffror finns bara {per(page.kinds[0])}. Den visar {reader.figures.labels[period]}."
    return replace(reader, selection=replace(reader.selection, period=period)), told


def _controls(reader: Reader, page: Page) -> None:
    """Kommun and period. The address is the truth: the widgets are set from it and write to it."""
    figures = reader.figures
    names = {area.area: area.name for area in figures.owners}
    kinds = [kind for kind in page.kinds if figures.periods(kind)]
    # A widget's own memory would win over the address when a reader goes back or pastes a link.
    st.session_state["kommun"] = reader.selection.area
    st.session_state["slag"] = reader.period.kind
    st.session_state["period"] = reader.selection.period
    pieces.send()
    with st.container(horizontal=True, key="controls", vertical_alignment="top"):
        if page.by_area:
            _areas(reader, names)
        if not page.by_period:
            return
        if len(kinds) > 1:
            st.selectbox(
                "Visa per",
                kinds,
                key="slag",
                format_func=lambda kind: KINDS[kind],
                on_change=address.on_choice(
                    reader,
                    "slag",
                    lambda chosen, kind: replace(
                        chosen, period=nearest(figures.periods(kind), figures.period(chosen.period))
                    ),
                ),
                width=158,
                filter_mode=None,
            )
        st.selectbox(
            "Period",
            address.selectable_periods(figures, reader.period.kind),
            key="period",
            format_func=lambda period: figures.labels[period],
            on_change=address.on_choice(
                reader, "period", lambda chosen, period: replace(chosen, period=period)
            ),
            width=180,
            filter_mode=None,
        )


def _areas(reader: Reader, names: Mapping[str, str]) -> None:
    """The kommuner as pills, all in view; a searchable list where they are too many for that."""
    change = address.on_choice(
        reader, "kommun", lambda chosen, area: replace(chosen, area=area or chosen.area)
    )
    if len(names) > _PILLS:
        st.selectbox(
            "Område",
            list(names),
            key="kommun",
            format_func=lambda code: names[code],
            on_change=change,
            width=260,
        )
        return
    st.pills(
        "Område",
        list(names),
        key="kommun",
        format_func=lambda code: names[code],
        on_change=change,
        required=True,
    )


def framed(page: Page, foot: View) -> Callable[[], None]:
    """A page as Streamlit runs it; `foot` is what every page ends with."""

    def run() -> None:
        pieces.begin()
        try:
            home = data_home()
            figures = access.open_figures(home, address.named_build())
            parsed = address.read(figures)
            reader = Reader(
                home,
                figures,
                parsed.selection,
                page.menu,
                page.by_area,
                page.by_period,
                shelf=shelf.begin(st.session_state),
            )
            address.write(reader, parsed.selection)
            reader, told = _followed(reader, page)
            _header(reader, page)
            if page.choosing != "none":
                _controls(reader, page)
            _which_version(reader)
            for sentence in (*parsed.notes, *([told] if told else [])):
                _show(markup.note(sentence))
            page.view(reader)
            foot(reader)
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
        pieces.send()

    return run
