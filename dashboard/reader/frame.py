"""What stands around every page: which file, what was chosen, header, controls, and calm states.

A view gets figures and a selection and nothing else; everything that can go wrong before or in it ends here as
a Swedish sentence with what to do, and the rest of the app stays alive.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from dashboard.blocks import components
from dashboard.published.figures import Figures
from dashboard.published.records import Source
from dashboard.reader import access
from dashboard.reader.selection import GFO, Parsed, Selection, default_period, parse
from dashboard.words import sentences
from pipelines.errors import ReaderError
from pipelines.home import data_home

View = Callable[[Figures, Selection], None]
Choosing = Literal["both", "period", "none"]
_log = logging.getLogger("gfo.dashboard")
_REMEMBERED = "selection"


def in_meeting() -> bool:
    """Meeting mode by the address, else as it was on the former page."""
    asked = st.query_params.get("mote")
    remembered = st.session_state.get(_REMEMBERED)
    return asked == "1" if asked is not None else isinstance(remembered, Selection) and remembered.meeting


def open_figures(build: str | None) -> Figures:
    """The figures this reader may see. Raises ReaderError when there are none."""
    reader = access.audience()
    return Figures(Source(access.published_file(data_home(), reader, build), reader))


def selectable_periods(figures: Figures) -> tuple[str, ...]:
    """Tertials, newest first: what the period control offers and the address may name."""
    return tuple(period.period for period in reversed(figures.periods("tertial")))


def read_selection(figures: Figures) -> Parsed:
    """The selection the address asks for; what it does not say stays as it was on the former page."""
    names = _names(figures)
    tertials = [(period.period, period.preliminary) for period in figures.periods("tertial")]
    fallback = Selection(GFO, default_period(tertials))
    remembered = st.session_state.get(_REMEMBERED)
    periods = selectable_periods(figures)
    if isinstance(remembered, Selection) and remembered.area in names and remembered.period in periods:
        fallback = Selection(remembered.area, remembered.period, remembered.meeting, remembered.build)
    parsed = parse(st.query_params.to_dict(), names, periods, fallback)
    st.session_state[_REMEMBERED] = parsed.selection
    return parsed


def _names(figures: Figures) -> dict[str, str]:
    return {area.area: area.name for area in figures.owners}


def write_selection(figures: Figures, selection: Selection) -> None:
    """Put the selection in the address, so that a copied link is this view."""
    query = selection.to_query(_names(figures))
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def header(figures: Figures, selection: Selection, title: str, choosing: Choosing) -> None:
    """The page's name, and the one line that always says whose figures, which period and which version."""
    area = figures.area(selection.area if choosing == "both" else GFO)
    period = figures.period(selection.period) if choosing != "none" else None
    parts = sentences.header_line(area, period, figures.release)
    line = " · ".join([f"<strong>{escape(parts[0])}</strong>", *(escape(part) for part in parts[1:])])
    if figures.release.sample:
        line += ' · <span class="sample">Exempeldata – påhittade rader</span>'
    links = ""
    if not selection.meeting:
        query = urlencode(replace(selection, meeting=True).to_query(_names(figures)))
        links = (
            '<p class="links"><button type="button" class="copy" data-version="'
            f'{escape(figures.release.build)}">Kopiera länk till den här vyn</button>'
            f'<a href="?{escape(query)}">Mötesläge</a></p>'
        )
    components.block(
        f'<div class="top"><div><h1>{escape(title)}</h1><p class="head">{line}</p></div>{links}</div>'
    )


def _which_version(figures: Figures, selection: Selection) -> None:
    """When the page is not the newest version, or not the one the styrgrupp saw: say so, with the way to the other."""
    home, shown = data_home(), figures.source.path.parent.name
    newest, seen = access.newest_build(home), access.meeting_build(home)
    if shown == seen and newest not in ("", seen):
        told, other = f"Sidan visar version {shown}, som styrgruppen såg senast.", (access.NEWEST, newest)
    elif seen and shown == newest and seen != newest:
        told, other = f"Sidan visar den nyaste versionen, {shown}.", (seen, f"{seen}, som styrgruppen såg")
    elif newest and shown not in (newest, seen):
        told, other = f"Sidan visar en äldre version, {shown}.", (access.NEWEST, newest)
    else:
        return
    query = escape(urlencode(replace(selection, build=other[0]).to_query(_names(figures))))
    way = "" if selection.meeting else f' <a href="?{query}">Visa version {escape(other[1])}</a>'
    components.block(f'<p class="sub">{escape(told)}{way}</p>')


