"""How a server is set up to ask who reads, when it refuses to start, and what a provider's claims must be."""

from __future__ import annotations

import re
import stat
import time

import pytest

from dashboard.login.addresses import safe
from dashboard.login.claims import NotTrusted, TooOld, read_claims
from dashboard.login.judging import Person, judged
from dashboard.login.settings import LoginSettings, load
from dashboard.login.ticket import LONGEST, Ticket, browser_of, sealed
from dashboard.reader.access import NEWEST, Right, right
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.reference import readers
from tests.fixtures.provider import FIREFOX, NOBODYS_PROVIDER, Visitor, provider, signed_cookie, write_access
from tests.fixtures.serving import serving

ISSUER = "https://login.example.se"
SAID = NOBODYS_PROVIDER
ADDRESS = "https://insikt.example.se"


@pytest.fixture
def home(tmp_path):
    home = DataHome(tmp_path / "home")
    home.claim("real")
    return home


def write_login(home, text=f'issuer = "{ISSUER}"\nclient_id = "gfo"\nclient_secret = "hemlig"\n', mode=0o600):
    path = home.root / "login.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def refusal(home, address=ADDRESS, environment=SAID):
    with pytest.raises(ReaderError) as caught:
        load(home, address, environment)
    assert "hemlig-" not in str(caught.value)
    return caught.value.code


def test_settings_come_from_the_file_and_the_environment_goes_before_it(home):
    assert load(home, ADDRESS, {}) is None
    write_login(home)
    found = load(home, ADDRESS, {"GFO_LOGIN_CLIENT_ID": "annan", "GFO_LOGIN_TENANT": "t-1"})
    assert (found.issuer, found.client_id, found.client_secret, found.tenant) == (
        ISSUER,
        "annan",
        "hemlig",
        "t-1",
    )
    assert "hemlig" not in repr(found)
    assert found.cookie == "__Host-gfo"
    # What signs is made once, for its owner, and every process finds the same.
    path = home.root / "cookie.secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load(home, ADDRESS, {}).cookie_secret == found.cookie_secret == path.read_text()


def test_a_file_that_a_windows_editor_wrote_counts(home):
    write_login(home, f'\ufeffissuer = "{ISSUER}"\r\nclient_id = "gfo"\r\nclient_secret = "hemlig"\r\n')
    assert load(home, ADDRESS, {}).issuer == ISSUER


def test_what_is_incomplete_or_readable_by_others_or_not_https_is_refused(home):
    assert refusal(home, environment={"GFO_LOGIN_ISSUER": ISSUER}) == "G051"
    assert refusal(home, environment=SAID | {"GFO_LOGIN_ISSUER": "http://login.example.se"}) == "G053"
    assert refusal(home, address="http://insikt.example.se") == "G053"
    assert refusal(home, environment=SAID | {"GFO_COOKIE_SECRET": "kort"}) == "G055"
    for text in (
        "issuer = ",
        "x = " + "9" * 5000,
        'issuer = 3\nclient_id = "hemlig-a"\n',
        'secret = "hemlig-b"\n',
    ):
        write_login(home, text)
        assert refusal(home, environment={}) == "G051"
    write_login(home, mode=0o640)
    assert refusal(home, environment={}) == "G052"
    write_login(home)
    (home.root / "cookie.secret").write_text("x" * 64)
    (home.root / "cookie.secret").chmod(0o604)
    assert refusal(home) == "G052"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"GFO_PUBLIC_ADDRESS": ADDRESS}, "G050"),
        ({**SAID, "GFO_READER": "publik"}, "G054"),
    ],
)
def test_a_server_that_would_not_know_who_reads_does_not_start(home, settings, said):
    with pytest.raises(RuntimeError, match=f"Fel {said}"), serving(home.root, settings):
        pass


@pytest.mark.slow
def test_without_a_login_every_other_address_than_this_machines_is_refused(home):
    said = r"Fel G050 Ingen inloggning .*docs/login\.md"
    with pytest.raises(RuntimeError, match=said), serving(home.root, host="0.0.0.0"):
        pass
    with serving(home.root) as served:
        assert "bara den här datorn når sidorna" in served.log.read_text("utf-8")


@pytest.mark.slow
def test_behind_tls_the_cookie_is_this_hosts_alone_and_the_browser_is_told_to_stay_there(home):
    write_access(home.root, "email=a@gfo.se role=styrgrupp")
    with provider() as found:
        found.knows("a", email="a@gfo.se", email_verified=True)
        with serving(home.root, found.settings() | {"GFO_PUBLIC_ADDRESS": ADDRESS}) as served:
            visitor = Visitor(served.address)
            here = {"host": "insikt.example.se"}
            begun = visitor.get("/logga-in?till=/stod", **here)
            assert begun.headers["strict-transport-security"] == "max-age=63072000"
            assert re.search(
                r"^__Host-gfo-vag-\w+=.*; Path=/; SameSite=lax; Secure", begun.headers["set-cookie"]
            )
            assert (
                "redirect_uri=https%3A%2F%2Finsikt.example.se%2Foauth2callback" in begun.headers["location"]
            )
            back = visitor.consent(begun.headers["location"], "a").replace(ADDRESS, served.address)
            way = begun.headers["set-cookie"].split(";")[0]
            ended = visitor.get(back, cookie=way, **here)
            assert (ended.status_code, ended.headers["location"]) == (303, "/stod")
            given = next(
                each for each in ended.headers.get_list("set-cookie") if each.startswith("__Host-gfo=")
            )
            assert re.search(r"HttpOnly; Max-Age=\d+; Path=/; SameSite=lax; Secure$", given)


