"""Deliver, redeliver, refuse, in any order: nothing is lost, nothing is half done, the newest accepted stands."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pipelines.contracts.findings import ACTIVE_STATUSES
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import deliver
from pipelines.deliveries.receipts import receipts
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.ledger import open_ledger
from pipelines.publishing.build import build_warehouse
from tests.fixtures.registers import PLACEMENTS, SEPTEMBER, accepted_rows, placement, write_csv
from tests.fixtures.warehouse import with_parts

REPORTING_DATE = date(2026, 8, 31)
KOMMUNER = {"2262": "Timrå", "2260": "Ånge"}


class Deliveries(RuleBasedStateMachine):
    """The model: which rows of which kommun should stand, and how many receipts there should be."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.home = DataHome(self.folder / "hem")
        self.clock = SEPTEMBER
        self.standing: dict[str, list[str]] = {}
        self.bytes_standing: dict[str, str] = {}
        self.bytes_accepted: set[tuple[str, str]] = set()
        self.receipts = 0
        self.archived: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def _deliver(self, rows, **terms):
        self.clock += timedelta(hours=1)
        file = write_csv(self.folder / "register.csv", PLACEMENTS, rows)
        return file_hash(file), deliver(self.home, file, received=self.clock, **terms)

    @rule(
        kommun=st.sampled_from(sorted(KOMMUNER)),
        numbers=st.lists(st.integers(0, 30), min_size=1, max_size=12, unique=True),
        broken=st.booleans(),
        partial=st.booleans(),
        shrink=st.booleans(),
        again=st.booleans(),
    )
    def deliver_register(self, kommun, numbers, broken, partial, shrink, again):
        """One kommun's register; one row may be broken, and any reason may be given."""
        rows = [
            placement(number, KOMMUNER[kommun], form="slott" if broken and at == 0 else "hvb")
            for at, number in enumerate(numbers)
        ]
        terms = {
            "accept_partial": "Utreds." if partial else None,
            "accept_shrink": "Gallrat." if shrink else None,
            "again": "Den äldre är den rätta." if again else None,
        }
        sha256, (receipt,) = self._deliver(rows, **terms)
        right = [f"P{number}" for number in numbers][1 if broken else 0 :]
        if self.bytes_standing.get(kommun) == sha256:
            assert receipt.repeated
            return
        self.receipts += 1
        assert not receipt.repeated
        gone = set(self.standing.get(kommun, [])) - set(right)
        former = len(self.standing.get(kommun, []))
        shrunk = (len(gone) >= 5 and len(gone) > 0.05 * former) or len(right) < former / 2
        replaced = (kommun, sha256) in self.bytes_accepted
        insisted = replaced and again
        stands = (not broken or partial) and (not shrunk or shrink or insisted) and (not replaced or again)
        assert (receipt.status in ACTIVE_STATUSES) == stands
        if stands:
            self.standing[kommun] = right
            self.bytes_standing[kommun] = sha256
            self.bytes_accepted.add((kommun, sha256))
            self.archived.add(sha256)

    @rule(content=st.sampled_from([b"", b"a;b\r\n1;2\r\n", b"PK\x03\x04trasig"]))
    def deliver_rubbish(self, content):
        """A file that is no register."""
        self.clock += timedelta(hours=1)
        file = self.folder / "skrap.csv"
        file.write_bytes(content)
        (receipt,) = deliver(self.home, file, received=self.clock)
        assert receipt.status not in ACTIVE_STATUSES
        self.receipts += 1

    @invariant()
    def the_newest_accepted_stands_with_its_rows(self):
        with open_ledger(self.home):  # once for all that is asked
            found = active_deliveries(self.home, self.clock)
            rows = {delivery.sender: accepted_rows(self.home, delivery).height for delivery in found}
        standing = {kommun: len(rows) for kommun, rows in self.standing.items()}
        assert rows == standing
        assert {delivery.sender: delivery.rows_accepted for delivery in found} == standing
        assert {delivery.sender: delivery.sha256 for delivery in found} == self.bytes_standing

    @invariant()
    def nothing_is_lost_and_nothing_half_done(self):
        with open_ledger(self.home) as ledger:
            assert len(receipts(ledger)) == self.receipts
        if self.home.archive.is_dir():
            assert {folder.name for folder in self.home.archive.iterdir()} == self.archived
            assert all(file_hash(file) == file.parent.name for file in self.home.archive.glob("*/*"))
        assert not list(self.home.root.rglob("*.new"))


Deliveries.TestCase.settings = settings(
    max_examples=1,  # the one with builds does all that this does, many more times
    stateful_step_count=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestDeliveries = pytest.mark.slow(Deliveries.TestCase)


class DeliveriesAndBuilds(Deliveries):
    """As above, with builds in between: the warehouse holds what stands, and a second build has nothing to do."""

    @precondition(lambda self: self.standing)
    @rule()
    def build(self):
        """Build twice what stands."""
        first, second = (
            build_warehouse(
                self.home,
                as_of=self.clock,
                reporting_date=REPORTING_DATE,
                built_at=self.clock,
                definitions=with_parts(["children_in_care"]),
            )
            for _ in range(2)
        )
        assert second.unchanged
        assert first.path == second.path
        with duckdb.connect(str(first.path), read_only=True) as con:
            rows = con.execute("select kommun_code, count(*) from stage.placeringar group by all").fetchall()
        assert dict(rows) == {k: len(v) for k, v in self.standing.items() if v}


@pytest.mark.slow
def test_many_more_orders_with_builds_in_between():
    run_state_machine_as_test(
        DeliveriesAndBuilds,
        settings=settings(
            max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
