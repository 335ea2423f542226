"""`/filer/…`: the files that pages offer, made when a reader asks for one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import PurePath

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from dashboard.login.judging import Person
from dashboard.reader import access, shelf
from dashboard.server.gate import PERSON
from pipelines.errors import ReaderError
from pipelines.home import audit, data_home

ROUTE = f"/{shelf.PATH}/{{token}}/{{key}}"
_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_KEPT_NOWHERE = {"cache-control": "no-store"}


async def hand_out(request: Request) -> Response:
    """The file at an address; 404 when the page it stood on is gone."""
    person: Person | None = request.scope.get(PERSON)
    key = request.path_params["key"]
    found = shelf.find(request.path_params["token"], key, person.offered_to if person else "")
    source = found[0].source if found else None
    # An open page keeps its files, also of a version that has been withdrawn since.
    if found is None or source is None or not access.is_shown(data_home(), source):
        return PlainTextResponse(
            "Filen finns inte längre. Ladda om sidan och hämta den igen.", 404, headers=_KEPT_NOWHERE
        )
    where, offered = found
    if person and not key.startswith(shelf.SHOWN):
        audit.note(
            data_home(),
            "briefing" if key.startswith(shelf.BRIEFING) else "download",
            person.name,
            name=offered.name,
            page=where.page,
            file=source.audience,
            version=source.build,
        )
    kind = KINDS[PurePath(offered.name).suffix]
    headers = {"content-disposition": f'attachment; filename="{offered.name}"', **_KEPT_NOWHERE}
    if not key.startswith((shelf.BRIEFING, shelf.SHOWN)):
        return StreamingResponse(_made(offered.made), media_type=kind, headers=headers)
    # What somebody has written may stop a document: then the answer says why and is no half file.
    try:
        return Response(await asyncio.to_thread(offered.made), media_type=kind, headers=headers)
    except ReaderError as error:
        return PlainTextResponse(f"{error.message} {error.remedy}".strip(), 422, headers=_KEPT_NOWHERE)


async def _made(make: Callable[[], bytes]) -> AsyncIterator[bytes]:
    """Made once the head is sent, so that the browser says at once that a file is coming."""
    yield await asyncio.to_thread(make)
