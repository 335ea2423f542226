"""The examples of `deploy/` hold what they promise: they are checked by what will read them, where that is here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.cli.verbs import VERBS
from pipelines.home import condition, state
from pipelines.reference import PROJECT_ROOT

DEPLOY = PROJECT_ROOT / "deploy"
HOME = "/var/lib/gfo"
#: What the pages read of a home, beside what they write.
READ_BY_PAGES = {
    "kind", "published", "access.toml", "login.toml", "cookie.secret", "coverage.csv", "agenda.toml",
    "presentation.toml", "mall.pptx", "gallring.toml", "leveranser.toml", "restored", "lock", "mappings",
    "waivers.toml",
}  # fmt: skip
WRITTEN_BY_PAGES = {"inbox", "audit", "logged-out"}
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))


def settings(unit):
    """name → every value given for it, split at white space."""
    found = {}
    for line in (DEPLOY / unit).read_text("utf-8").splitlines():
        name, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(name, []).extend(value.split())
    return found


def places(values):
    return {value.lstrip("-").removeprefix(f"{HOME}/") for value in values if HOME in value}


def test_the_pages_see_of_a_home_what_they_need_and_nothing_else():
    web = settings("gfo-web@.service")
    hidden, written = places(web["InaccessiblePaths"]), places(web["ReadWritePaths"])
    everything = {
        *condition.FILES,
        *condition.FOLDERS,
        *state.FILES,
        *state.FOLDERS,
        *state.SECRETS,
        *state.REMADE,
    }
    assert written == WRITTEN_BY_PAGES
    assert hidden == everything - READ_BY_PAGES - WRITTEN_BY_PAGES
    assert {"pseudonym.key", "ledger.duckdb", "archive", "warehouse", "withdrawn"} <= hidden


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_a_service_is_nobody_in_particular_and_may_change_nothing_outside_the_home(unit):
    said = settings(unit)
    assert said["User"] == ["gfo"]
    assert said["ProtectSystem"] == ["strict"]
    assert said["NoNewPrivileges"] == ["yes"]
    assert said["CapabilityBoundingSet"] == []
    assert said["RestrictNamespaces"] == ["yes"]
    program, verb, *_ = said["ExecStart"]
    assert program == "/opt/gfo-insikt/.venv/bin/gfo"
    assert verb in {verb for verbs in VERBS.values() for verb in verbs}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_understands_the_units(tmp_path):
    for unit in UNITS:
        text = (DEPLOY / unit).read_text("utf-8")
        here = Path(sys.prefix) / "bin" / "gfo"
        (tmp_path / unit).write_text(
            text.replace("/opt/gfo-insikt/.venv/bin/gfo", str(here)).replace(
                "/opt/gfo-insikt", str(PROJECT_ROOT)
            )
        )
    run = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / unit) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("nginx") or os.getuid() != 0, reason="no nginx, or no right to try it")
def test_nginx_understands_the_site(tmp_path):
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=insikt.example.se"]
    files = ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run(["openssl", *made, *files], check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text("utf-8")
    site = site.replace("/etc/ssl/gfo", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}}\n"
        f"http {{ access_log off; include {tmp_path}/site.conf; }}\n"
    )
    run = subprocess.run(
        ["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_the_image_holds_what_the_program_reads_and_runs_as_nobody_in_particular():
    lines = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#")]
    copied = {words.split()[0] for step, words in steps if step == "COPY" and "--from" not in words}
    for source in (
        source
        for words in (w for s, w in steps if s == "COPY" and "--from" not in w)
        for source in words.split()[:-1]
    ):
        assert (PROJECT_ROOT / source).exists(), source
    packages = re.findall(r"packages = \[(.*)\]", (PROJECT_ROOT / "pyproject.toml").read_text("utf-8"))[0]
    assert {name.strip('" ') for name in packages.split(",")} | {
        "sql",
        "data/reference",
        ".streamlit",
    } <= copied
    wanted = re.search(
        r"requires-python = \">=([\d.]+)\"", (PROJECT_ROOT / "pyproject.toml").read_text("utf-8")
    )
    assert {words.split()[0] for step, words in steps if step == "FROM"} == {
        f"python:{wanted[1]}-slim-bookworm"
    }
    assert [words for step, words in steps if step == "USER"] == ["10001:10001"]
    verbs = {verb for names in VERBS.values() for verb in names}
    (command,) = [words for step, words in steps if step == "CMD"]
    assert command.strip('[" ').split('"')[0] in verbs
