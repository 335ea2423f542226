"""Who is let through: asked of everything that leaves the server, but for what says nothing of anybody.

Without a login there is nobody to ask: the server is this machine's only.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.login.addresses import CALLBACK, LOGIN, LOGOUT, login_address, safe
from dashboard.login.calm import refused
from dashboard.login.judging import Person, judged
from dashboard.login.refusals import Refusal
from dashboard.login.settings import LoginSettings
from dashboard.server.front import is_page
from pipelines.home import audit

if TYPE_CHECKING:
    from dashboard.login.flow import Flow

#: Where a request carries the reader that it was let through for.
PERSON = "gfo.person"
_OPEN = ("/alive", "/ready", "/gfo.js", "/favicon.png")
_STATIC = "/static/"
# Streamlit's own way for files. Nothing of ours goes by it, and it asks nobody.
_MEDIA = "/media"
_PROTOCOLS = "sec-websocket-protocol"
_NEVER_KEPT = {"cache-control": "no-store"}
_MOST_REMEMBERED = 1000
_SECONDS_BETWEEN = 600


class Gate:
    """ASGI middleware between what refuses odd requests and everything that answers."""

    def __init__(self, app: ASGIApp, login: LoginSettings | None) -> None:
        self.app = app
        self._login = login
        self._flow = _flow(login) if login else None
        # Whom a row in the log has been written of: a page that is loaded again and again writes no more.
        self._noted: OrderedDict[tuple[str, str, int], None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            answer = await self._answer(Request(scope))
            await (answer or self.app)(scope, receive, send)
        elif scope["type"] == "websocket" and self._login is not None:
            if isinstance(self._asked(HTTPConnection(scope)), Refusal):
                await PlainTextResponse("Logga in för att läsa sidan.", 403)(scope, receive, send)
            else:
                await self.app(_as_new(scope), receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """What is answered here; None: let through."""
        path = request.url.path
        if path.startswith(_MEDIA):
            return PlainTextResponse("Sidan finns inte.", 404, headers=_NEVER_KEPT)
        if self._flow is None or path in _OPEN or path.startswith(_STATIC):
            return None
        if path == LOGIN:
            return await self._flow.start(request)
        if path == CALLBACK:
            return await self._flow.finish(request)
        if path == LOGOUT:
            return self._flow.leave(request)
        found = self._asked(request)
        if isinstance(found, Person):
            request.scope[PERSON] = found
            return None
        if not is_page(path):
            return PlainTextResponse(
                f"{found.title}. {' '.join(found.sentences)}", 401 if found.asks else 403, headers=_NEVER_KEPT
            )
        query = request.scope["query_string"].decode("latin-1")
        way = login_address(safe(path + (f"?{query}" if query else "")), again=found.renewed)
        if found.asks:
            return RedirectResponse(way, 303, headers=_NEVER_KEPT)
        return refused(found, way)

    def _asked(self, request: HTTPConnection) -> Person | Refusal:
        assert self._login is not None  # noqa: S101
        cookie = request.cookies.get(self._login.cookie, "")
        found = judged(self._login, cookie, request.headers.get("user-agent", ""))
        if isinstance(found, Refusal) and found.who and self._is_new(found):
            audit.note(self._login.home, "refusal", found.who, why=found.why)
        return found

    def _is_new(self, refusal: Refusal) -> bool:
        key = (refusal.who, refusal.why, int(time.time()) // _SECONDS_BETWEEN)
        is_new = key not in self._noted
        self._noted[key] = None
        self._noted.move_to_end(key)
        if len(self._noted) > _MOST_REMEMBERED:
            self._noted.popitem(last=False)
        return is_new


def _flow(login: LoginSettings) -> Flow:
    # Authlib takes a third of a second to import, and most servers of one machine have no login.
    from dashboard.login.flow import Flow

    return Flow(login)


def _as_new(scope: Scope) -> Scope:
    """A WebSocket that takes up no former session: it may have been another reader's, with what he had chosen.

    The page's address says all that was chosen, so that nothing is lost when a line breaks.
    """
    said = Headers(scope=scope).get(_PROTOCOLS)
    if said is None or said.count(",") < 2:
        return scope
    fresh = {**scope, "headers": list(scope["headers"])}
    MutableHeaders(scope=fresh)[_PROTOCOLS] = ",".join(said.split(",")[:2])
    return fresh
