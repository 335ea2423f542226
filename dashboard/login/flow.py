"""The login itself: to the provider and back (code flow with PKCE, state and nonce), and out again.

What is on its way between the two is a signed cookie of its own for each login begun, so that several tabs do not
disturb each other and several processes need no common memory. No token of the provider's is kept or written anywhere.
"""

from __future__ import annotations

import hashlib
import logging
import time
from typing import Any

from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from itsdangerous import BadData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard.login import calm, logged_out, refusals
from dashboard.login.addresses import CALLBACK, LOGOUT, login_address, safe
from dashboard.login.claims import Claims, NotTrusted, TooOld, read_claims
from dashboard.login.judging import Person, admitted
from dashboard.login.refusals import Refusal
from dashboard.login.settings import LoginSettings
from dashboard.login.ticket import (
    LONGEST,
    Ticket,
    browser_of,
    new_session,
    on_the_way,
    opened,
    refused,
    sealed,
)
from pipelines.home import audit

_PROVIDER = "gfo"
_WAY, _FAILED = "gfo-vag-", "gfo-nekad"
_MINUTES_ON_THE_WAY = 10
# A tab each; more than these are forgotten, or a header would be too long.
_MOST_ON_THE_WAY = 4
_SECONDS_TO_WAIT = 10.0
# Signed with the provider's private key; never `none`, and never with a secret that we hold too.
_ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
_NEVER_KEPT = {"cache-control": "no-store"}
_log = logging.getLogger("gfo.login")


class _Provider(StarletteOAuth2App):
    """A provider that is who we were told, whatever its own description says."""

    issuer = ""

    async def load_server_metadata(self) -> dict[str, Any]:
        found: dict[str, Any] = await super().load_server_metadata()
        if found.get("issuer") != self.issuer:
            found.clear()
            raise NotTrusted("issuer")
        signed = found.get("id_token_signing_alg_values_supported") or ["RS256"]
        found["id_token_signing_alg_values_supported"] = [one for one in signed if one in _ALGORITHMS]
        return found


class _Providers(OAuth):
    oauth2_client_cls = _Provider


