"""Last tertial's file sent again: the register never goes back in time without a word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import NOVEMBER, OCTOBER, PLACEMENTS, SEPTEMBER, placements, write_csv

LATER = OCTOBER + timedelta(days=1)


@pytest.fixture
def home(tmp_path):
    return DataHome(tmp_path / "hem")


def started(path, *days):
    """A register with one placement started on each of the days."""
    rows = [(f"P{at}", "Timrå", f"B{at}", "hvb", day, "") for at, day in enumerate(days)]
    return write_csv(path, PLACEMENTS, rows)


def standing(home):
    (delivery,) = active_deliveries(home, NOVEMBER)
    return delivery.file_name, delivery.through


def codes(delivery):
    return {finding.code for finding in delivery.findings}


@pytest.fixture
def old(home, tmp_path):
    """Delivered in September, and replaced in October."""
    file = placements(tmp_path / "gammal.csv", range(10))
    deliver_file(home, file, Terms(SEPTEMBER))
    deliver_file(home, placements(tmp_path / "ny.csv", range(11)), Terms(OCTOBER))
    return file


@pytest.mark.parametrize("through", rest_slow([None, date(2026, 10, 5)], lambda day: day is not None))
def test_bytes_that_a_later_delivery_replaced_are_refused_whatever_day_they_are_said_to_reach(
    home, old, through
):
    again = deliver_file(home, old, Terms(LATER, through=through))
    assert codes(again) >= {"L042"}
    assert [receipt.status for receipt in again.receipts] == [DeliveryStatus.REFUSED]
    assert standing(home) == ("ny.csv", date(2026, 8, 31))


def test_who_insists_goes_back_to_the_day_that_the_bytes_reached_and_the_reason_follows(home, old):
    again = deliver_file(home, old, Terms(LATER, again="Den nya var fel export."))
    (receipt,) = again.receipts
    assert again.accepted
    assert (receipt.reason, receipt.again) == ("Den nya var fel export.", "Den nya var fel export.")
    assert standing(home) == ("gammal.csv", date(2026, 8, 31))
    assert deliver_file(home, old, Terms(LATER + timedelta(days=1))).receipts[0].repeated


def test_a_reason_to_insist_that_was_not_needed_follows_no_figure(home, tmp_path):
    deliver_file(home, placements(tmp_path / "a.csv", range(10)), Terms(SEPTEMBER))
    (receipt,) = deliver_file(
        home, placements(tmp_path / "b.csv", range(11)), Terms(OCTOBER, again="Ifall.")
    ).receipts
    assert (receipt.reason, receipt.again) == ("", "")


def test_bytes_of_another_register_are_new(home, tmp_path):
    empty = write_csv(tmp_path / "tom.csv", PLACEMENTS, [])
    deliver_file(home, empty, Terms(SEPTEMBER, sender="Timrå"))
    deliver_file(home, placements(tmp_path / "a.csv", range(3)), Terms(OCTOBER))
    assert deliver_file(home, empty, Terms(LATER, sender="Ånge")).accepted


def test_known_bytes_read_anew_reach_no_further_than_they_did(home, tmp_path):
    file = placements(tmp_path / "a.csv", range(10))
    deliver_file(home, file, Terms(SEPTEMBER))
    with open_ledger(home) as ledger:
        ledger.execute("update delivery set accepted_digest = 'annan'")
    (receipt,) = deliver_file(home, file, Terms(OCTOBER)).receipts
    assert not receipt.repeated
    assert receipt.through == date(2026, 8, 31)


@pytest.mark.parametrize("rows", [10, 11], ids=["the same bytes", "other bytes"])
def test_a_mistyped_through_takes_no_coverage_back_without_a_word(home, tmp_path, rows):
    deliver_file(home, placements(tmp_path / "a.csv", range(10)), Terms(SEPTEMBER))
    file = placements(tmp_path / "b.csv", range(rows))
    mistyped = Terms(OCTOBER, through=date(2006, 9, 30))
    held = deliver_file(home, file, mistyped)
    assert codes(held) - {"L048"} == {"L023"}
    assert not held.accepted
    assert held.receipts[0].reason.startswith("Registret går tillbaka i tiden")
    assert standing(home) == ("a.csv", date(2026, 8, 31))
    meant = Terms(OCTOBER, through=date(2026, 4, 30), accept_shrink="Registret nådde bara dit.")
    assert deliver_file(home, file, meant).accepted
    assert standing(home)[1] == date(2026, 4, 30)


def test_an_older_extract_saved_anew_is_held(home, tmp_path):
    deliver_file(home, started(tmp_path / "ny.csv", "2026-01-15", "2026-08-20"), Terms(SEPTEMBER))
    old = started(tmp_path / "gammal.csv", "2026-01-15", "2026-04-20")
    held = deliver_file(home, old, Terms(OCTOBER))
    assert codes(held) == {"L043", "L048"}
    assert not held.accepted
    assert standing(home)[0] == "ny.csv"
    assert deliver_file(home, old, Terms(OCTOBER, accept_shrink="Raden var fel.")).accepted


def test_a_register_with_no_later_event_than_the_former_is_no_older_one(home, tmp_path):
    deliver_file(home, started(tmp_path / "a.csv", "2026-01-15", "2026-08-20"), Terms(SEPTEMBER))
    later = started(tmp_path / "b.csv", "2026-01-15", "2026-08-20", "2026-03-01")
    assert deliver_file(home, later, Terms(OCTOBER)).accepted
