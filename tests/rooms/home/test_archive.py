"""The archive keeps bytes, and nothing that is not whole ever has an archived name."""

from __future__ import annotations

import hashlib
import stat

import pytest

from pipelines.errors import ReaderError
from pipelines.home.archive import (
    archive_file,
    archived_path,
    file_hash,
    keep_refused,
    sweep_leftovers,
    verified_path,
)

CONTENT = "kommun;ar\r\nÅnge;2024\r\n".encode("cp1252")
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "befolkning.csv"
    path.write_bytes(CONTENT)
    return path


def test_a_file_is_kept_byte_for_byte_and_only_its_owner_may_enter(home, file):
    kept = archive_file(home, file, HASH, "befolkning.csv")
    assert kept == archived_path(home, HASH, "befolkning.csv")
    assert kept.read_bytes() == CONTENT
    assert verified_path(home, HASH, "befolkning.csv") == kept
    assert stat.S_IMODE(home.archive.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_file_that_changed_after_the_check_is_refused_and_leaves_no_trace(home, file):
    file.write_bytes(CONTENT + b"Kramfors;2024\r\n")
    with pytest.raises(ReaderError) as error:
        archive_file(home, file, HASH, "befolkning.csv")
    assert error.value.code == "L001"
    assert list(home.archive.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", CONTENT[:-5], b"x" + CONTENT[1:]])
def test_a_damaged_archive_file_is_never_read_and_archiving_again_heals_it(home, file, damage):
    kept = archive_file(home, file, HASH, "befolkning.csv")
    kept.write_bytes(damage)
    with pytest.raises(ReaderError) as error:
        verified_path(home, HASH, "befolkning.csv")
    assert error.value.code == "L002"
    archive_file(home, file, HASH, "befolkning.csv")
    assert verified_path(home, HASH, "befolkning.csv").read_bytes() == CONTENT


def test_a_missing_archive_file_is_said(home):
    with pytest.raises(ReaderError) as error:
        verified_path(home, HASH, "befolkning.csv")
    assert error.value.code == "L002"


def test_what_a_killed_run_left_half_written_is_swept_away_and_the_rest_stays(home, file):
    kept = archive_file(home, file, HASH, "befolkning.csv")
    refused = keep_refused(home, file, HASH, "befolkning.csv")
    halves = [home.archive / ".0123.new", refused / ".rapport.xlsx.new", home.root / ".pseudonym.key.7.new"]
    for half in halves:
        half.write_bytes(b"half")
    sweep_leftovers(home)
    assert not any(half.exists() for half in halves)
    assert sorted(path.name for path in home.archive.iterdir()) == [HASH]
    assert [path.name for path in home.refused.iterdir()] == [HASH]
    assert file_hash(kept) == HASH
    assert file_hash(refused / "befolkning.csv") == HASH
