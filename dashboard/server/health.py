"""Is the server there, and has it anything to show? For whatever watches over it."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.login import settings
from dashboard.published.connection import check_readable
from dashboard.reader import access
from pipelines.errors import ReaderError
from pipelines.home import audit, data_home


async def alive(_request: Request) -> Response:
    """`/alive`: 200 while the process answers, whatever there is to read."""
    return JSONResponse({"status": "ok"})


async def ready(_request: Request) -> Response:
    """`/ready`: 200 when the published files open and hold figures, 503 with the reason's code when not.

    And when what readers do can be noted, where they log in: a log that is silently lost is no log.
    """
    try:
        version = await asyncio.to_thread(_readable_version)
    except ReaderError as error:
        return JSONResponse({"status": "inga siffror", "kod": error.code}, status_code=503)
    if settings.current() is not None and not await asyncio.to_thread(audit.is_writable, data_home()):
        return JSONResponse({"status": "loggen går inte att skriva"}, status_code=503)
    return JSONResponse({"status": "ok", "version": version})


def _readable_version() -> str:
    """The version that a reader meets first. Raises ReaderError G001–G003 unless that and the newest can be read.

    Between two meetings they are not the same, and a reader may ask for either.
    """
    home = data_home()
    reader = access.right(None).audience
    shown, newest = (access.open_figures(home, reader, build).source for build in (None, access.NEWEST))
    for source in {shown, newest}:
        check_readable(source)
    return shown.build
