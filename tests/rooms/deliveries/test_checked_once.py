"""A file is read and checked once; what was kept of it counts only for what it was made of."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest
from polars.testing import assert_frame_equal

from pipelines.deliveries import active, checked_once
from pipelines.deliveries.active import accepted_rows, active_deliveries
from pipelines.deliveries.checked_once import rows_key
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.deliveries.receipts import receipts
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import archived_path
from pipelines.home.ledger import open_ledger
from tests.fixtures.registers import NOVEMBER, OCTOBER, PLACEMENTS, SEPTEMBER, placement, write_csv


@pytest.fixture(scope="module")
def _delivered(tmp_path_factory):
    folder = tmp_path_factory.mktemp("delivered")
    home = DataHome(folder / "hem")
    rows = [placement(1, end="2026-07-01"), placement(2), placement(3, form="slott")]
    file = write_csv(folder / "register.csv", PLACEMENTS, rows)
    assert deliver_file(home, file, Terms(SEPTEMBER, accept_partial="Slott utreds.")).accepted
    return home


@pytest.fixture
def home(_delivered, tmp_path):
    home = DataHome(tmp_path / "hem")
    shutil.copytree(_delivered.root, home.root, symlinks=True)
    return home


@pytest.fixture
def reads(monkeypatch):
    """How many times a file has been read and checked."""
    seen = []

    def counting(*arguments, **terms):
        seen.append(arguments)
        return check_file(*arguments, **terms)

    check_file = active.check_file
    monkeypatch.setattr(active, "check_file", counting)
    return seen


def rows_of(home, **terms):
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
        return accepted_rows(home, ledger, receipt, **terms)


def kept(home):
    return sorted(path.name for path in home.checked.iterdir())


def test_a_delivered_file_is_not_read_again_and_gives_the_same_rows_as_if_it_were(home, reads):
    once = rows_of(home)
    assert reads == []
    assert_frame_equal(once, rows_of(home, reread=True))
    assert len(reads) == 1


@pytest.mark.parametrize("damage", [b"", b"PAR1", "flip", "gone"])
def test_a_damaged_copy_is_never_trusted_and_heals(home, reads, damage):
    whole = rows_of(home)
    (copy,) = home.checked.iterdir()
    if damage == "gone":
        copy.unlink()
    elif damage == "flip":
        content = bytearray(copy.read_bytes())
        content[len(content) // 2] ^= 1
        copy.write_bytes(content)
    else:
        copy.write_bytes(damage)
    assert_frame_equal(rows_of(home), whole)
    assert_frame_equal(rows_of(home), whole)
    assert len(reads) == 1


def test_rows_checked_by_other_code_are_read_anew_and_replace_what_was_kept(home, reads, monkeypatch):
    former = kept(home)
    monkeypatch.setattr(checked_once, "_checked_by", lambda: ["annan kod"])
    rows_of(home)
    rows_of(home)
    assert len(reads) == 1
    assert len(kept(home)) == 1
    assert kept(home) != former


@pytest.mark.parametrize(
    "changed",
    [
        {"sha256": "a" * 64},
        {"sender": "2260"},
        {"kommun_code": "2260"},
        {"sheet": "Blad2"},
        {"dataset": "remisser"},
        {"asked_dataset": "placeringar"},
        {"mapping_sha256": "b" * 64},
        {"waivers_sha256": "c" * 64},
        {"received": OCTOBER},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_everything_that_decides_the_rows_decides_the_key(home, changed):
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
    assert rows_key(replace(receipt, **changed)) != rows_key(receipt)


@pytest.mark.parametrize("name", ["reason", "through", "delivery_id", "warnings"])
def test_what_decides_no_row_decides_no_key(home, name):
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
    other = {"reason": "Annat.", "through": OCTOBER.date(), "delivery_id": 77, "warnings": 9}
    assert rows_key(replace(receipt, **{name: other[name]})) == rows_key(receipt)


def test_a_later_hour_of_the_day_decides_no_key(home):
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
    later = replace(receipt, received=receipt.received + timedelta(hours=1))
    assert rows_key(later) == rows_key(receipt)


def test_other_rows_than_the_receipt_says_stop_the_build_also_when_they_are_kept(home):
    with open_ledger(home) as ledger:
        ledger.execute("update delivery set accepted_digest = 'annan'")
    for terms in ({}, {"reread": True}):
        with pytest.raises(ReaderError) as error:
            rows_of(home, **terms)
        assert error.value.code == "L003"


def test_a_damaged_archive_is_said_although_its_rows_are_kept(home):
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
    archived_path(home, receipt.sha256, "register.csv").unlink()
    with pytest.raises(ReaderError) as error:
        rows_of(home)
    assert error.value.code == "L002"


def test_a_file_received_again_on_the_day_keeps_the_rows_of_both(home, tmp_path):
    rows = [placement(number, end="2026-07-01") for number in range(5)]
    file = write_csv(tmp_path / "b.csv", PLACEMENTS, rows)
    deliver_file(home, file, Terms(OCTOBER, through=SEPTEMBER.date()))
    deliver_file(home, file, Terms(OCTOBER + timedelta(hours=1), through=OCTOBER.date()))
    assert len(kept(home)) == 2
    assert active_deliveries(home, NOVEMBER)[0].through == OCTOBER.date()
    with duckdb.connect(str(home.ledger)) as ledger:
        assert ledger.execute("select count(*), count(distinct key) from checked_rows").fetchall() == [(3, 2)]
