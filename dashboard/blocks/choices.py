"""A page's own choices as controls; what is chosen goes to the address under the control's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard.reader.address import on_choice
from dashboard.reader.reader import Reader


def choose(
    reader: Reader,
    name: str,
    label: str,
    options: Sequence[str],
    current: str,
    words: Callable[[str], str],
    width: int = 340,
) -> None:
    """One of several, as a list. Nothing in meeting mode."""
    if reader.meeting:
        return
    key = f"choice-{name}"
    st.session_state[key] = current
    st.selectbox(
        label,
        options,
        key=key,
        format_func=words,
        on_change=on_choice(reader, key, lambda chosen, value: chosen.choosing(name, value)),
        width=width,
        filter_mode=None,
    )


@dataclass(frozen=True)
class Range:
    """What a whole number may be, and how far a press of its buttons goes."""

    low: int
    high: int
    step: int = 1


def number(reader: Reader, name: str, label: str, current: int, decided: int, allowed: Range) -> None:
    """A whole number; back at the decided one, it leaves the address."""
    key = f"choice-{name}"
    st.session_state[key] = current
    st.number_input(
        label,
        allowed.low,
        allowed.high,
        step=allowed.step,
        key=key,
        on_change=on_choice(
            reader,
            key,
            lambda chosen, value: (
                chosen.without(name) if int(value) == decided else chosen.choosing(name, str(int(value)))
            ),
        ),
        width=210,
    )


def switch(reader: Reader, name: str, label: str, on: bool) -> None:
    """A choice that is on (1) or off. Nothing in meeting mode."""
    if reader.meeting:
        return
    key = f"choice-{name}"
    st.session_state[key] = on
    st.toggle(
        label,
        key=key,
        on_change=on_choice(
            reader, key, lambda chosen, value: chosen.choosing(name, "1") if value else chosen.without(name)
        ),
    )


def search(reader: Reader, name: str, label: str, current: str, example: str) -> None:
    """Words to look for. Nothing in meeting mode."""
    if reader.meeting:
        return
    st.session_state[name] = current
    st.text_input(
        label,
        key=name,
        placeholder=example,
        on_change=on_choice(reader, name, lambda chosen, value: chosen.choosing(name, value)),
        width=420,
    )