def controls(figures: Figures, selection: Selection, choosing: Choosing) -> None:
    """Kommun and period. The address is the truth: the widgets are set from it and write to it."""
    names = _names(figures)
    labels = {period.period: period.label for period in figures.periods("tertial")}
    # A widget's own memory would win over the address when a reader goes back or pastes a link.
    st.session_state["kommun"] = selection.area
    st.session_state["period"] = selection.period

    def chosen() -> None:
        area = st.session_state.get("kommun") or selection.area
        fresh = Selection(
            area, st.session_state["period"], selection.meeting, selection.build, selection.choices
        )
        st.session_state[_REMEMBERED] = fresh
        write_selection(figures, fresh)

    with st.container(horizontal=True, key="controls", vertical_alignment="top"):
        if choosing == "both":
            st.pills(
                "Område",
                list(names),
                key="kommun",
                format_func=lambda code: names[code],
                on_change=chosen,
                required=True,
            )
        st.selectbox(
            "Period",
            selectable_periods(figures),
            key="period",
            format_func=lambda period: labels[period],
            on_change=chosen,
            width=140,
            filter_mode=None,
        )


def choose(
    figures: Figures,
    selection: Selection,
    name: str,
    label: str,
    options: Sequence[str],
    current: str,
    words: Callable[[str], str],
    width: int = 340,
) -> None:
    """One of a page's own choices as a list; it goes to the address under `name`. Nothing in meeting mode."""
    if selection.meeting:
        return
    key = f"choice-{name}"
    st.session_state[key] = current

    def chosen() -> None:
        write_selection(figures, selection.choosing(name, st.session_state[key]))

    st.selectbox(label, options, key=key, format_func=words, on_change=chosen, width=width, filter_mode=None)


def number(
    figures: Figures,
    selection: Selection,
    name: str,
    label: str,
    current: int,
    decided: int,
    low: int,
    high: int,
    step: int,
) -> None:
    """A whole number of the address; back at the decided one, it leaves the address."""
    key = f"choice-{name}"
    st.session_state[key] = current

    def chosen() -> None:
        value = int(st.session_state[key])
        fresh = selection.without(name) if value == decided else selection.choosing(name, str(value))
        write_selection(figures, fresh)

    st.number_input(label, low, high, step=step, key=key, on_change=chosen, width=210)


def switch(figures: Figures, selection: Selection, name: str, label: str, on: bool) -> None:
    """A choice that is on (1) or off; nothing in meeting mode."""
    if selection.meeting:
        return
    key = f"choice-{name}"
    st.session_state[key] = on

    def chosen() -> None:
        fresh = selection.choosing(name, "1") if st.session_state[key] else selection.without(name)
        write_selection(figures, fresh)

    st.toggle(label, key=key, on_change=chosen)


def _build() -> str | None:
    """The version by the address, else as it was on the former page."""
    remembered = st.session_state.get(_REMEMBERED)
    return st.query_params.get("version") or (remembered.build if isinstance(remembered, Selection) else None)


def framed(view: View, title: str, choosing: Choosing = "both") -> Callable[[], None]:
    """The page of a view; `choosing` names the controls that change anything on it."""

    def page() -> None:
        try:
            figures = open_figures(_build())
            parsed = read_selection(figures)
            write_selection(figures, parsed.selection)
            header(figures, parsed.selection, title, choosing)
            if choosing != "none" and not parsed.selection.meeting:
                controls(figures, parsed.selection, choosing)
            _which_version(figures, parsed.selection)
            for sentence in parsed.notes:
                components.note(sentence)
            view(figures, parsed.selection)
        except ReaderError as error:
            components.calm(error.message, [error.remedy], error.code)
        except Exception:
            reference = secrets.token_hex(4)
            _log.exception("page %r failed, reference %s", title, reference)
            components.calm(
                "Sidan kunde inte visas.",
                [
                    "Det är ett fel i programmet, inte i siffrorna. De andra sidorna fungerar som vanligt.",
                    "Ladda om sidan. Om felet kommer tillbaka: säg referensen till den som sköter servern.",
                ],
                reference,
            )

    return page
