"""The guard against partial registers, and what the ledger then says."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.contracts import DATASETS
from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.deliveries.guard import shrink_findings
from pipelines.errors import Place
from pipelines.home import DataHome
from pipelines.home.archive import archived_path
from tests.deliveries.registers import (
    NOVEMBER,
    OCTOBER,
    PLACEMENTS,
    SEPTEMBER,
    placement,
    placements,
    write_csv,
)


@pytest.fixture
def home(tmp_path):
    return DataHome(tmp_path / "hem")


def frame(ids):
    return pl.DataFrame(
        {"placement_id": [f"P{number}" for number in ids]}, schema={"placement_id": pl.String}
    )


@pytest.mark.parametrize(
    ("former", "present", "codes"),
    [
        (range(100), range(96), []),
        (range(100), range(95), []),
        (range(100), range(94), ["L020"]),
        (range(20), range(16), []),
        (range(20), range(15), ["L020"]),
        (range(100), [*range(94), *range(200, 300)], ["L020"]),
        (range(6), range(3), []),
        (range(6), range(2), ["L021"]),
        (range(100), range(49), ["L020", "L021"]),
        (range(1), [], ["L021"]),
        ([], [], []),
    ],
)
def test_over_five_per_cent_and_at_least_five_keys_gone_or_half_of_the_rows(former, present, codes):
    found = shrink_findings(frame(former), frame(present), DATASETS["placeringar"], Place("a.csv"))
    assert sorted({finding.code for finding in found}) == codes


def test_the_keys_that_vanished_are_named_each(tmp_path):
    found = shrink_findings(frame(range(40)), frame(range(34)), DATASETS["placeringar"], Place("a.csv"))
    assert [finding.found for finding in found] == ["P34", "P35", "P36", "P37", "P38", "P39"]
    assert {finding.place.column for finding in found} == {"placering_id"}


def test_a_shrunk_register_waits_until_someone_says_why(home, tmp_path):
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=SEPTEMBER)
    part = placements(tmp_path / "del.csv", range(30))
    held = deliver_file(home, part, Terms(OCTOBER))
    assert not held.accepted
    assert [finding.code for finding in held.findings] == ["L020"] * 10
    assert active_deliveries(home, NOVEMBER)[0].file_name == "hel.csv"

    (accepted,) = deliver(home, part, received=OCTOBER, accept_shrink="Gallrat enligt beslut.")
    assert accepted.status is DeliveryStatus.ACCEPTED_WITH_WARNINGS
    (delivery,) = active_deliveries(home, NOVEMBER)
    assert (delivery.file_name, delivery.reason) == ("del.csv", "Gallrat enligt beslut.")


def test_a_reason_that_was_not_needed_follows_no_figure(home, tmp_path):
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=SEPTEMBER)
    file = placements(tmp_path / "mer.csv", range(41))
    (receipt,) = deliver(home, file, received=OCTOBER, accept_shrink="Ifall att.", accept_partial="Också.")
    assert (receipt.status, receipt.reason) == (DeliveryStatus.ACCEPTED, "")


def test_another_kommuns_register_is_never_compared_with(home, tmp_path):
    deliver(home, placements(tmp_path / "timra.csv", range(40), "Timrå"), received=SEPTEMBER)
    (receipt,) = deliver(home, placements(tmp_path / "ange.csv", range(3), "Ånge"), received=OCTOBER)
    assert receipt.status is DeliveryStatus.ACCEPTED


def test_a_register_entered_late_is_compared_with_what_stood_then(home, tmp_path):
    deliver(home, placements(tmp_path / "liten.csv", range(10)), received=SEPTEMBER)
    deliver(home, placements(tmp_path / "stor.csv", range(40)), received=NOVEMBER)
    (receipt,) = deliver(home, placements(tmp_path / "mellan.csv", range(12)), received=OCTOBER)
    assert receipt.status is DeliveryStatus.ACCEPTED


def test_refused_rows_are_not_counted_as_gone(home, tmp_path):
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=SEPTEMBER)
    rows = [placement(n, form="hvb" if n < 30 else "slott") for n in range(40)]
    held = deliver_file(home, write_csv(tmp_path / "fel.csv", PLACEMENTS, rows), Terms(OCTOBER))
    assert {finding.code for finding in held.findings} == {"V002"}


def test_rows_left_out_by_word_still_count_as_gone(home, tmp_path):
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=SEPTEMBER)
    rows = [placement(n, form="hvb" if n < 30 else "slott") for n in range(40)]
    file = write_csv(tmp_path / "fel.csv", PLACEMENTS, rows)
    (held,) = deliver(home, file, received=OCTOBER, accept_partial="Slott utreds.")
    assert held.status is DeliveryStatus.RECEIVED
    (both,) = deliver(
        home, file, received=OCTOBER, accept_partial="Slott utreds.", accept_shrink="Tio slott."
    )
    assert both.status is DeliveryStatus.PARTLY_ACCEPTED
    assert both.reason == "Slott utreds.; Tio slott."


def test_a_former_file_that_cannot_be_read_holds_the_new_one(home, tmp_path):
    (former,) = deliver(home, placements(tmp_path / "hel.csv", range(10)), received=SEPTEMBER)
    archived_path(home, former.sha256, "hel.csv").unlink()
    held = deliver_file(home, placements(tmp_path / "ny.csv", range(10, 20)), Terms(OCTOBER))
    assert not held.accepted
    assert [finding.code for finding in held.findings] == ["L022"]
