"""Is the server there, and has it anything to show? For whatever watches over it."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.published.connection import check_readable
from dashboard.reader import access
from pipelines.errors import ReaderError
from pipelines.home import data_home


async def alive(_request: Request) -> Response:
    """`/alive`: 200 while the process answers, whatever there is to read."""
    return JSONResponse({"status": "ok"})


async def ready(_request: Request) -> Response:
    """`/ready`: 200 when the present file opens and holds figures, 503 with the reason's code when not."""
    try:
        version = await asyncio.to_thread(_readable_version)
    except ReaderError as error:
        return JSONResponse({"status": "inga siffror", "kod": error.code}, status_code=503)
    return JSONResponse({"status": "ok", "version": version})


def _readable_version() -> str:
    """The version whose figures can be read now. Raises ReaderError G001–G003."""
    source = access.open_figures(data_home()).source
    check_readable(source)
    return source.build
