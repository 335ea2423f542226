"""The web server: Streamlit's app under uvicorn, with what Streamlit leaves out.

The page says `lang="sv"`, every file is compressed once and kept (Streamlit sends 8.6 MB of JavaScript as it
is), and a strict Content-Security-Policy allows no other host. On loopback unless told otherwise.
"""

from __future__ import annotations

import asyncio
import base64
import gc
import gzip
import hashlib
import logging
import mimetypes
import os
import re
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit
import uvicorn
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config as streamlit_config

from dashboard.reader import access
from dashboard.server.streamlit_words import script as swedish_script
from pipelines.errors import ReaderError
from pipelines.home import PROJECT_ROOT, DataHome, data_home

STATIC = Path(streamlit.__file__).parent / "static"
ICON = Path(__file__).resolve().parent / "assets" / "gfo.png"
APP_SCRIPT = Path(__file__).resolve().parents[1] / "app.py"
_FIRST_PAGE = (
    "dashboard.views.menu",
    "plotly.tools",
    "plotly.graph_objs._figure",
    "PIL.PngImagePlugin",
    "babel.numbers",
)
_CHART_SCRIPTS = ("PlotlyChart.*.js", "withFullScreenWrapper.*.js", "Html.*.js", "purify.es.*.js")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_NOT_PAGES = (
    "/_stcore",
    "/static",
    "/media",
    "/component",
    "/auth",
    "/oauth2callback",
    "/app/",
    "/halsa",
    "/gfo",
)
_log = logging.getLogger("gfo.server")

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


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


def content_security_policy(page: str) -> str:
    """The policy for a page: nothing from another host, and its inline scripts by their hash only."""
    hashes = " ".join(
        "'sha256-" + base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode() + "'"
        for inline in _INLINE_SCRIPT.findall(page)
    )
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


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


async def health(_request: Request) -> Response:
    """`/halsa`: 200 when there is a published file to read, 503 with the reason when not."""
    try:
        found = access.published_file(data_home(), access.audience())
    except ReaderError as error:
        return JSONResponse({"status": "inga siffror", "kod": error.code}, status_code=503)
    return JSONResponse({"status": "ok", "version": found.parent.name})


async def own_script(_request: Request) -> Response:
    return Response(
        swedish_script(), media_type="text/javascript; charset=utf-8", headers={"cache-control": "no-cache"}
    )


async def icon(_request: Request) -> Response:
    return FileResponse(ICON, headers={"cache-control": "public, max-age=86400"})


@asynccontextmanager
async def _warm(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Import what the first page would, then freeze it, so that no collection looks through it again.

    Not pandas and pyarrow: no page needs them, and they cost 100 MB and a third of a second.
    """
    for module in _FIRST_PAGE:
        import_module(module)
    gc.collect()
    gc.freeze()
    yield {}


def _settings() -> dict[str, Any]:
    """Streamlit's options by dotted name, from the project's own config.toml whatever the current folder is."""
    with (PROJECT_ROOT / ".streamlit" / "config.toml").open("rb") as handle:
        found: dict[str, Any] = {}

        def flatten(prefix: str, node: dict[str, Any]) -> None:
            for key, value in node.items():
                if isinstance(value, dict):
                    flatten(f"{prefix}{key}.", value)
                else:
                    found[prefix + key] = value

        flatten("", tomllib.load(handle))
    return found


def create_app(host: str, port: int) -> streamlit.App:
    """The ASGI app; one a process, since Streamlit's options are the process's."""
    for name, value in _settings().items():
        streamlit_config.set_option(name, value)
    streamlit_config.set_option("server.address", host)
    streamlit_config.set_option("server.port", port)
    streamlit_config.set_option("browser.serverPort", port)
    middleware = [Middleware(Front)]
    if host in ("127.0.0.1", "localhost", "::1"):
        # Another site's name that resolves to this machine must not reach the figures (DNS rebinding).
        # Streamlit's own setting guards its WebSocket only.
        streamlit_config.set_option("server.allowedHosts", ["127.0.0.1", "localhost"])
        middleware.append(
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]"])
        )
    return streamlit.App(
        APP_SCRIPT,
        lifespan=_warm,
        routes=[Route("/halsa", health), Route("/gfo.js", own_script), Route("/gfo.png", icon)],
        middleware=middleware,
    )


def serve(home: DataHome, host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve the dashboard of one data home until interrupted. Raises ReaderError D010 when the port is taken."""
    import socket

    os.environ["GFO_HOME"] = str(home.root)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ReaderError(
                "D010",
                f"Servern kunde inte starta på {host}:{port}: adressen är upptagen eller går inte att lyssna på.",
                remedy="Välj en annan port med --port, eller stäng det program som använder den.",
            ) from error
    uvicorn.run(
        create_app(host, port),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        ws="auto",
        lifespan="on",
    )
