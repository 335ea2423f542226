"""The web server: Streamlit's app under uvicorn, with what Streamlit leaves out.

On loopback unless told otherwise.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

import streamlit
import uvicorn
from babel.numbers import format_decimal
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from streamlit import config as streamlit_config
from streamlit import delta_generator
from uvicorn.config import STARTUP_FAILURE

from dashboard.login import logged_out
from dashboard.login import settings as login_settings
from dashboard.login.settings import LOOPBACK, LoginSettings
from dashboard.reader import freed, turning
from dashboard.reader.access import READER
from dashboard.server.files import ROUTE as FILES
from dashboard.server.files import hand_out
from dashboard.server.front import Front, index_page
from dashboard.server.gate import Gate
from dashboard.server.guard import Guard
from dashboard.server.headers import Dressed
from dashboard.server.health import alive, ready
from dashboard.server.logs import calm_others, log_config
from dashboard.server.names import PUBLIC_ADDRESS, Names, Origin
from dashboard.server.protocols import KEEP_ALIVE_SECONDS, SharedState, TimedReaders, TimedRequests
from dashboard.server.sockets import BACKLOG, Limits, allow_files
from dashboard.server.streamlit_words import script as swedish_script
from pipelines.errors import ReaderError, disk_error
from pipelines.home import DataHome
from pipelines.home.access_table import access_table
from pipelines.home.handed_in import LARGEST_MB
from pipelines.kpi.definitions import same_figures
from pipelines.reference import PROJECT_ROOT

ICON = Path(__file__).resolve().parent / "assets" / "gfo.png"
APP_SCRIPT = Path(__file__).resolve().parents[1] / "app.py"
# What a page sends is choices: some hundred bytes, and a hash for each part of it that the browser has kept.
LARGEST_MESSAGE = 256 * 1024
LARGEST_HEAD = 16 * 1024
_SELDOM = 1000
FIRST_PAGE = (
    "dashboard.views.menu",
    "plotly.tools",
    "plotly.graph_objs._figure",
)


async def own_script(_request: Request) -> Response:
    return Response(
        swedish_script(), media_type="text/javascript; charset=utf-8", headers={"cache-control": "no-cache"}
    )


async def icon(_request: Request) -> Response:
    return FileResponse(ICON, headers={"cache-control": "public, max-age=86400"})


@asynccontextmanager
async def _warm(_app: Any) -> AsyncIterator[dict[str, Any]]:
    """Import and read what the first page would, then freeze it, so that no collection looks through it again.

    Not pandas and pyarrow: no page needs them, and they cost 100 MB and a third of a second.
    """
    for module in FIRST_PAGE:
        import_module(module)
    # The first element of a process would ask whether somebody types it in, by looking at every module's file.
    delta_generator._use_warning_has_been_displayed = True
    # What the first page would read of files: the words of Swedish numbers, and the KPIs' own.
    format_decimal(0, locale="sv_SE")
    same_figures()
    calm_others()
    gc.collect()
    gc.freeze()
    # Full collections are made beside the readers (`turning`), and not amid their runs.
    gc.set_threshold(*gc.get_threshold()[:2], _SELDOM)
    stop = Event()
    turning.keep_ready(stop)
    yield {}
    stop.set()


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


def create_app(host: str, port: int, names: Names, login: LoginSettings | None = None) -> streamlit.App:
    """The ASGI app; one a process, since Streamlit's options are the process's."""
    for name, value in _settings().items():
        streamlit_config.set_option(name, value)
    streamlit_config.set_option("server.address", host)
    streamlit_config.set_option("server.port", port)
    streamlit_config.set_option("browser.serverPort", port)
    streamlit_config.set_option("server.maxUploadSize", LARGEST_MB)
    page = index_page()
    only_https = names.public is not None and names.public.scheme == "https"
    middleware = [Middleware(Dressed, page=page, only_https=only_https), Middleware(Guard, names=names)]
    if names.hosts:
        # Another site's name that resolves to this machine must not reach the figures (DNS rebinding).
        # Streamlit's own setting guards its WebSocket only.
        streamlit_config.set_option("server.allowedHosts", list(names.hosts))
        bracketed = [f"[{name}]" if ":" in name else name for name in names.hosts]
        middleware.append(Middleware(TrustedHostMiddleware, allowed_hosts=bracketed))
    if names.public is not None:
        # Streamlit judges a WebSocket's Origin once more, by its host.
        streamlit_config.set_option("browser.serverAddress", names.public.host)
    middleware += [Middleware(Gate, login=login), Middleware(Front, page=page)]
    return streamlit.App(
        APP_SCRIPT,
        lifespan=_warm,
        routes=[
            Route("/alive", alive),
            Route("/ready", ready),
            Route("/gfo.js", own_script),
            Route("/favicon.png", icon),
            Route(FILES, hand_out),
        ],
        middleware=middleware,
    )


def serve(home: DataHome, host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve the dashboard of one data home until interrupted.

    Raises ReaderError G005 when the port is taken, G007 when the public address is none, and what `login_of` raises.
    """
    os.environ["GFO_HOME"] = str(home.root)
    names = Names.of(host, os.environ.get(PUBLIC_ADDRESS, ""))
    login = login_of(home, host, port, names)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ReaderError(
                "G005",
                f"Servern kunde inte starta på {host}:{port}: adressen är upptagen eller går inte att lyssna på.",
                remedy="Välj en annan port med --port, eller stäng det program som använder den.",
            ) from error
    login_settings.begin(login)
    _run(create_app(host, port, names, login), host, port)