SETTINGS = LoginSettings(DataHome.__new__(DataHome), ADDRESS, ISSUER, "gfo", "hemlig", "x" * 40)
ENTRA = LoginSettings(DataHome.__new__(DataHome), ADDRESS, ISSUER, "gfo", "hemlig", "x" * 40, tenant="t-1")


def claims(**more):
    now = int(time.time())
    return {"iss": ISSUER, "aud": "gfo", "sub": "s", "exp": now + 60, "iat": now, "nonce": "n"} | more


def test_entra_counts_by_tenant_and_account_and_by_its_own_word_for_a_verified_address():
    said = claims(tid="t-1", oid="o", email="a@gfo.se")
    found = read_claims(said, "n", ENTRA)
    assert (found.subject, found.email, found.unverified) == ("o", "", "a@gfo.se")
    assert read_claims(said | {"xms_edov": True}, "n", ENTRA).email == "a@gfo.se"
    assert read_claims(said | {"xms_edov": "1"}, "n", ENTRA).email == "a@gfo.se"
    # Another provider cannot say it by that word.
    assert read_claims(said | {"xms_edov": True}, "n", SETTINGS).email == ""
    for wrong in ({"tid": "t-2"}, {"tid": None}, {"oid": ""}, {"oid": 7}):
        with pytest.raises(NotTrusted):
            read_claims(said | wrong, "n", ENTRA)


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "exp", "iat", "nonce"])
def test_a_claim_that_is_missing_is_not_trusted(claim):
    said = claims()
    assert read_claims(said, "n", SETTINGS).subject == "s"
    del said[claim]
    with pytest.raises(NotTrusted, match=claim):
        read_claims(said, "n", SETTINGS)


def test_a_login_counts_from_when_the_provider_let_the_reader_in():
    now = int(time.time())
    assert read_claims(claims(auth_time=now - 3600), "n", SETTINGS).since == now - 3600
    assert read_claims(claims(), "n", SETTINGS).since in (now, now + 1)
    for old in (now - LONGEST, 0, "igår", None):
        with pytest.raises(TooOld):
            read_claims(claims(auth_time=old), "n", SETTINGS)
    with pytest.raises(NotTrusted):
        read_claims(claims(), "", SETTINGS)


def test_a_ticket_counts_for_ten_hours_with_its_own_provider_and_secret(home):
    write_access(home.root, f"issuer={ISSUER} subject=s role=namnd")
    settings = load(home, ADDRESS, SAID)

    def asked(since, issuer=ISSUER, signed=settings):
        ticket = Ticket(issuer, "s", "", int(since), "session", browser_of(FIREFOX))
        return judged(settings, sealed(ticket, signed), FIREFOX)

    now = time.time()
    assert asked(now) == Person("s", "namnd", "", "session")
    assert asked(now - LONGEST + 60) == asked(now)
    other = load(home, ADDRESS, SAID | {"GFO_COOKIE_SECRET": "y" * 40})
    for refused in (
        asked(now - LONGEST),
        asked(now + 3600),
        asked(now, "https://annan.example.se"),
        asked(now, signed=other),
    ):
        assert refused.asks


@pytest.mark.parametrize("to", ["/", "/remisser?kommun=timra&period=2026T2", "/?version=3"])
def test_the_way_back_is_a_page(to):
    assert safe(to) == to


@pytest.mark.parametrize(
    "to",
    [
        "",
        "remisser",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a\n/b",
        "/\t/evil.example",
        "/filer/a",
    ],
)
def test_the_way_back_is_never_elsewhere(to):
    assert safe(to) == "/"


def test_a_role_opens_one_audiences_file_and_an_unknown_one_opens_none():
    def of(role, kommun=""):
        found = right(Person("a", role, kommun, "s"), named="styrgrupp")
        return found.audience, found.usual

    assert of("styrgrupp") == ("styrgrupp", None)
    assert of("gfo") == ("styrgrupp", NEWEST)
    assert of("enhetschef", "2262") == ("kommun-2262", None)
    assert of("namnd") == ("publik", None)
    for role, kommun in (("enhetschef", ""), ("enhetschef", "2281"), ("gfo", "2262"), ("", ""), ("chef", "")):
        with pytest.raises(ReaderError) as caught:
            right(Person("a", role, kommun, "s"))
        assert caught.value.code == "G022"
    assert right(None, "kommun-2262") == Right("kommun-2262")
    assert right(None, "") == right(None) == Right("styrgrupp")
    assert right(None, "gfo") == Right("styrgrupp", NEWEST)
    assert [right(None, reader).read_as for reader in readers()] == list(readers())
    with pytest.raises(ReaderError, match="läsare som inte finns") as caught:
        right(None, "finns-inte")
    assert caught.value.code == "G024"


@pytest.mark.slow
def test_a_login_holds_at_every_process_of_a_home_and_ends_at_all(home):
    write_access(home.root, f"issuer={ISSUER} subject=a role=styrgrupp")
    with serving(home.root, SAID) as one, serving(home.root, SAID) as other:
        readers = [Visitor(one.address), Visitor(other.address)]
        name, value = signed_cookie(home, one.address, "a").split("=", 1)
        for reader in readers:
            reader.http.cookies.set(name, value)
        assert [reader.get("/").status_code for reader in readers] == [200, 200]
        assert "utloggad" in readers[0].get("/logga-ut", sec_fetch_site="same-origin").text
        assert [reader.get("/").status_code for reader in readers] == [303, 303]
