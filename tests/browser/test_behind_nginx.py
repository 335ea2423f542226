"""The site of `deploy/nginx.conf` before two processes with a login: a reader's whole way in a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pipelines.home import DataHome
from pipelines.reference import PROJECT_ROOT
from tests.browser.chromium import browser_or_reason, settle
from tests.fixtures.guarded import ROWS, write_marked
from tests.fixtures.provider import Provider, provider, write_access
from tests.fixtures.serving import Served, free_port, serving

_path, _reason = browser_or_reason()
_nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(_path is None, reason=_reason),
    pytest.mark.skipif(_nginx is None or shutil.which("openssl") is None, reason="no nginx or openssl"),
]
_CONNECTED = "[data-testid='stApp'][data-test-connection-state='CONNECTED']"
NAME = "insikt.example.se"
_MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class Site:
    address: str
    log: Path
    provider: Provider
    processes: tuple[Served, ...]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    home = DataHome(folder / "home")
    home.root.mkdir()
    write_marked(home)
    write_access(home.root, *ROWS.values())
    port = free_port()
    address = f"https://{NAME}:{port}"
    with provider() as found, ExitStack() as running:
        for subject in ROWS:
            found.knows(subject, email=f"{subject}@gfo.example.se", email_verified=True)
        settings = found.settings() | {"GFO_PUBLIC_ADDRESS": address, "GFO_COOKIE_SECRET": "0123456789" * 4}
        processes = tuple(running.enter_context(serving(home.root, settings)) for _ in range(2))
        running.enter_context(_proxy(folder, port, processes))
        yield Site(address, folder / "gfo.log", found, processes)


@contextmanager
def _proxy(folder: Path, port: int, processes: tuple[Served, ...]) -> Iterator[None]:
    text = (PROJECT_ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for said, here in {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ": f"listen 127.0.0.1:{port} ",
        "/etc/ssl/gfo": str(folder),
        "/var/log/nginx": str(folder),
        "127.0.0.1:8501": f"127.0.0.1:{processes[0].port}",
        "127.0.0.1:8502": f"127.0.0.1:{processes[1].port}",
    }.items():
        assert said in text, said
        text = text.replace(said, here)
    (folder / "site.conf").write_text(text, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user), "utf-8")
    key = [
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        folder / "privkey.pem",
        "-out",
        folder / "fullchain.pem",
    ]
    subprocess.run(
        ["openssl", "req", "-x509", *key, "-days", "2", "-subj", f"/CN={NAME}"],
        check=True,
        capture_output=True,
    )
    assert _nginx is not None
    process = subprocess.Popen([_nginx, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        _wait_until_up(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _status(port: int, path: str) -> tuple[int, str]:
    """What the site answers, and its HSTS; the certificate is our own."""
    asked = urllib.request.Request(f"https://127.0.0.1:{port}{path}", headers={"Host": NAME})
    trusting = ssl._create_unverified_context()
    try:
        with urllib.request.urlopen(asked, timeout=5, context=trusting) as answer:
            return answer.status, answer.headers.get("strict-transport-security", "")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers.get("strict-transport-security", "")


def _wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 40
    while time.monotonic() < end:
        assert process.poll() is None, "nginx ended"
        try:
            if _status(port, "/alive")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError("nginx did not answer in time")


def _log_in(site: Site, page: Page, subject: str, view: str) -> None:
    page.goto(site.address + view)
    assert page.url.startswith(site.provider.issuer)
    page.locator("input[name=sub]").fill(subject)
    page.locator("button[type=submit], input[type=submit]").first.click()
    page.wait_for_url(f"{site.address}/**")
    settle(page)


def test_a_readers_way_by_the_proxy_also_when_the_readers_process_dies(site: Site, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="sv-SE", ignore_https_errors=True
    )
    page = context.new_page()
    view = "/remisser?kommun=timra&period=2026T1"
    _log_in(site, page, "stina", view)
    assert page.url == site.address + view
    assert (
        "VAKT styrgrupp av 7" in page.locator(".gfo").first.inner_text()
        or "Timrå" in page.locator(".gfo .head").first.inner_text()
    )
    (cookie,) = [each for each in context.cookies() if each["name"].endswith("gfo")]
    assert (cookie["name"], cookie["secure"], cookie["httpOnly"]) == ("__Host-gfo", True, True)

    page.get_by_role("link", name="Ekonomi").first.click()
    page.wait_for_url("**/ekonomi?**")
    settle(page)
    with page.expect_download() as begun:
        page.locator("a[href*='filer/']").first.click()
    assert Path(begun.value.path()).stat().st_size > 100

    # Both know the reader; the one that holds the page's line dies.
    held = max(site.processes, key=lambda one: one.sockets())
    os.kill(held.pid, signal.SIGKILL)
    page.wait_for_selector(_CONNECTED, state="detached", timeout=30_000)
    page.wait_for_selector(_CONNECTED, timeout=30_000)
    settle(page)
    page.get_by_role("link", name="Placeringar").first.click()
    page.wait_for_url("**/placeringar?**")
    page.wait_for_function(
        "() => document.querySelector('.gfo h1')?.innerText.includes('lacering')", timeout=60_000
    )
    settle(page)
    assert page.locator(".gfo .signed").inner_text().startswith("Inloggad som stina@gfo.example.se")
    with page.expect_download() as begun:
        page.locator("a[href*='filer/']").first.click()
    assert Path(begun.value.path()).stat().st_size > 100

    page.locator(".gfo .signed a").click()
    page.wait_for_url("**/logga-ut")
    assert page.locator("h1").inner_text() == "Du är utloggad"
    page.goto(f"{site.address}/ekonomi")
    assert page.url.startswith(site.provider.issuer)
    context.close()

    port = int(site.address.rsplit(":", 1)[1])
    assert _status(port, "/ready")[0] == 404
    assert _status(port, "/alive") == (200, "max-age=63072000")
    # No choice of a reader's, and nothing of the login, is in the proxy's log.
    written = site.log.read_text("utf-8")
    assert "/ekonomi" in written
    assert not [word for word in ("?", "kommun=", "code=", "timra") if word in written]
