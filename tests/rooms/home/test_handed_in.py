"""What comes through the pages: names that lead nowhere, folders that come whole, and an end to them."""

from __future__ import annotations

import json
import os
import stat
import time
from datetime import datetime

import pytest

from pipelines.home import handed_in
from pipelines.home.handed_in import (
    being_checked,
    hand_in,
    is_watched,
    plain_name,
    sweep,
    take_back,
    waiting_files,
)
from pipelines.periods import SWEDEN
from tests.fixtures.contents import files_in

NOON = datetime(2026, 9, 3, 12, 0, tzinfo=SWEDEN)
DAY = 24 * 60 * 60


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("remisser åäö.csv", "remisser åäö.csv"),
        ("../../kind", "kind"),
        ("..\\..\\pseudonym.key", "pseudonym.key"),
        ("/etc/passwd", "passwd"),
        ("..", "fil"),
        ("", "fil"),
        (".villkor.json", "villkor.json"),
        ("...kvitto.json", "kvitto.json"),
        ("a\x00b\n.csv", "a_b_.csv"),
        ("a\u0308.csv", "ä.csv"),
        ("--report=x.csv", "--report=x.csv"),
    ],
)
def test_a_name_stays_in_its_folder(home, name, kept):
    assert plain_name(name) == kept
    hand_in(home, name, b"x", handed=NOON)
    ((file, said),) = waiting_files(home)
    assert file.read_bytes() == b"x"
    assert (said.file_name, file.name) == (kept, kept)
    assert file.resolve().is_relative_to(home.inbox.resolve())


def test_a_name_that_no_disk_can_hold_is_cut_and_keeps_its_ending(home):
    hand_in(home, "å" * 300 + ".xlsx", b"x", handed=NOON)
    ((file, _),) = waiting_files(home)
    assert file.suffix == ".xlsx"
    assert len(os.fsencode(file.name)) <= 200


def test_nothing_is_there_before_all_of_it_is(home, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handed_in, "sync", full)
    with pytest.raises(OSError, match="No space"):
        hand_in(home, "a.csv", b"x", handed=NOON)
    assert waiting_files(home) == []
    assert not [file for file in files_in(home) if "a.csv" in str(file)]


@pytest.mark.parametrize(("inbox", "folder", "file"), [(0o700, 0o700, 0o600), (0o2770, 0o2770, 0o660)])
def test_who_may_write_in_the_inbox_may_take_what_is_handed_in_and_nobody_else(home, inbox, folder, file):
    home.inbox.chmod(inbox)
    number = hand_in(home, "a.csv", b"x", handed=NOON)
    place = handed_in.handed_folder(home) / number
    assert stat.S_IMODE(place.stat().st_mode) == folder
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.iterdir()} == {file}


@pytest.mark.parametrize("name", ["../../kind", "/etc/hostname", ".villkor.json", ""])
def test_terms_that_name_another_file_are_not_followed(home, name):
    number = hand_in(home, "a.csv", b"x", handed=NOON)
    terms = handed_in.handed_folder(home) / number / ".villkor.json"
    terms.write_text(json.dumps(json.loads(terms.read_text()) | {"file_name": name}))
    assert waiting_files(home) == []


def test_a_link_is_not_followed(home):
    number = hand_in(home, "a.csv", b"x", handed=NOON)
    file = handed_in.handed_folder(home) / number / "a.csv"
    file.unlink()
    file.symlink_to(home.root / "kind")
    assert waiting_files(home) == []


def test_a_file_that_is_checked_is_its_owners_and_gone_afterwards(home):
    with being_checked(home, "../a.csv", b"x") as file:
        assert file.read_bytes() == b"x"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert waiting_files(home) == []
    with pytest.raises(ZeroDivisionError), being_checked(home, "b.csv", b"x"):
        raise ZeroDivisionError
    assert list(handed_in.handed_folder(home).iterdir()) == []


def test_what_a_killed_server_left_and_what_is_old_is_swept(home):
    old, waiting, fresh = (hand_in(home, "a.csv", b"x", handed=NOON) for _ in range(3))
    for number in (old, fresh):
        handed_in.tell_outcome(home, number, {"accepted": True})
    place = handed_in.handed_folder(home)
    left = place / ".kontroll-1"
    left.mkdir()
    (left / "b.csv").write_bytes(b"x")
    under_way = place / ".kontroll-2"
    under_way.mkdir()
    for folder, age in ((place / old, 61 * DAY), (place / waiting, 61 * DAY), (left, 2 * 60 * 60)):
        os.utime(folder, (time.time() - age,) * 2)
    sweep(home)
    assert {path.name for path in place.iterdir()} == {waiting, fresh, ".kontroll-2"}


def test_a_watch_is_seen_while_it_lasts(home):
    assert not is_watched(home)
    with handed_in.watched(home):
        assert is_watched(home)
    assert not is_watched(home)


def test_a_file_that_waits_is_taken_back_and_nothing_of_it_is_left(home):
    number = hand_in(home, "a.csv", b"hemligt", handed=NOON)
    assert take_back(home, number, when=NOON, who="anna@gfo.example.se")
    assert waiting_files(home) == []
    assert not [file for file in files_in(home) if b"hemligt" in (home.root / file).read_bytes()]
    (one,) = handed_in.handed_in(home)
    assert one.outcome is not None
    assert (one.outcome["taken_back"], one.outcome["when"]) == (
        "anna@gfo.example.se",
        "2026-09-03T12:00+02:00",
    )
    assert not take_back(home, number, when=NOON)


@pytest.mark.parametrize("number", ["", ".", "..", "finns-inte"])
def test_only_what_was_handed_in_is_taken_back(home, number):
    hand_in(home, "a.csv", b"x", handed=NOON)
    assert not take_back(home, number, when=NOON)
    assert len(waiting_files(home)) == 1


def test_of_who_takes_a_file_and_who_takes_it_back_the_first_has_it(home):
    number = hand_in(home, "a.csv", b"x", handed=NOON)
    ((file, _),) = waiting_files(home)
    begun = handed_in.begin(home, file)
    assert begun is not None
    assert not take_back(home, number, when=NOON)
    assert waiting_files(home)[0][0] == begun
    handed_in.finish(begun)
    other = hand_in(home, "a.csv", b"x", handed=NOON)
    ((file, _),) = waiting_files(home)
    assert take_back(home, other, when=NOON)
    assert handed_in.begin(home, file) is None


def test_a_file_that_was_killed_while_it_was_taken_back_is_nobodys_and_is_taken_back_again(home, monkeypatch):
    number = hand_in(home, "a.csv", b"x", handed=NOON)
    with monkeypatch.context() as patched:
        patched.setattr(handed_in, "tell_outcome", _falls)
        with pytest.raises(KeyboardInterrupt):
            take_back(home, number, when=NOON)
    assert waiting_files(home) == []
    assert take_back(home, number, when=NOON)
    left = handed_in.handed_folder(home) / number / ".atertagen"
    left.write_bytes(b"x")
    sweep(home)
    assert not left.exists()
    assert len(handed_in.handed_in(home)) == 1


def _falls(*_):
    raise KeyboardInterrupt