class Flow:
    """The three addresses of the login."""

    def __init__(self, settings: LoginSettings) -> None:
        self._settings = settings
        providers = _Providers()
        self._provider: _Provider = providers.register(
            _PROVIDER,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "timeout": _SECONDS_TO_WAIT,
            },
        )
        self._provider.issuer = settings.issuer

    async def start(self, request: Request) -> Response:
        """`/logga-in?till=…`: on to the provider."""
        to = safe(request.query_params.get("till", "/"))
        again = "igen" in request.query_params
        session: dict[str, Any] = {}
        request.scope["session"] = session
        asked = {"prompt": "login"} if again else {}
        try:
            answer: Response = await self._provider.authorize_redirect(
                request, self._settings.address + CALLBACK, max_age=str(LONGEST), **asked
            )
        except Exception as error:
            _log.warning("the provider could not be asked: %s", type(error).__name__)
            return calm.refused(refusals.PROVIDER, login_address(to, again=again), 503)
        state = next(iter(session)).rsplit("_", 1)[-1]
        waiting = [name for name in request.cookies if _WAY in name]
        for name in waiting[: max(0, len(waiting) + 1 - _MOST_ON_THE_WAY)]:
            self._forget(answer, name)
        signed = on_the_way(self._settings).dumps([session, to])
        self._give(answer, self._way(state), str(signed), 60 * _MINUTES_ON_THE_WAY)
        answer.headers.update(_NEVER_KEPT)
        return answer

    async def finish(self, request: Request) -> Response:
        """`/oauth2callback?code=…&state=…`: back from the provider; without them, why the last login failed."""
        if not request.query_params:
            return self._told_why(request)
        way = self._way(request.query_params.get("state", ""))
        try:
            session, to = on_the_way(self._settings).loads(
                request.cookies.get(way, ""), max_age=60 * _MINUTES_ON_THE_WAY
            )
        except BadData:
            return self._refused(refusals.BROKEN_OFF, "/")
        found = await self._claims(request, session)
        answer = self._decided(request, found, safe(to))
        self._forget(answer, way)
        return answer

    def leave(self, request: Request) -> Response:
        """`/logga-ut`: this login is over, in every tab. Another site's page cannot make a reader do that."""
        if not self._from_here(request):
            return calm.calm_page(
                "Logga ut?", ["Du är kvar som inloggad tills du väljer det."], LOGOUT, "Logga ut"
            )
        ticket = opened(request.cookies.get(self._settings.cookie, ""), self._settings)
        if ticket is not None:
            try:
                logged_out.end(self._settings.home, ticket.session)
            except OSError as error:
                _log.error("a logout could not be noted: %s", error.strerror)
                return calm.calm_page(
                    "Du är inte utloggad",
                    [
                        "Utloggningen gick inte att spara. Stäng webbläsaren, och säg till den som sköter servern."
                    ],
                    LOGOUT,
                    "Försök igen",
                    503,
                )
            audit.note(self._settings.home, "logout", ticket.name)
        answer = calm.calm_page(
            "Du är utloggad",
            ["Det gäller alla flikar. Stäng webbläsaren om andra använder datorn."],
            login_address("/", again=True),
            "Logga in",
        )
        self._forget(answer, self._settings.cookie)
        return answer

    async def _claims(self, request: Request, session: dict[str, Any]) -> Claims | Refusal:
        request.scope["session"] = session
        sent: dict[str, Any] = next((one["data"] for one in session.values()), {})
        try:
            token = await self._provider.authorize_access_token(
                request,
                claims_options={
                    "iss": {"essential": True, "value": self._settings.issuer},
                    "aud": {"essential": True, "value": self._settings.client_id},
                    "exp": {"essential": True},
                },
            )
            # Authlib puts the token's claims there, and leaves what was sent there where no token was.
            if "id_token" not in token:
                raise NotTrusted("id_token")
            return read_claims(token.get("userinfo") or {}, sent.get("nonce", ""), self._settings)
        except TooOld:
            return refusals.TOO_OLD
        except Exception as error:
            # Its name and not its words: those may hold what the provider sent.
            named = error if isinstance(error, NotTrusted) else ""
            _log.warning("a login was not trusted: %s %s", type(error).__name__, named)
            return refusals.NOT_TRUSTED

    def _decided(self, request: Request, found: Claims | Refusal, to: str) -> Response:
        if isinstance(found, Refusal):
            return self._refused(found, to)
        browser = browser_of(request.headers.get("user-agent", ""))
        ticket = Ticket(
            self._settings.issuer, found.subject, found.email, found.since, new_session(), browser
        )
        reader = admitted(self._settings, ticket, unverified=found.unverified)
        if isinstance(reader, Refusal):
            audit.note(self._settings.home, "refusal", ticket.name, why=reader.why)
            return self._refused(reader, to)
        return self._let_in(ticket, reader, to)

    def _refused(self, refusal: Refusal, to: str) -> Response:
        """To the page that says why, whose address has nothing of what the provider sent: a browser remembers it."""
        answer = RedirectResponse(CALLBACK, 303, headers=_NEVER_KEPT)
        told = [refusal.why, refusal.title, refusal.sentences, refusal.again, refusal.renewed, to]
        self._give(answer, self._why, str(refused(self._settings).dumps(told)), 60 * _MINUTES_ON_THE_WAY)
        return answer

    def _told_why(self, request: Request) -> Response:
        try:
            why, title, sentences, again, renewed, to = refused(self._settings).loads(
                request.cookies.get(self._why, ""), max_age=60 * _MINUTES_ON_THE_WAY
            )
        except BadData:
            return calm.refused(refusals.BROKEN_OFF, login_address("/"), 400)
        found = Refusal(why, title, tuple(sentences), again, renewed=renewed)
        return calm.refused(found, login_address(safe(to), again=renewed))

    def _let_in(self, ticket: Ticket, reader: Person, to: str) -> Response:
        audit.note(self._settings.home, "login", reader.name, role=reader.role, kommun=reader.kommun)
        answer = RedirectResponse(to, 303, headers=_NEVER_KEPT)
        left = max(1, LONGEST - (int(time.time()) - ticket.since))
        self._give(answer, self._settings.cookie, sealed(ticket, self._settings), left)
        return answer

    def _from_here(self, request: Request) -> bool:
        """Whether the reader asked on a page of ours, or wrote the address; by what no page can write itself."""
        site = request.headers.get("sec-fetch-site", "")
        if site:
            return site in ("same-origin", "none")
        came_from = request.headers.get("origin") or request.headers.get("referer") or ""
        return f"{came_from}/".startswith(f"{self._settings.address}/")

    @property
    def _prefix(self) -> str:
        return "__Host-" if self._settings.is_https else ""

    @property
    def _why(self) -> str:
        """The cookie of the last login that failed."""
        return f"{self._prefix}{_FAILED}"

    def _way(self, state: str) -> str:
        """The cookie of one login that has been begun."""
        return f"{self._prefix}{_WAY}{hashlib.sha256(state.encode()).hexdigest()[:16]}"

    def _give(self, answer: Response, name: str, value: str, seconds: int) -> None:
        answer.set_cookie(
            name, value, seconds, path="/", secure=self._settings.is_https, httponly=True, samesite="lax"
        )

    def _forget(self, answer: Response, name: str) -> None:
        answer.delete_cookie(name, path="/", secure=self._settings.is_https, httponly=True, samesite="lax")
