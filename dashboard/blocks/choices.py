"""A page's own choices as controls; what is chosen goes to the address under the control's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.reader import pieces
from dashboard.reader.address import on_choice
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection


def choose(
    reader: Reader,
    name: str,
    label: str,
    options: Sequence[str],
    current: str,
    words: Callable[[str], str],
    width: int = 340,
    change: Callable[[Selection, str], Selection] | None = None,
) -> None:
    """One of several, as a list; `change` where more than `name` is to follow."""
    key = f"choice-{name}"
    st.session_state[key] = current
    pieces.send()
    st.selectbox(
        label,
        options,
        key=key,
        format_func=words,
        on_change=on_choice(reader, key, change or (lambda chosen, value: chosen.choosing(name, value))),
        width=width,
        filter_mode=None,
    )


def field(
    reader: Reader,
    key: str,
    label: str,
    current: str,
    change: Callable[[Selection, str], Selection],
    *,
    width: int,
    seen: bool = True,
) -> None:
    """A number as text, since a number field neither spaces thousands nor says in Swedish what is wrong.

    A label that is not `seen`, in a grid, is still heard.
    """
    st.session_state[key] = current
    pieces.send()
    st.text_input(
        label,
        key=key,
        on_change=on_choice(reader, key, change),
        label_visibility="visible" if seen else "collapsed",
        autocomplete="off",
        width=width,
    )


def switch(reader: Reader, name: str, label: str, *, on: bool) -> None:
    """A choice that is on (1) or off."""
    key = f"choice-{name}"
    st.session_state[key] = on
    pieces.send()
    st.toggle(
        label,
        key=key,
        on_change=on_choice(
            reader, key, lambda chosen, value: chosen.choosing(name, "1") if value else chosen.without(name)
        ),
    )


def search(reader: Reader, name: str, label: str, current: str, example: str) -> None:
    """Words to look for."""
    st.session_state[name] = current
    pieces.send()
    st.text_input(
        label,
        key=name,
        placeholder=example,
        on_change=on_choice(reader, name, lambda chosen, value: chosen.choosing(name, value)),
        width=420,
    )
