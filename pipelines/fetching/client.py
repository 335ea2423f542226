"""One question to a server at a time, asked again while the server is busy or the line is bad.

Whatever comes back is kept as the bytes it was.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from pipelines.errors import ReaderError
from pipelines.reading.json_file import MOST_BYTES

ATTEMPTS = 5
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds: the wait doubles from the first, and is as long as the server asks for, up to the longest."""
TIMEOUT = httpx.Timeout(60.0, connect=10.0)
LONGEST_ANSWER = 300.0
"""Seconds: the timeout above is of each piece, and a server that sends one now and then never ends."""
_BUSY = frozenset({429, 500, 502, 503, 504})
_STANDS = "Den förra leveransen gäller fortfarande."


@dataclass(frozen=True)
class Client:
    """`source`: who is asked, in words. `wait`: how seconds are let pass. `longest`, `most`: the seconds that an answer
    may take, and the bytes that it may hold."""

    source: str
    http: httpx.Client = field(
        default_factory=lambda: httpx.Client(timeout=TIMEOUT, headers={"User-Agent": "gfo-insikt"})
    )
    wait: Callable[[float], None] = time.sleep
    longest: float = LONGEST_ANSWER
    most: int = MOST_BYTES

    def ask(self, url: str, body: object = None) -> bytes:
        """The answer to a question, by POST where it has a body.

        ReaderError: E001 when no answer came in five attempts, E002 when the server said no, E003 for one too large.
        """
        told = ""
        for attempt in range(ATTEMPTS):
            asked_for = None
            try:
                with self.http.stream("GET" if body is None else "POST", url, json=body) as answer:
                    content = self._whole(answer)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol):
                raise _no_address(url) from None
            except httpx.RequestError as error:
                # A body that ends too early is among these.
                told = _WORDS.get(type(error), "förbindelsen bröts")
            else:
                if answer.status_code == httpx.codes.OK:
                    return content
                told = f"svar {answer.status_code}"
                if answer.status_code not in _BUSY:
                    raise self.refused("E002", f"{self.source} svarade inte på frågan.", told)
                asked_for = _asked_wait(answer)
            if attempt < ATTEMPTS - 1:
                self.wait(min(FIRST_WAIT * 2**attempt if asked_for is None else asked_for, LONGEST_WAIT))
        raise self.refused("E001", f"{self.source} går inte att nå.", told)

    def _whole(self, answer: httpx.Response) -> bytes:
        """The body, unless it takes too long or does not end."""
        until = time.monotonic() + self.longest
        content = bytearray()
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > self.most:
                raise self.refused("E003", f"Svaret från {self.source} är större än någon fil som tas emot.")
            if time.monotonic() > until:
                raise httpx.ReadTimeout("")
        return bytes(content)

    def refused(self, code: str, message: str, found: str = "") -> ReaderError:
        """The error of an answer that did not come, or is not what was asked."""
        return ReaderError(
            code,
            message,
            remedy=f"{_STANDS} Försök igen senare, eller ladda ner siffrorna och leverera dem som en fil.",
            found=found,
        )


def read_answer(content: bytes) -> object:
    """What an answer holds as JSON in UTF-8; None where it is no such thing."""
    try:
        return json.loads(content.decode())
    except (ValueError, RecursionError):
        return None


def base_address(address: str) -> str:
    """An address that paths may be put after. ReaderError E002 for one that is none."""
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or parts.query or parts.fragment:
        raise _no_address(address)
    return address.rstrip("/")


def _no_address(address: str) -> ReaderError:
    return ReaderError(
        "E002",
        "Adressen går inte att använda.",
        remedy=f"{_STANDS} Ange adressen som https://värd/sökväg, utan ? och #.",
        found=without_password(address),
    )


def without_password(address: str) -> str:
    """An address as it may be shown and logged."""
    scheme, slashes, rest = address.rpartition("//")
    return f"{scheme}{slashes}{rest.rpartition('@')[2]}"


_WORDS: dict[type[Exception], str] = {
    httpx.ConnectError: "ingen förbindelse",
    httpx.ConnectTimeout: "ingen förbindelse i tid",
    httpx.ReadTimeout: "inget svar i tid",
    httpx.RemoteProtocolError: "svaret tog slut för tidigt",
}


def _asked_wait(answer: httpx.Response) -> float | None:
    """The seconds that the server asks for; they may be given as a time of day."""
    asked = answer.headers.get("Retry-After", "")
    if asked.isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max((until - datetime.now(UTC)).total_seconds(), 0.0)
