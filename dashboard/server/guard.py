"""What is refused before anybody reads it: paths that nobody means, uploads, bodies, pages of other sites.

No page takes a file, so nothing is ever sent to the server but the head of a request and the small messages of a
WebSocket.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.login.addresses import LOGOUT
from dashboard.server.names import Names

METHODS = ("GET", "HEAD", "OPTIONS")
LARGEST_BODY = 16 * 1024
_UPLOADS = "/_stcore/upload_file"
_CLOSE = {"connection": "close", "cache-control": "no-store"}


class Guard:
    """ASGI middleware before everything that reads a path, a body or an Origin."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            refused = _refused(scope)
            await (refused or self.app)(scope if refused else _without_origin(scope), receive, send)
        elif scope["type"] == "websocket" and not self._may_open(scope):
            await PlainTextResponse("Sidan får inte öppnas härifrån.", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _may_open(self, scope: Scope) -> bool:
        """A WebSocket of the page's own, or of a program: every browser names the page's origin."""
        headers = Headers(scope=scope)
        scheme = "https" if scope["scheme"] == "wss" else "http"
        origins = headers.getlist("origin")
        host = headers.get("host", "")
        return is_plain(scope["path"]) and all(self.names.may_open(each, scheme, host) for each in origins)


def is_plain(path: str) -> bool:
    """A path that has one spelling: decodable, no control characters, no empty, `.` or `..` step on the way."""
    steps = path.split("/")
    return (
        steps[0] == ""
        and len(steps) > 1
        and not any(step in ("", ".", "..") for step in steps[1:-1])
        and steps[-1] not in (".", "..")
        and not any(ord(letter) < 32 or letter in "\x7f\\\ufffd" for letter in path)
    )


def _refused(scope: Scope) -> Response | None:
    """The answer to what is not read at all; the socket is closed with it, whatever was to follow."""
    if not is_plain(scope["path"]) or scope["path"].startswith(_UPLOADS):
        return PlainTextResponse("Sidan finns inte.", 404, headers=_CLOSE)
    if scope["method"] not in METHODS and (scope["method"], scope["path"]) != ("POST", LOGOUT):
        allowed = {"allow": ", ".join(METHODS)}
        return PlainTextResponse("Servern tar inte emot något.", 405, headers=_CLOSE | allowed)
    headers = Headers(scope=scope)
    if "transfer-encoding" in headers or int(headers.get("content-length", "0")) > LARGEST_BODY:
        return PlainTextResponse("Servern tar inte emot något.", 413, headers=_CLOSE)
    return None


def _without_origin(scope: Scope) -> Scope:
    """Streamlit would look for a foreign Origin among this machine's addresses, and ask another host for them."""
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"origin"]}
