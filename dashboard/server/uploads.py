"""The one thing that the server takes: a file that a page's own reader sends to it, no larger than it may be.

Streamlit itself holds an upload to a session that is open and to its own XSRF cookie. Before that: who may send files
at all, to hand them in or to have them checked; from a page of ours, one file's worth of bytes, and no more in all than
the server has room for.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope
from streamlit.runtime import Runtime
from streamlit.runtime.stats import CacheStat

from dashboard.login import settings as login_settings
from dashboard.login.judging import Person, judged
from dashboard.reader import access
from dashboard.server.names import Names
from pipelines.home.handed_in import LARGEST_MB

#: What a form adds round its file: a boundary, a few fields, and the file's name.
_FORM = 8 * 1024
LARGEST = LARGEST_MB * 1024 * 1024 + _FORM
#: On their way and held for all readers together, until a page takes what is its own.
MOST_HELD = 8 * LARGEST
_ADDRESS = re.compile(r"/_stcore/upload_file/[0-9a-f-]{36}/[0-9a-f-]{36}")
_CLOSE = {"connection": "close", "cache-control": "no-store"}


def is_upload(scope: Scope) -> bool:
    """Whether it is a file on its way in, or a page that takes one back."""
    return scope["method"] in ("PUT", "DELETE") and bool(_ADDRESS.fullmatch(scope["path"]))


class Uploads:
    """Lets through the files of those who may send them."""

    def __init__(self, names: Names) -> None:
        # Starlette would put what is more than a megabyte on the system's temporary disk, and have it read by a thread
        # that holds what it read until it reads something else.
        MultiPartParser.spool_max_size = LARGEST
        self._names = names
        self._coming = 0

    @asynccontextmanager
    async def room(self, scope: Scope) -> AsyncIterator[Response | None]:
        """Room for an upload while it comes, or the answer to one that is refused before its body is read."""
        headers = Headers(scope=scope)
        size = _length(headers)
        refused = self._refused(scope, headers, size)
        if refused is None and not await asyncio.to_thread(_may_send, scope):
            refused = _no(403, "Ni får inte skicka filer hit.")
        coming = 0 if refused else size or 0
        self._coming += coming
        try:
            yield refused
        finally:
            self._coming -= coming

    def _refused(self, scope: Scope, headers: Headers, size: int | None) -> Response | None:
        origins, host = headers.getlist("origin"), headers.get("host", "")
        if not origins or not all(self._names.may_open(each, scope["scheme"], host) for each in origins):
            return _no(403, "Filer tas bara emot från våra egna sidor.")
        if scope["method"] == "DELETE":
            return _no(413, "Filen är för stor.") if size else None
        if size is None:
            return _no(411, "Filens storlek måste anges.")
        if size > LARGEST:
            return _no(413, f"Filen är för stor: högst {LARGEST_MB} MB.")
        if self._coming + _held() + size > MOST_HELD:
            return _no(503, "Servern tar emot många filer just nu. Försök igen om en stund.")
        return None


def _length(headers: Headers) -> int | None:
    """The body's bytes as its head says them; None when it does not."""
    said = headers.get("content-length", "")
    if "transfer-encoding" in headers or not said.isdecimal():
        return None
    return int(said)


def _held() -> int:
    """Bytes of files that Streamlit holds."""
    if not Runtime.exists():
        return 0
    found = Runtime.instance().uploaded_file_mgr.get_stats()
    return sum(stat.byte_length for stats in found.values() for stat in stats if isinstance(stat, CacheStat))


def _may_send(scope: Scope) -> bool:
    """Whether a page takes files of a request's reader; without a login, of whoever sits at this machine."""
    login = login_settings.current()
    if login is None:
        return True
    asked = HTTPConnection(scope)
    found = judged(login, asked.cookies.get(login.cookie, ""), asked.headers.get("user-agent", ""))
    return isinstance(found, Person) and access.right(found).sends_files


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(words, status, headers=_CLOSE)
