"""Who is asking at this run of a page: by the cookie and the browser that its WebSocket came with.

Asked anew at every run, since the table, the clock and a logout in another tab may have closed a door that stood open.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboard.login import settings
from dashboard.login.addresses import login_address
from dashboard.login.judging import Person, judged
from dashboard.login.refusals import Refusal
from dashboard.reader import access, address
from dashboard.reader.access import Right
from pipelines.errors import ReaderError


def asking() -> Person | Refusal | None:
    """The reader, or why there is none; None where no login is set up."""
    login = settings.current()
    if login is None:
        return None
    return judged(login, st.context.cookies.get(login.cookie, ""), st.context.headers.get("User-Agent", ""))


def asked() -> Right | Refusal | ReaderError:
    """What the reader of this run may read, or why that is nothing."""
    found = asking()
    if isinstance(found, Refusal):
        return found
    try:
        return access.right(found, address.named_audience())
    except ReaderError as error:
        return error


def delivers() -> bool:
    """Whether the reader may hand in files now: a press and a part that runs by itself come before the page asks."""
    found = asked()
    return isinstance(found, Right) and found.delivers


def way_in(path: str, refusal: Refusal) -> str:
    """The address where the reader logs in and comes back to this view."""
    query = urlencode(st.query_params.to_dict())
    return login_address(f"/{path}" + (f"?{query}" if query else ""), again=refusal.renewed)
