"""Which provider readers log in with, and the secrets for it: from the environment, or files of the data home.

`login.toml` (mode 0600):

    issuer = "https://login.microsoftonline.com/<tenant>/v2.0"
    client_id = "…"
    client_secret = "…"
    tenant = "<tenant>"           # Entra ID only: whose accounts are let in

The environment's GFO_LOGIN_ISSUER, GFO_LOGIN_CLIENT_ID, GFO_LOGIN_CLIENT_SECRET and GFO_LOGIN_TENANT come before the
file's. What cookies are signed with is GFO_COOKIE_SECRET, else `cookie.secret` of the home, which is made when missing.
"""

from __future__ import annotations

import os
import secrets
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.errors import ReaderError, toml_error
from pipelines.home import DataHome
from pipelines.home.durable import write_durably

FILE, COOKIE_FILE = "login.toml", "cookie.secret"
COOKIE_SECRET = "GFO_COOKIE_SECRET"  # noqa: S105
_ENVIRONMENT = {
    "issuer": "GFO_LOGIN_ISSUER",
    "client_id": "GFO_LOGIN_CLIENT_ID",
    "client_secret": "GFO_LOGIN_CLIENT_SECRET",
    "tenant": "GFO_LOGIN_TENANT",
}
_NEEDED = ("issuer", "client_id", "client_secret")
_SHORTEST_SECRET = 32
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class LoginSettings:
    """`address` is the server's own, as readers write it: scheme and host, no slash at the end."""

    home: DataHome
    address: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    tenant: str = ""

    @property
    def is_https(self) -> bool:
        return self.address.startswith("https:")

    @property
    def cookie(self) -> str:
        """The cookie's name; a browser lets nobody but this very host set one that begins with `__Host-`."""
        return "__Host-gfo" if self.is_https else "gfo"


# What the server of this process was started with; None: no login, and then nobody but this machine comes in.
_settings: LoginSettings | None = None


def current() -> LoginSettings | None:
    """The login that this process asks for; None: none."""
    return _settings


def begin(settings: LoginSettings | None) -> None:
    """Ask for this login from now on."""
    global _settings
    _settings = settings


def load(home: DataHome, address: str, environment: Mapping[str, str]) -> LoginSettings | None:
    """The login that the home or the environment sets up; None when neither says anything of one.

    Raises ReaderError G051 (incomplete), G052 (a secret that others may read), G053 (no https), G055 (cookie secret).
    """
    text = _private_text(home.root / FILE)
    said = _in_file(home.root / FILE, text) if text is not None else {}
    said |= {key: environment[name] for key, name in _ENVIRONMENT.items() if environment.get(name)}
    if not said:
        return None
    missing = [key for key in _NEEDED if not said.get(key)]
    if missing:
        raise _incomplete(f"Inloggningen saknar {' och '.join(missing)}.")
    for what, url in (("issuer", said["issuer"]), ("serverns adress", address)):
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ReaderError(
                "G053",
                f"Inloggningen går bara över https, och {what} är {url[:120]}.",
                remedy="Sätt en proxy med TLS framför servern och GFO_PUBLIC_ADDRESS till dess https-adress.",
            )
    signed_with = environment.get(COOKIE_SECRET) or _cookie_secret(home)
    if len(signed_with) < _SHORTEST_SECRET:
        raise ReaderError(
            "G055",
            "Hemligheten som inloggningar skrivs under med är för kort.",
            remedy=f"Ange {COOKIE_SECRET} eller {COOKIE_FILE} med minst {_SHORTEST_SECRET} slumpade tecken.",
        )
    return LoginSettings(
        home,
        address,
        said["issuer"],
        said["client_id"],
        said["client_secret"],
        signed_with,
        said.get("tenant", ""),
    )


def _in_file(path: Path, text: str) -> dict[str, str]:
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise _incomplete(f"{path} {toml_error(error)}.") from None
    odd = [key for key, value in found.items() if key not in _ENVIRONMENT or not isinstance(value, str)]
    if odd:
        raise _incomplete(f"{path} har {', '.join(odd)[:120]}, som inte känns igen eller inte är text.")
    return found


def _incomplete(message: str) -> ReaderError:
    return ReaderError(
        "G051",
        message,
        remedy=f"Rätta {FILE} i datahemmet, eller ange {', '.join(_ENVIRONMENT.values())}.",
        allowed=", ".join(_ENVIRONMENT),
    )


def _private_text(path: Path) -> str | None:
    """A file that only its owner may read; None where there is none."""
    try:
        with path.open(encoding="utf-8-sig") as handle:
            # Of the file that was opened, not of the name: that may lead elsewhere by now.
            mode = os.fstat(handle.fileno()).st_mode
            if stat.S_IMODE(mode) & 0o077:
                raise ReaderError(
                    "G052",
                    f"{path} går att läsa för andra konton på datorn.",
                    remedy=f"Kör ”chmod 600 {path}”, och byt hemligheten om någon kan ha läst den.",
                )
            return handle.read()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        raise ReaderError(
            "G051", f"{path} går inte att läsa.", remedy="Ge kontot som kör servern rätt att läsa den."
        ) from None


def _cookie_secret(home: DataHome) -> str:
    path = home.root / COOKIE_FILE
    found = _private_text(path)
    if found is None:
        try:
            write_durably(path, secrets.token_urlsafe(48).encode("ascii"))
        except FileExistsError:
            # Another server of the same home came first.
            pass
        except OSError:
            raise ReaderError(
                "G055",
                f"Hemligheten som inloggningar skrivs under med saknas, och {path} går inte att skriva.",
                remedy=f"Ange {COOKIE_SECRET}, minst {_SHORTEST_SECRET} tecken, lika för alla servrar i samma datahem.",
            ) from None
        found = _private_text(path)
    return (found or "").strip()
