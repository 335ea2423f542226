"""By which names the server may be called: Host and Origin, at home and behind a proxy with a public address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from dashboard.login.settings import LOOPBACK
from pipelines.errors import ReaderError

_PORTS = {"http": 80, "https": 443}
PUBLIC_ADDRESS = "GFO_PUBLIC_ADDRESS"


@dataclass(frozen=True)
class Origin:
    """A scheme, a host and a port: what a browser says that a page came from."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, text: str) -> Origin | None:
        """None for what is no http or https origin, `null` among others."""
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            return None
        more = parts.path or parts.query or parts.fragment or parts.username or parts.password
        if parts.scheme not in _PORTS or not parts.hostname or more:
            return None
        return cls(parts.scheme, parts.hostname, port or _PORTS[parts.scheme])

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


@dataclass(frozen=True)
class Names:
    """`hosts` are the names that Host may have, none for any; `public` is the proxy's address."""

    hosts: tuple[str, ...]
    public: Origin | None = None

    @classmethod
    def of(cls, host: str, public: str) -> Names:
        """The names of a server that listens on `host`. Raises ReaderError G007 when `public` is no web address."""
        outside = Origin.of(public.rstrip("/")) if public else None
        if public and outside is None:
            raise ReaderError(
                "G007",
                f"{PUBLIC_ADDRESS} är ”{public[:80]}”, vilket inte är en webbadress.",
                remedy="Skriv den som https://insikt.example.se, utan sökväg.",
            )
        if host not in LOOPBACK and outside is None:
            return cls(())
        return cls((*LOOPBACK, outside.host) if outside else LOOPBACK, outside)

    def may_open(self, origin: str, scheme: str, host: str) -> bool:
        """Whether a page from `origin` may open a WebSocket here, which came to `host` (its port with it).

        What came to the public name came through the proxy: its page has the proxy's scheme and port, not ours.
        """
        here, found = Origin.of(f"{scheme}://{host}"), Origin.of(origin)
        if here is not None and self.public is not None and here.host == self.public.host:
            here = self.public
        return found is not None and found in (here, self.public)
