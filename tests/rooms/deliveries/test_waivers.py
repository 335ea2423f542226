"""A waiver turns a finding about one row into a note, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.contracts.findings import DeliveryStatus, Severity
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.deliveries.waivers import in_force, parse_waivers
from pipelines.errors import ReaderError
from tests.fixtures.registers import (
    NOVEMBER,
    OCTOBER,
    PLACEMENTS,
    SEPTEMBER,
    accepted_rows,
    placement,
    write_csv,
)


def toml(**changes):
    entry = {
        "rule": "R011",
        "dataset": "placeringar",
        "sender": "Timrå",
        "row": "P1",
        "reason": "Rätt enligt kommunen.",
        "who": "Enhetschefen",
        "until": date(2026, 12, 31),
    } | changes
    lines = [f"{k} = {v if isinstance(v, date) else chr(34) + v + chr(34)}" for k, v in entry.items()]
    return "[[waiver]]\n" + "\n".join(lines) + "\n"


@pytest.fixture
def backwards(tmp_path):
    """Two rows that end before they start, in two kommuner, and a right one."""
    rows = [
        placement(1, end="2025-01-01"),
        placement(2),
        placement(1, "Ånge", end="2025-01-01"),
    ]
    return write_csv(tmp_path / "bak.csv", PLACEMENTS, rows)


def test_the_row_stands_the_finding_becomes_a_note_and_other_rows_stay_refused(home, backwards):
    (home.root / "waivers.toml").write_text(toml(), encoding="utf-8")
    delivery = deliver_file(home, backwards, Terms(SEPTEMBER, split=True))
    found = [(f.code, f.severity, f.place.row) for f in delivery.findings if f.code == "R011"]
    assert sorted(found) == [("R011", Severity.NOTE, 2), ("R011", Severity.ROW, 4)]
    assert {r.sender: (r.rows_accepted, r.rows_refused) for r in delivery.receipts} == {
        "2262": (2, 0),
        "2260": (0, 1),
    }
    note = next(f for f in delivery.findings if f.severity is Severity.NOTE)
    assert "Rätt enligt kommunen." in note.remedy
    assert "Enhetschefen" in note.remedy


def test_with_every_broken_row_waived_the_file_stands_and_is_read_the_same_after_the_waiver_is_gone(
    home, backwards
):
    file = home.root / "waivers.toml"
    file.write_text(toml() + toml(sender="Ånge"), encoding="utf-8")
    statuses = {receipt.status for receipt in deliver(home, backwards, received=SEPTEMBER, split=True)}
    assert statuses == {DeliveryStatus.ACCEPTED}
    assert {delivery.note for delivery in active_deliveries(home, NOVEMBER)} == {"1 undantag"}
    file.unlink()
    heights = [accepted_rows(home, delivery).height for delivery in active_deliveries(home, NOVEMBER)]
    assert heights == [1, 2]


def test_a_waiver_holds_through_its_last_day_of_receiving(home, backwards):
    text = toml(until=date(2026, 9, 3)) + toml(sender="Ånge", until=date(2026, 9, 3))
    (home.root / "waivers.toml").write_text(text, encoding="utf-8")
    assert not deliver_file(home, backwards, Terms(OCTOBER, split=True)).accepted
    assert deliver_file(home, backwards, Terms(SEPTEMBER, split=True)).accepted


def test_a_waiver_of_another_rule_changes_nothing(home, backwards):
    (home.root / "waivers.toml").write_text(toml(rule="R012"), encoding="utf-8")
    delivery = deliver_file(home, backwards, Terms(SEPTEMBER, split=True))
    assert [finding.severity for finding in delivery.findings] == [Severity.ROW, Severity.ROW]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule": "R999"}, "finns inte"),
        ({"rule": "V002"}, "kan inte undantas"),
        ({"rule": "C003"}, "kan inte undantas"),
        ({"rule": "B001"}, "kan inte undantas"),
        ({"dataset": "placering"}, "finns inte"),
        ({"sender": "Mora"}, "känns inte igen"),
        ({"reason": ""}, "får inte vara tom"),
        ({"until": "alltid"}, "ska vara en dag"),
    ],
)
def test_a_waiver_that_cannot_be_is_said_and_nothing_is_delivered(home, backwards, changes, words):
    (home.root / "waivers.toml").write_text(toml(**changes), encoding="utf-8")
    with pytest.raises(ReaderError) as error:
        deliver(home, backwards, received=SEPTEMBER, split=True)
    assert error.value.code == "U001"
    assert words in error.value.message
    assert active_deliveries(home, NOVEMBER) == []


def test_gfo_s_waivers_name_no_kommun():
    (waiver,) = in_force(parse_waivers(toml(dataset="remisser", rule="R001", sender="GFO")), date(2026, 9, 1))
    assert waiver.kommun_code is None
