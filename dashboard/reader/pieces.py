"""Our own HTML on its way to the page: pieces that follow each other go as one element.

An element costs the server and the browser the same half a millisecond whatever it holds, and a page has some forty
pieces. Whoever puts an element of Streamlit's own on the page sends first (`tests/house/test_pieces.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

# A run has a thread of its own, and so a list of its own.
_waiting: ContextVar[list[str]] = ContextVar("waiting")


def begin() -> None:
    """A page begins: what a run that was broken off left is not its."""
    _waiting.set([])


def add(html: str) -> None:
    """A piece of the page; every value in it must have been escaped."""
    _waiting.get().append(html)


@contextmanager
def held() -> Iterator[list[str]]:
    """What is said within, kept apart to be put into something; no element of Streamlit's own can stand there."""
    inside: list[str] = []
    outside = _waiting.set(inside)
    try:
        yield inside
    finally:
        _waiting.reset(outside)


def send() -> None:
    """What has been said so far stands on the page before what comes now."""
    waiting = _waiting.get()
    if waiting:
        st.html(f'<div class="pieces">{"".join(waiting)}</div>')
        waiting.clear()
