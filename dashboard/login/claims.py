"""What a provider's ID token must say before anybody is logged in by it. Its signature is checked by then.

Authlib checks most of this too; these are the checks that our readers rest on, and so they stand in one place.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.login.settings import LoginSettings
from dashboard.login.ticket import CLOCKS, LONGEST


class NotTrusted(Exception):
    """A claim that is wrong or missing; the message names the claim and never its value."""


class TooOld(Exception):
    """The provider let the reader in so long ago that it does not count."""


@dataclass(frozen=True)
class Claims:
    """Who somebody is: `email` blank unless verified, `unverified` the address that is not, `since` Unix seconds."""

    subject: str
    email: str
    unverified: str
    since: int


def read_claims(found: Mapping[str, Any], nonce: str, settings: LoginSettings) -> Claims:
    """The claims of a token that was asked for with `nonce`. Raises NotTrusted and TooOld."""
    now = int(time.time())
    audience = found.get("aud")
    several = isinstance(audience, list) and len(audience) > 1
    right = {
        "iss": found.get("iss") == settings.issuer,
        "aud": audience == settings.client_id
        or (isinstance(audience, list) and settings.client_id in audience),
        # A token for several is ours only when it was given to us.
        "azp": found.get("azp", None if several else settings.client_id) == settings.client_id,
        "exp": _seconds(found.get("exp")) > now - CLOCKS,
        "iat": 0 < _seconds(found.get("iat")) <= now + CLOCKS,
        "nonce": bool(nonce) and found.get("nonce") == nonce,
        "tid": not settings.tenant or found.get("tid") == settings.tenant,
    }
    for claim, is_right in right.items():
        if not is_right:
            raise NotTrusted(claim)
    # Entra's `sub` is another for each application and nowhere to be looked up; its `oid` is the account's own.
    subject = found.get("oid" if settings.tenant else "sub")
    if not isinstance(subject, str) or not subject.strip():
        raise NotTrusted("oid" if settings.tenant else "sub")
    since = min(_seconds(found["auth_time"]), now) if "auth_time" in found else now
    if now - since >= LONGEST:
        raise TooOld
    email = found.get("email")
    address = email.strip() if isinstance(email, str) and "@" in email else ""
    verified = _is_verified(found, settings)
    return Claims(subject, address if verified else "", "" if verified else address, since)


def _is_verified(found: Mapping[str, Any], settings: LoginSettings) -> bool:
    """Whether the provider stands for the address. Entra has a claim of its own for it, which must be asked for."""
    return found.get("email_verified") is True or (
        bool(settings.tenant) and str(found.get("xms_edov")).lower() in ("1", "true")
    )


def _seconds(value: object) -> int:
    """Unix seconds of a claim; 0, which is too long ago for anything, for what is no number."""
    return (
        int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value == value else 0
    )
