"""What stands before Streamlit: its index page in Swedish, and its files compressed once."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import re
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = Path(streamlit.__file__).parent / "static"
_ASSETS = Path(__file__).resolve().parent / "assets"
_PART = 64 * 1024
_FIRST_SCRIPTS = ("Html.*.js", "purify.es.*.js")
_NOT_PAGES = (
    "/_stcore",
    "/static",
    "/media",
    "/filer",
    "/component",
    "/auth",
    "/oauth2callback",
    "/alive",
    "/ready",
)


def is_page(path: str) -> bool:
    """Whether a path is one that Streamlit's index page answers."""
    return path == "/" or ("." not in path and path.count("/") == 1 and not path.startswith(_NOT_PAGES))


def index_page() -> str:
    """Streamlit's index page in Swedish, with our own script and style sheet beside its."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', '<html lang="sv">').replace(
        "<title>Streamlit</title>", "<title>GFO Insikt</title>"
    )
    page = re.sub(r'<link rel="service-desc"[^>]*/>', "", page)
    # What figures are painted with is asked for with the page: the app itself would find out two seconds later. Not
    # Plotly, half of all bytes: it comes after the figures, and only where there is a chart.
    ahead = "".join(
        f'    <link rel="modulepreload" crossorigin href="./static/js/{file.name}">\n'
        for pattern in _FIRST_SCRIPTS
        for file in sorted((STATIC / "static" / "js").glob(pattern))
    )
    # Last in the body, so that it comes after what Streamlit puts in the head as it goes.
    page = page.replace("</body>", f"    <style>{_style_sheet()}</style>\n  </body>", 1)
    return page.replace("</head>", f'{ahead}    <script src="./gfo.js" defer></script>\n  </head>', 1)


def _style_sheet() -> str:
    """Colours follow the theme by `light-dark()`, since Streamlit sets `color-scheme` on the app."""
    return "".join(
        (_ASSETS / f"{name}.css").read_text(encoding="utf-8") for name in ("pages", "agenda", "paper")
    )


class Compressed:
    """Streamlit's text files as they are sent: compressed once, at first request, then kept (some 3 MB in all).

    Found by the one name that each has in the folder: no other spelling leads to a file, so nothing else is kept.
    """

    def __init__(self) -> None:
        self._files = {
            f"/{file.relative_to(STATIC).as_posix()}": file
            for file in (STATIC / "static").rglob("*")
            if file.suffix in (".js", ".css", ".svg", ".json") and file.is_file()
        }
        self._kept: dict[Path, bytes] = {}
        self._one_at_a_time = threading.Lock()

    def find(self, path: str) -> tuple[bytes, str] | None:
        """The gzip body and media type of `/static/…`; None for what is not a text file in that folder."""
        file = self._files.get(path)
        if file is None:
            return None
        with self._one_at_a_time:
            if file not in self._kept:
                self._kept[file] = gzip.compress(file.read_bytes(), 6, mtime=0)
            return self._kept[file], mimetypes.guess_type(file.name)[0] or ""


async def _in_parts(body: bytes) -> AsyncIterator[bytes]:
    """A reader that takes a file slowly holds a part of it, not a copy of the whole."""
    for start in range(0, len(body), _PART):
        yield body[start : start + _PART]


class Front:
    """ASGI middleware before Streamlit: our index page and the compressed files."""

    def __init__(self, app: ASGIApp, page: str) -> None:
        self.app = app
        self.index = page.encode()
        self.index_gzip = gzip.compress(self.index, 6, mtime=0)
        self.files = Compressed()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._own_answer(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)

    async def _own_answer(self, scope: Scope) -> Response | None:
        if scope["method"] not in ("GET", "HEAD"):
            return None
        path: str = scope["path"]
        zipped = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if path.startswith("/static/") and zipped:
            found = await asyncio.to_thread(self.files.find, path)
            if found is None:
                return None
            return StreamingResponse(
                _in_parts(found[0]),
                media_type=found[1],
                headers={
                    "content-encoding": "gzip",
                    "content-length": str(len(found[0])),
                    "vary": "accept-encoding",
                    "cache-control": "public, immutable, max-age=31536000",
                },
            )
        if path == "/oversikt":
            # The first page lives at the root; its name in an address leads there with the same choices.
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse("/" + (f"?{query}" if query else ""), status_code=307)
        if not is_page(path):
            return None
        # Not kept either: who may open the page is asked each time.
        headers = {"cache-control": "no-store", "vary": "accept-encoding"}
        if zipped:
            return Response(
                self.index_gzip, media_type="text/html", headers=headers | {"content-encoding": "gzip"}
            )
        return Response(self.index, media_type="text/html", headers=headers)
