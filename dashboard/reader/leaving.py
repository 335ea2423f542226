"""What a page remembers for as long as its reader stays on it, and what Streamlit holds of files sent to it."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.reader.freed import give_back

_MEMORY = "of page"


def begin(session: MutableMapping[Any, Any], page: str) -> dict[str, Any]:
    """The memory of a page; that of the page before, and every file that was sent to it, is gone."""
    former = session.get(_MEMORY)
    if former is not None and former[0] == page:
        memory: dict[str, Any] = former[1]
        return memory
    # A page that remembers nothing has taken no file, and a collection costs as much as the page.
    if former is not None and former[1]:
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
