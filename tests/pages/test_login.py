"""The login over real HTTP and WebSockets, with a real provider: everybody gets the own file, nobody else anything."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus

from benchmarks.crowd import page_script
from dashboard.views.menu import PAGES
from pipelines.home import audit
from tests.fixtures.guarded import (
    NEWEST,
    ROWS,
    SEEN,
    SEES,
    Guarded,
    guarded,
    marks,
    offered_in,
    seen,
    settled,
)
from tests.fixtures.provider import CHROME, CLIENT, SECRET, Visitor

NOW = time.time


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    with guarded(tmp_path_factory.mktemp("guarded")) as found:
        yield found


def _one_sign_other(text: str) -> str:
    """The first sign is another: the last may carry bits that nobody reads."""
    first = text.lstrip(".")[0]
    return text.replace(first, "A" if first != "A" else "B", 1)


def _opens(place: Guarded, visitor: Visitor) -> bool:
    async def one() -> bool:
        try:
            await (await place.tab(visitor)).close()
        except InvalidStatus as refused:
            return refused.response.status_code != 403
        return True

    return settled(one())


@pytest.mark.slow
def test_without_a_login_nothing_leaves_but_what_says_nothing(place: Guarded) -> None:
    nobody = place.visitor()
    for path in (
        "",
        "remisser?kommun=timra",
        "finns-inte",
        *(page.path for page in PAGES if page.path != "oversikt"),
    ):
        answer = nobody.get(f"/{path}")
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/logga-in"), path
        assert not answer.content
    for path in (
        *(
            "/_stcore/health",
            "/_stcore/host-config",
            "/_stcore/metrics",
            "/_stcore/stream",
            "/component/a/b.js",
        ),
        *("/filer/a/csv-b", "/app/static/a.txt", "/auth/login", "/_stcore/bidi-components/a", "/a/b"),
    ):
        assert nobody.get(path).status_code == 401, path
    assert nobody.get("/media/abc.csv").status_code == 404
    assert not _opens(place, nobody)
    for path in ("/alive", "/ready", "/gfo.js", "/favicon.png"):
        assert nobody.get(path).status_code == 200, path


@pytest.mark.parametrize("subject", ROWS)
def test_each_reader_sees_the_own_file_whatever_is_asked_for(place: Guarded, subject: str) -> None:
    visitor = place.reader(subject)
    audience, version = SEES[subject]
    assert marks(seen(place, visitor)) == {(audience, version)}
    other = NEWEST if version == SEEN else SEEN
    # The public has one version; asking for another says so and shows nothing.
    found = marks(seen(place, visitor, query=f"version={other}"))
    assert found == ({(audience, other)} if audience != "publik" else set())
    for odd in (
        "som=styrgrupp",
        "som=publik",
        "version=senaste",
        "version=..",
        "version=kommun-2260",
        "kommun=2260",
    ):
        assert {whose for whose, _ in marks(seen(place, visitor, query=odd))} <= {audience}, odd
    assert b"som=" not in seen(place, visitor, query="som=styrgrupp")


@pytest.mark.slow
@pytest.mark.parametrize("subject", ROWS)
def test_every_page_shows_each_reader_the_own_file_only(place: Guarded, subject: str) -> None:
    visitor = place.reader(subject)
    for page in PAGES:
        heard = seen(place, visitor, "" if page.path == "oversikt" else page.path)
        assert {whose for whose, _ in marks(heard)} <= {SEES[subject][0]}, page.path
        assert b"Sidan kunde inte visas" not in heard, page.path
        for path in offered_in(heard)[:2]:
            assert visitor.get(f"/{path}").status_code == 200, path
            for other in ROWS.keys() - {subject}:
                assert place.reader(other).get(f"/{path}").status_code == 404


def test_the_view_survives_the_login_and_no_address_leads_elsewhere(place: Guarded) -> None:
    view = "/remisser?kommun=timra&period=2026T2"
    assert place.visitor().log_in("stina", view).headers["location"] == view
    for odd in ("//evil.example", "/%09/evil.example"):
        assert place.visitor().log_in("stina", f"/logga-in?till={odd}").headers["location"] == "/", odd


def test_no_token_or_secret_is_in_an_address_a_cookie_or_a_log(place: Guarded) -> None:
    visitor = place.visitor()
    asked = visitor.begin("/remisser")
    assert all(part in asked for part in ("code_challenge_method=S256", "nonce=", "state=", "max_age=36000"))
    answer = visitor.http.get(visitor.consent(asked, "stina"))
    cookies = [each for each in answer.headers.get_list("set-cookie") if each.startswith("gfo=")]
    assert re.search(r"HttpOnly; Max-Age=(3[0-5]\d{3}|36000); Path=/; SameSite=lax", cookies[0])
    assert len(visitor.cookie) < 300
    written = place.served.log.read_text("utf-8") + "".join(
        path.read_text("utf-8") for path in (place.home.root / "audit").iterdir()
    )
    for secret in (SECRET, visitor.cookie, (place.home.root / "cookie.secret").read_text(), "eyJ"):
        assert secret not in written
        assert secret not in answer.headers["location"]


def test_what_is_offered_to_one_is_nobody_elses(place: Guarded) -> None:
    anna, again, anders = place.reader("anna"), place.visitor("anna"), place.reader("anders")

    async def fetch() -> None:
        page = await place.tab(anna)
        await page.open("")
        offered = offered_in(page.heard)[:3]
        assert offered
        for path in offered:
            assert anna.get(f"/{path}").status_code == 200
            assert anders.get(f"/{path}").status_code == 404
            # Her own, of another login.
            assert again.get(f"/{path}").status_code == 404
            assert place.visitor().get(f"/{path}").status_code == 401
        await page.close()

    settled(fetch())


def test_logging_out_ends_every_tab_and_a_copied_cookie(place: Guarded) -> None:
    visitor, thief = place.visitor("stina"), Visitor(place.served.address)
    thief.http.cookies.set("gfo", visitor.cookie)
    assert thief.get("/").status_code == 200

    async def tabs() -> None:
        page = await place.tab(visitor)
        await page.open("")
        assert marks(page.heard)
        # A page of another site cannot do it for the reader.
        asked = visitor.get("/logga-ut", sec_fetch_site="cross-site")
        assert "Logga ut?" in asked.text
        assert visitor.get("/").status_code == 200
        gone = visitor.get("/logga-ut", sec_fetch_site="same-origin")
        assert "Du är utloggad" in gone.text
        assert not visitor.cookie
        await page.open("remisser")
        assert marks(page.heard) == set()
        assert "Du är utloggad".encode() in page.heard
        await page.close()

    settled(tabs())
    assert thief.get("/").status_code == 303
    assert not _opens(place, thief)


def test_a_cookie_is_none_in_another_browser_and_none_when_it_is_changed(place: Guarded) -> None:
    visitor = place.visitor("stina")
    other = Visitor(place.served.address, CHROME)
    other.http.cookies.set("gfo", visitor.cookie)
    assert other.get("/").status_code == 303
    assert not _opens(place, other)
    # Packed, where that is shorter, it begins with a dot.
    body, _, stamp = visitor.cookie.rpartition(".")
    other_body, other_stamp = f"{_one_sign_other(body)}.{stamp}", f"{body}.{_one_sign_other(stamp)}"
    for changed in (other_body, other_stamp, body, f"{body}.", "x", "é"):
        thief = Visitor(place.served.address)
        answer = thief.http.get(place.served.address, headers=[(b"Cookie", f"gfo={changed}".encode())])
        assert answer.status_code == 303, changed


REFUSED = {
    "absent": (
        {"email": "okand@gfo.example.se", "email_verified": True},
        "Du har inte tillgång till sidorna",
    ),
    "unverified": ({"email": "stina@gfo.example.se"}, "är bekräftad, så den räknas inte"),
    "verified in words": ({"email": "stina@gfo.example.se", "email_verified": "true"}, "räknas inte"),
    "wrong issuer": ({"iss": "https://annan.example.se"}, "gick inte att kontrollera"),
    "wrong audience": ({"aud": "annan"}, "gick inte att kontrollera"),
    "for two": ({"aud": [CLIENT, "annan"]}, "gick inte att kontrollera"),
    "expired": ({"exp": 1_700_000_000}, "gick inte att kontrollera"),
    "from the future": ({"iat": 4_000_000_000}, "gick inte att kontrollera"),
    "another nonce": ({"nonce": "annan"}, "gick inte att kontrollera"),
    "old login": ({"auth_time": 1_700_000_000}, "inloggad i mer än tio timmar"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_whoever_is_not_to_be_let_in_meets_a_calm_page(place: Guarded, case: str) -> None:
    claims, said = REFUSED[case]
    usual = {"email": "stina@gfo.example.se", "email_verified": True}
    place.provider.knows("fel", **(claims if "email" in claims else usual | claims))
    visitor = place.visitor()
    # What the provider sent stays in no address of the browser's history.
    sent = visitor.http.get(visitor.consent(visitor.begin(), "fel"))
    assert (sent.status_code, sent.headers["location"]) == (303, "/oauth2callback")
    answer = visitor.get("/oauth2callback")
    assert answer.status_code == 403
    assert said in answer.text
    assert '<html lang="sv">' in answer.text
    assert 'href="/logga-in' in answer.text
    assert not visitor.cookie
    assert visitor.get("/").status_code == 303


def test_a_login_begun_by_one_cannot_be_ended_by_another(place: Guarded) -> None:
    begun, other = place.visitor(), place.visitor()
    back = begun.consent(begun.begin(), "stina")
    assert other.come_back(back).status_code == 403
    assert other.get("/oauth2callback").status_code == 403
    assert not other.cookie
    assert begun.http.get(back).status_code == 303
    # Once only.
    assert "blev inte klar" in begun.come_back(back).text


def test_two_tabs_may_log_in_at_once_each_to_its_own_view(place: Guarded) -> None:
    visitor = place.visitor()
    first, second = visitor.begin("/remisser"), visitor.begin("/stod")
    assert visitor.http.get(visitor.consent(first, "stina")).headers["location"] == "/remisser"
    assert visitor.http.get(visitor.consent(second, "stina")).headers["location"] == "/stod"
    for _ in range(12):
        visitor.get("/logga-in")
    assert len(visitor.cookies()) < 6_000


def test_a_line_that_breaks_takes_up_nobodys_session(place: Guarded) -> None:
    """Streamlit lets a WebSocket go on with a session that it names, whoever it was."""
    anna, stina = place.reader("anna"), place.reader("stina")

    async def one() -> None:
        page = await place.tab(stina)
        await page.open("remisser")
        session = re.search(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", page.heard)
        assert session is not None
        await page.close()
        mine = await place.tab(anna, former=session[0].decode())
        await mine.open("remisser")
        assert session[0] not in mine.heard
        assert {whose for whose, _ in marks(mine.heard)} == {"kommun-2262"}
        await mine.close()

    settled(one())


def test_the_log_says_who_did_what_and_no_figure(place: Guarded) -> None:
    before = len(list(audit.read(place.home)))
    visitor = place.visitor("gunnar")

    async def read() -> None:
        page = await place.tab(visitor)
        await page.open("")
        await page.choose("Område", page.choices["Område"][1])
        await page.open("remisser")
        path = next(path for path in offered_in(page.heard) if "/csv-" in path)
        assert visitor.get(f"/{path}").status_code == 200
        await page.close()

    settled(read())
    visitor.get("/logga-ut", sec_fetch_site="same-origin")
    place.provider.knows("okand", email="okand@gfo.example.se", email_verified=True)
    place.visitor().log_in("okand")
    rows = [row for row in audit.read(place.home) if row is not None][before:]
    assert [(row.event, row.what.get("page", "")) for row in rows] == [
        ("login", ""),
        ("page", "Översikt"),
        ("page", "Remisser"),
        ("download", "Remisser"),
        ("logout", ""),
        ("refusal", ""),
    ]
    assert {row.who for row in rows[:-1]} == {"gunnar@gfo.example.se"}
    assert (rows[1].what["file"], rows[1].what["version"]) == ("styrgrupp", NEWEST)
    assert rows[3].what["name"].endswith(".csv")
    assert rows[5].what == {"why": "finns inte i åtkomsttabellen"}


def test_a_log_that_cannot_be_written_is_seen_and_stops_no_page(place: Guarded) -> None:
    folder, aside = place.home.root / "audit", place.home.root / "aside"
    folder.rename(aside)
    folder.write_text("")
    try:
        answer = place.visitor().get("/ready")
        assert (answer.status_code, json.loads(answer.content)) == (
            503,
            {"status": "loggen går inte att skriva"},
        )
        assert marks(seen(place, place.visitor("stina"))) == {("styrgrupp", SEEN)}
    finally:
        folder.unlink()
        aside.rename(folder)
    # Rows were lost until one is written again.
    place.visitor("stina")
    assert place.visitor().get("/ready").status_code == 200


@pytest.mark.slow
def test_scripts_are_open_and_say_nothing(place: Guarded) -> None:
    signed_in = place.visitor("stina")
    assert signed_in.get("/").status_code == 200
    script = re.search(r'src="\./(static/js/[^"]+)"', signed_in.get("/").text)
    assert script is not None
    assert place.visitor().get(f"/{script[1]}").status_code == 200
    with pytest.raises(ValueError, match="no script"):
        page_script(place.served.address)
