"""What a browser carries once its reader has logged in: who, since when, and in which browser; signed, not secret.

No token of the provider's and no claim but those. What the reader may see is not in it: that is asked of the home's
table at every page.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import astuple, dataclass

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer

from dashboard.login.settings import LoginSettings

#: The oldest login that counts, seconds.
LONGEST = 10 * 3600
#: How far another machine's clock may be ahead of ours, seconds.
CLOCKS = 120
_SIGNED = {"digest_method": hashlib.sha256}


@dataclass(frozen=True)
class Ticket:
    """A login: `since` in seconds of Unix time, `email` blank unless verified, `session` random."""

    issuer: str
    subject: str
    email: str
    since: int
    session: str
    browser: str

    @property
    def name(self) -> str:
        """The reader in words."""
        return self.email or self.subject


def new_session() -> str:
    return secrets.token_urlsafe(18)


def browser_of(user_agent: str) -> str:
    """What of a browser stands in its ticket, so that a copied cookie is none in another."""
    return hashlib.sha256(user_agent.encode("utf-8", "surrogateescape")).hexdigest()[:20]


def sealed(ticket: Ticket, settings: LoginSettings) -> str:
    """The cookie's value."""
    return str(_tickets(settings).dumps(astuple(ticket)))


def opened(value: str, settings: LoginSettings) -> Ticket | None:
    """The ticket of a cookie; None for what we have not signed."""
    try:
        found = _tickets(settings).loads(value)
        return Ticket(*found)
    except (BadData, TypeError, ValueError):
        return None


def _tickets(settings: LoginSettings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.cookie_secret, salt="gfo login", signer_kwargs=_SIGNED)


def on_the_way(settings: LoginSettings) -> URLSafeTimedSerializer:
    """What signs the cookie of a login that has been begun and not ended."""
    return URLSafeTimedSerializer(settings.cookie_secret, salt="gfo on the way", signer_kwargs=_SIGNED)


def refused(settings: LoginSettings) -> URLSafeTimedSerializer:
    """What signs the cookie that says why a login failed."""
    return URLSafeTimedSerializer(settings.cookie_secret, salt="gfo refused", signer_kwargs=_SIGNED)
