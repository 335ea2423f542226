"""`gfo access` and `gfo audit` say in Swedish what the table and the log hold."""

from __future__ import annotations

import pytest

from pipelines.cli.verbs import run
from pipelines.home import audit

GOOD = '[[reader]]\nemail = "Anna@Timra.se"\nrole = "enhetschef"\nkommun = "Timrå"\n'


@pytest.fixture
def real(home):
    home.claim("real")
    return home


def write(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_table_is_shown_as_it_is_understood(real, capsys):
    write(real.root / "access.toml", GOOD)
    assert run(["access"]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in ("anna@timra.se", "enhetschef", "Timrå", "1 läsare."))


def test_what_is_wrong_is_said_before_the_table_counts(real, tmp_path, capsys):
    write(real.root / "access.toml", GOOD)
    draft = write(tmp_path / "ny.toml", GOOD + GOOD.replace("Timrå", "Paris"))
    assert run(["access", str(draft)]) == 1
    said = capsys.readouterr().out
    assert "Rad 2: en enhetschef har en kommun, och ”Paris” känns inte igen." in said
    assert "släpps ingen in" in said
    (real.root / "access.toml").unlink()
    assert run(["access"]) == 1


def test_the_log_is_read_by_day_reader_and_event(real, capsys):
    audit.note(real, "login", "anna@timra.se", role="enhetschef")
    audit.note(real, "page", "anna@timra.se", page="Remisser", file="kommun-2262", version="3")
    audit.note(real, "page", "bo@gfo.se", page="Ekonomi", file="styrgrupp", version="4")
    with next((real.root / "audit").iterdir()).open("a") as log:
        log.write("{\n")
    assert run(["audit", "--who", "ANNA", "--event", "page"]) == 0
    said = capsys.readouterr().out
    assert "såg en sida" in said
    assert "sida Remisser, fil kommun-2262, version 3" in said
    assert "Ekonomi" not in said
    assert "loggade in" not in said
    assert "inte går att läsa: 1" in said
    assert run(["audit", "--event", "sneak"]) == 2
    assert run(["audit", "--since", "2099-01-01"]) == 2
