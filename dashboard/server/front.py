"""What stands before Streamlit: its index page in Swedish, its files compressed once, headers on every answer."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import re
from dataclasses import dataclass, field
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.server.headers import SECURITY_HEADERS, content_security_policy

STATIC = Path(streamlit.__file__).parent / "static"
_CHART_SCRIPTS = ("PlotlyChart.*.js", "withFullScreenWrapper.*.js", "Html.*.js", "purify.es.*.js")
_NOT_PAGES = (
    "/_stcore",
    "/static",
    "/media",
    "/component",
    "/auth",
    "/oauth2callback",
    "/app/",
    "/alive",
    "/ready",
    "/gfo",
)


def index_page() -> str:
    """Streamlit's index page in Swedish, with our own script beside its."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', '<html lang="sv">').replace(
        "<title>Streamlit</title>", "<title>GFO Insikt</title>"
    )
    page = re.sub(r'<link rel="service-desc"[^>]*/>', "", page)
    page = page.replace('href="./favicon.png"', 'href="./gfo.png"')
    # Asked for with the page: the app itself would find out two seconds later, when the first chart comes.
    ahead = "".join(
        f'    <link rel="modulepreload" crossorigin fetchpriority="low" href="./static/js/{file.name}">\n'
        for pattern in _CHART_SCRIPTS
        for file in sorted((STATIC / "static" / "js").glob(pattern))
    )
    return page.replace("</head>", f'{ahead}    <script src="./gfo.js" defer></script>\n  </head>', 1)


@dataclass
class _Compressed:
    """Static files as they are sent: compressed once, at first request, then kept in memory (some 3 MB)."""

    kept: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def find(self, path: str) -> tuple[bytes, str] | None:
        """The gzip body and media type of `/static/…`; None for what is not a text file in that folder."""
        found = self.kept.get(path)
        if found is not None:
            return found
        file = (STATIC / path.lstrip("/")).resolve()
        kind = mimetypes.guess_type(file.name)[0] or ""
        if not file.is_relative_to(STATIC / "static") or file.suffix not in (".js", ".css", ".svg", ".json"):
            return None
        if not file.is_file():
            return None
        self.kept[path] = gzip.compress(file.read_bytes(), 6, mtime=0), kind
        return self.kept[path]


class Front:
    """ASGI middleware before Streamlit: our index page, compressed files, security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        page = index_page()
        self.index = page.encode()
        self.index_gzip = gzip.compress(self.index, 6, mtime=0)
        self.headers = SECURITY_HEADERS | {"content-security-policy": content_security_policy(page)}
        self.files = _Compressed()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(name.encode(), value.encode()) for name, value in self.headers.items()]
                message["headers"] = [*message.get("headers", []), *extra]
            await send(message)

        answer = await self._own_answer(scope)
        await (answer or self.app)(scope, receive, with_headers)

    async def _own_answer(self, scope: Scope) -> Response | None:
        if scope["method"] not in ("GET", "HEAD"):
            return None
        path: str = scope["path"]
        zipped = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if path.startswith("/static/") and zipped:
            found = await asyncio.to_thread(self.files.find, path)
            if found is None:
                return None
            return Response(
                found[0],
                media_type=found[1],
                headers={
                    "content-encoding": "gzip",
                    "vary": "accept-encoding",
                    "cache-control": "public, immutable, max-age=31536000",
                },
            )
        if path == "/oversikt":
            # The first page lives at the root; its name in an address leads there with the same choices.
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse("/" + (f"?{query}" if query else ""), status_code=307)
        is_page = path == "/" or (
            "." not in path and path.count("/") == 1 and not path.startswith(_NOT_PAGES)
        )
        if not is_page:
            return None
        headers = {"cache-control": "no-cache", "vary": "accept-encoding"}
        if zipped:
            return Response(
                self.index_gzip, media_type="text/html", headers=headers | {"content-encoding": "gzip"}
            )
        return Response(self.index, media_type="text/html", headers=headers)
