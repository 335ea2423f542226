"""The numbers of a proposal as fields, one row a kommun; each is set from the address and writes to it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard.blocks import text
from dashboard.blocks.choices import choose, field
from dashboard.blocks.proposals import drafts, proposal_words
from dashboard.blocks.proposals.proposal import BASE_YEARS, Proposal, field_name
from dashboard.reader import pieces
from dashboard.reader.address import write
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection
from dashboard.words.grammar import capitalised

_NAME, _CELL = 94, 72


def show(reader: Reader, asked: Proposal) -> None:
    """Folded unless the scenario cannot be told without them: then they are what it waits for."""
    # By how the scenario begins: what folds while a reader types in it would take the field away.
    kind, code = asked.scenario.partition("-")[0], asked.named
    unknown = kind == drafts.NEW and code is not None and asked.based.children[code] is None
    waits = kind in (drafts.OWN, drafts.WEIGHTS) or unknown
    pieces.send()
    with st.expander("Ändra siffrorna", expanded=waits, key=f"andra-{asked.scenario}"):
        with st.container(horizontal=True, key="forslag-nyckel", vertical_alignment="bottom"):
            for name, label in (("budget", "Budget, kr"), ("vikt", "Vikt för barn i befolkningen, %")):
                _field(reader, asked, name, label, 210)
            _base_years(reader, asked)
        with st.container(gap="xsmall", key="forslag-rader"):
            _heads(asked)
            for name in asked.names.values():
                _row(reader, asked, name)
        if told := proposal_words.assumed(asked):
            text.note(told)
            pieces.send()
        # After the fields: what comes before them when a first is changed has the browser make them all anew.
        if asked.changed:
            st.button(
                "Återställ siffrorna",
                on_click=lambda: write(reader, asked.without_changes(reader.selection)),
                key="aterstall",
            )


def _row(reader: Reader, asked: Proposal, name: str) -> None:
    """One kommun: its children, its placed children and its months; as wide as a phone has room for."""
    pieces.send()
    with st.container(
        horizontal=True,
        wrap=False,
        gap="xxsmall",
        vertical_alignment="center",
        key=field_name("forslag", name),
    ):
        with st.container(width=_NAME):
            text.block(f'<p class="fieldname" aria-hidden="true">{escape(name)}</p>')
            pieces.send()
        for part in ("barn", "placerade", "manader"):
            _field(reader, asked, field_name(part, name), "", _CELL)


def _field(reader: Reader, asked: Proposal, name: str, label: str, width: int) -> None:
    """A field under its own label; without one it stands in a row, and is called in full what it is."""
    found = asked.fields[name]
    told = label or capitalised(found.label)
    shown, otherwise = asked.shown(name), ""
    if name in {field_name("placerade", asked.names[code]) for code in asked.assumed}:
        # It follows the children typed beside it, and must not be put over what is typed meanwhile.
        told, shown, otherwise = f"{told} (antagande)", "", shown
    field(
        reader,
        f"falt-{name}",
        told,
        shown,
        found.written,
        width=width,
        seen=bool(label),
        otherwise=otherwise,
    )


def _base_years(reader: Reader, asked: Proposal) -> None:
    """Which year's children the key counts; the one that the scenario begins with leaves the address."""
    for name, label, now, begun in (
        ("basar-barn", "Basår, barn", asked.asked.base_population, asked.base.population),
        ("basar-placerade", "Basår, placerade barn", asked.asked.base_placed, asked.base.placed),
    ):
        known = drafts.base_years(reader.figures, asked.decided, BASE_YEARS[name], asked.year)
        years = [str(year) for year in sorted(known)]
        choose(
            reader,
            name,
            label,
            years,
            str(now),
            str,
            width=190,
            change=_unless(name, str(begun)),
        )


def _unless(name: str, begun: str) -> Callable[[Selection, str], Selection]:
    """A choice that stands in the address unless it is the one begun with."""
    return lambda selection, word: (
        selection.without(name) if word == begun else selection.choosing(name, word)
    )


def _heads(asked: Proposal) -> None:
    """What the three fields of a row are, over them; each field says it itself to a screen reader."""
    words = (f"Barn 0–{asked.decided.age_to} år", "Placerade barn", "Månader")
    cells = "".join(f'<span style="width:{_CELL}px">{escape(word)}</span>' for word in words)
    text.block(
        f'<p class="fieldheads" aria-hidden="true"><span style="width:{_NAME}px">Kommun</span>{cells}</p>'
    )
