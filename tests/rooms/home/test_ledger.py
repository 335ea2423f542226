"""The ledger: rows are only added, all or none, and its trouble is told apart."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipelines.contracts.findings import Category, Finding, Severity
from pipelines.deliveries.delivering import deliver
from pipelines.deliveries.receipts import receipts, write_receipts
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger, shown, stored, swedish_day
from tests.fixtures.registers import OCTOBER, SEPTEMBER, placements


@pytest.fixture
def home(tmp_path):
    home = DataHome(tmp_path / "hem")
    deliver(home, placements(tmp_path / "a.csv", range(3)), received=SEPTEMBER)
    return home


def test_a_receipt_comes_back_as_it_was_written(home):
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
        other = replace(receipt, received=OCTOBER, reason="Därför.", delivery_id=None)
        (number,) = write_receipts(ledger, [(other, [])], recorded=OCTOBER)
        (again,) = receipts(ledger, "delivery_id = $n", {"n": number})
    assert replace(again, delivery_id=None) == other
    assert again.received.utcoffset() == timedelta(hours=2)


def test_the_receipts_of_one_file_are_written_all_or_none(home):
    finding = Finding("V002", Category.VALUE, Severity.ROW)
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
        broken = replace(receipt, sheet=None)
        with pytest.raises(Exception, match="NOT NULL"):
            write_receipts(ledger, [(receipt, [finding]), (broken, [])], recorded=OCTOBER)
        assert len(receipts(ledger)) == 1
        assert ledger.execute("select count(*) from delivery_finding").fetchone() == (0,)


def test_nested_use_shares_the_lock_and_sees_what_was_written(home):
    with open_ledger(home) as outer:
        (receipt,) = receipts(outer)
        write_receipts(outer, [(replace(receipt, delivery_id=None), [])], recorded=OCTOBER)
        with open_ledger(home) as inner:
            assert len(receipts(inner)) == 2


def test_another_thread_is_told_to_wait(home):
    told = []

    def other():
        try:
            with open_ledger(home):
                told.append("in")
        except ReaderError as error:
            told.append(error.code)

    with home.writing():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert told == ["H002"]
    other()
    assert told == ["H002", "in"]


def test_a_process_that_died_with_the_lock_leaves_the_home_open(home):
    script = (
        "import os, signal; from pathlib import Path; from pipelines.home import DataHome\n"
        f"with DataHome(Path({str(home.root)!r})).writing(): os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    with open_ledger(home) as ledger:
        assert len(receipts(ledger)) == 1


def test_a_ledger_that_is_none_is_said(home):
    home.ledger.write_bytes(b"inte en databas " * 500)
    with pytest.raises(ReaderError) as error, open_ledger(home):
        pass
    assert error.value.code == "H007"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 8, 31, 22, 30, tzinfo=UTC), "2026-09-01"),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), "2026-12-31"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "2027-01-01"),
        (datetime(2026, 8, 31, 23, 59), "2026-08-31"),
        (datetime(2026, 9, 1, 3, 0, tzinfo=timezone(timedelta(hours=9))), "2026-08-31"),
    ],
)
def test_days_are_swedish(moment, day):
    assert swedish_day(moment).isoformat() == day
    assert stored(shown(stored(moment))) == stored(moment)
