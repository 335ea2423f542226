"""What a page remembers for as long as its reader stays on it, and what Streamlit holds of files sent to it."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import MutableMapping
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

_MEMORY = "of page"
_ARENA_MAX = -8
# The C library of this process, where it is glibc.
_C = ctypes.CDLL(None) if hasattr(ctypes.CDLL(None), "malloc_trim") else None


def begin(session: MutableMapping[Any, Any], page: str) -> dict[str, Any]:
    """The memory of a page; that of the page before, and every file that was sent to it, is gone."""
    former = session.get(_MEMORY)
    if former is not None and former[0] == page:
        memory: dict[str, Any] = former[1]
        return memory
    if former is not None:
        # Emptied and not only dropped: what a widget of that page would call is remembered by Streamlit, and holds it.
        for kept in former[1].values():
            if isinstance(kept, dict):
                kept.clear()
        forget_sent()
    memory = {}
    session[_MEMORY] = (page, memory)
    return memory


def forget_sent() -> None:
    """Let Streamlit drop what the reader's browser has sent: it would keep it until the reader is gone."""
    give_back()
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def give_back() -> None:
    """Let the system have the memory that nothing is in any more: what was a file's content is then no longer there.

    A run that was broken off to begin anew holds itself, and all it held, until the next collection. glibc alone keeps
    what is freed; another library has no such call.
    """
    gc.collect()
    if _C is not None:
        _C.malloc_trim(0)


def keep_in_one_place() -> None:
    """Before any thread is there: all take memory from one place, since glibc gives back no other wholly."""
    if _C is not None:
        _C.mallopt(_ARENA_MAX, 1)
