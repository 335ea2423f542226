"""Nobody is logged in by what the provider's private key has not signed, whatever else comes from its address."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from pipelines.home import DataHome
from tests.fixtures.guarded import ROWS, write_marked
from tests.fixtures.provider import CLIENT, SECRET, Visitor, write_access
from tests.fixtures.serving import Served, serving

KEY, OTHER = (RSAKey.generate_key(2048, {"kid": "k"}) for _ in range(2))


def _part(what: bytes) -> str:
    return base64.urlsafe_b64encode(what).rstrip(b"=").decode()


def _by_secret(claims: dict[str, Any], algorithm: str, secret: bytes | None) -> str:
    text = ".".join(_part(json.dumps(one).encode()) for one in ({"alg": algorithm, "kid": "k"}, claims))
    stamp = b"" if secret is None else hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return f"{text}.{_part(stamp)}"


def _without_stamp(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "k"}, claims, KEY).rpartition(".")[0] + "."


ANSWERS = {
    "signed": lambda claims: {"id_token": jwt.encode({"alg": "RS256", "kid": "k"}, claims, KEY)},
    "another's key": lambda claims: {"id_token": jwt.encode({"alg": "RS256", "kid": "k"}, claims, OTHER)},
    "no algorithm": lambda claims: {"id_token": _by_secret(claims, "none", None)},
    "our own secret": lambda claims: {"id_token": _by_secret(claims, "HS256", SECRET.encode())},
    "the public key": lambda claims: {"id_token": _by_secret(claims, "HS256", KEY.as_pem(private=False))},
    "no stamp": lambda claims: {"id_token": _without_stamp(claims)},
    "no token but claims": lambda claims: {"userinfo": claims},
    "nothing": lambda claims: {},
}


@dataclass
class Answering:
    """A provider that lets everybody in as stina and answers as it is told."""

    port: int = 0
    how: str = "signed"
    nonce: str = ""

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        who = {"sub": "stina", "email": "stina@gfo.example.se", "email_verified": True}
        claims = who | {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": self.nonce}
        return {"access_token": "a", "token_type": "Bearer", **ANSWERS[self.how](claims)}


@pytest.fixture(scope="module")
def provider() -> Iterator[Answering]:
    found = Answering()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

        def do_GET(self) -> None:
            if self.path == "/keys":
                self._say({"keys": [KEY.as_dict(private=False)]})
                return
            ends = {"authorization_endpoint": "auth", "token_endpoint": "token", "jwks_uri": "keys"}
            said = {name: f"{found.issuer}/{end}" for name, end in ends.items()}
            # What a provider says that it may sign with is not what we take.
            signed = {"id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}
            self._say({"issuer": found.issuer} | said | signed)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self._say(found.token())

        def _say(self, what: dict[str, Any]) -> None:
            body = json.dumps(what).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield found
        server.shutdown()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, provider: Answering) -> Iterator[Served]:
    home = DataHome(tmp_path_factory.mktemp("signed") / "home")
    home.root.mkdir()
    write_marked(home)
    write_access(home.root, *ROWS.values())
    settings = {"ISSUER": provider.issuer, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET}
    with serving(home.root, {f"GFO_LOGIN_{name}": text for name, text in settings.items()}) as found:
        yield found


@pytest.mark.parametrize("how", ANSWERS)
def test_only_what_the_providers_key_has_signed_logs_anybody_in(
    served: Served, provider: Answering, how: str
) -> None:
    visitor = Visitor(served.address)
    asked = parse_qs(urlsplit(visitor.begin()).query)
    provider.how, provider.nonce = how, asked["nonce"][0]
    answer = visitor.come_back(f"{served.address}/oauth2callback?code=x&state={asked['state'][0]}")
    assert (answer.status_code, bool(visitor.cookie)) == ((303, True) if how == "signed" else (403, False))