def login_of(home: DataHome, host: str, port: int, names: Names) -> LoginSettings | None:
    """The login that readers are asked for; None: none, on loopback only, which is said.

    Raises ReaderError G050 (no login, and not this machine alone), G054 (somebody to read as, with a login), G055 (a
    logout could not be noted), and what `login.settings.load` raises.
    """
    at_home = host in LOOPBACK
    login = login_settings.load(home, str(names.public or Origin("http", host, port)), os.environ)
    if login is None:
        if not at_home or names.public is not None:
            raise ReaderError(
                "G050",
                "Ingen inloggning är inställd, så servern startar bara för den här datorn.",
                remedy=f"Ställ in inloggningen i {login_settings.FILE} (docs/login.md), eller starta utan --host "
                f"och {PUBLIC_ADDRESS}.",
            )
        sys.stderr.write(
            "Ingen inloggning är inställd: bara den här datorn når sidorna, och läsaren väljs på sidan.\n"
        )
        return None
    if READER in os.environ:
        raise ReaderError(
            "G054",
            "Med inloggning avgör access.toml vem som ser vad.",
            remedy="Starta om utan --as.",
        )
    try:
        logged_out.prepare(home)
    except OSError as error:
        raise ReaderError(
            "G055",
            f"Utloggningar går inte att spara i {home.root}: {disk_error(error)}.",
            remedy="Ge kontot som kör servern rätt att skriva i mappen logged-out.",
        ) from error
    for problem in access_table(home).problems:
        sys.stderr.write(f"Ingen släpps in: {problem}\n")
    return login


def _run(app: streamlit.App, host: str, port: int) -> None:
    freed.keep_in_one_place()
    limits = Limits.within(allow_files())
    if limits != Limits():
        sys.stderr.write(
            f"Systemet tillåter få öppna filer: högst {limits.readers} läsare på en gång. Höj med ”ulimit -n 8192”.\n"
        )
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=TimedRequests,
            ws=TimedReaders,
            ws_max_size=LARGEST_MESSAGE,
            h11_max_incomplete_event_size=LARGEST_HEAD,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            backlog=BACKLOG,
            # Who asks and by which name is what the socket and Host say, never a header that anybody can write.
            proxy_headers=False,
            log_config=log_config(),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
        )
    )
    server.server_state = SharedState(limits)
    # As uvicorn.run does: an interruption is how a server ends.
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        sys.exit(STARTUP_FAILURE)
