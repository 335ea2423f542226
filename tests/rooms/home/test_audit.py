"""The audit log: rows are only ever added, by many at once, and what cannot be written is seen."""

from __future__ import annotations

import json
import stat
import subprocess
import sys

import pytest

from pipelines.home import audit


def files(home):
    return sorted((home.root / "audit").iterdir())


def test_a_row_says_who_what_and_which_version_to_its_owner_only(home):
    assert audit.note(
        home, "page", "anna@timra.se", page="Remisser", file="kommun-2262", version="3", kommun=""
    )
    (noted,) = audit.read(home)
    assert (noted.event, noted.who) == ("page", "anna@timra.se")
    assert noted.what == {"page": "Remisser", "file": "kommun-2262", "version": "3"}
    assert noted.when.tzinfo is not None
    (path,) = files(home)
    assert path.name == f"{noted.when:%Y-%m}.jsonl"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_unknown_event_is_our_bug(home):
    with pytest.raises(ValueError, match="no event"):
        audit.note(home, "peek", "anna@timra.se")


def test_an_identity_number_in_a_reason_is_not_kept(home):
    audit.note(home, "purge", "konto gfo", reason="Fel fil för 19811218-9876")
    assert "9876" not in files(home)[0].read_text("utf-8")


def test_several_processes_share_a_file_and_no_row_is_lost(home):
    script = (
        "import sys; from pathlib import Path; from pipelines.home import DataHome, audit\n"
        "for n in range(200): audit.note(DataHome(Path(sys.argv[1])), 'page', sys.argv[2], page='x' * 200, version=n)"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(home.root), f"r{n}"]) for n in range(4)]
    assert [one.wait() for one in running] == [0, 0, 0, 0]
    found = list(audit.read(home))
    assert None not in found
    assert {(one.who, one.what["version"]) for one in found} == {
        (f"r{a}", n) for a in range(4) for n in range(200)
    }


def test_a_torn_row_is_told_and_hides_no_other(home):
    audit.note(home, "login", "a")
    with files(home)[0].open("ab") as log:
        log.write(b'{"when": "2026-1\n' + json.dumps(["no", "row"]).encode() + b"\n")
    audit.note(home, "logout", "a")
    assert [one and one.event for one in audit.read(home)] == ["login", None, None, "logout"]


def test_a_log_that_cannot_be_written_breaks_nothing_and_is_seen(home, caplog):
    assert audit.is_writable(home)
    (home.root / "audit").rename(home.root / "aside")
    (home.root / "audit").write_text("in the way")
    assert audit.note(home, "login", "a") is False
    assert "cannot be written" in caplog.text
    assert not audit.is_writable(home)
    (home.root / "audit").unlink()
    assert audit.note(home, "login", "b")
    assert audit.is_writable(home)
