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
    otherwise: str = "",
) -> None:
    """A number as text, since a number field neither spaces thousands nor says in Swedish what is wrong.

    A label that is not `seen`, in a grid, is still heard. `otherwise` is what holds while the field is blank.
    """
    _stand(key, current)
    pieces.send()
    st.text_input(
        label,
        key=key,
        placeholder=otherwise,
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
    _stand(name, current)
    pieces.send()
    st.text_input(
        label,
        key=name,
        placeholder=example,
        on_change=on_choice(reader, name, lambda chosen, value: chosen.choosing(name, value)),
        width=420,
    )


def _stand(key: str, current: str) -> None:
    """What stands in a field that is typed in. It is not set to what it is: a browser that is told what a field holds
    drops what a reader has begun to type in it since."""
    if st.session_state.get(key) != current:
        st.session_state[key] = current
