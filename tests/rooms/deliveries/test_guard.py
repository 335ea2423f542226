"""The guard against partial registers, and what the ledger then says."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.contracts import DATASETS
from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import HOLDING, DeliveryStatus, Effect, Severity
from pipelines.deliveries.active import active_deliveries
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.deliveries.guard import few_rows, shrink_findings
from pipelines.errors import Place
from pipelines.home import DataHome
from pipelines.home.archive import archived_path
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import (
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
    schema = DATASETS["placeringar"].schema
    ids = pl.Series("placement_id", [f"P{number}" for number in ids], dtype=pl.String)
    others = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name != "placement_id"]
    return ids.to_frame().with_columns(others)


@pytest.mark.parametrize(
    ("former", "present", "codes"),
    [
        (range(100), range(96), []),
        (range(100), range(95), []),
        (range(100), range(94), ["L020", "L021"]),
        (range(20), range(16), []),
        (range(20), range(15), ["L020", "L021"]),
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
    each = [finding for finding in found if finding.code == "L020"]
    assert [finding.found for finding in each] == ["P34", "P35", "P36", "P37", "P38", "P39"]
    assert {finding.place.column for finding in each} == {"placering_id"}


def test_a_shrunk_register_waits_until_someone_says_why(home, tmp_path):
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=SEPTEMBER)
    part = placements(tmp_path / "del.csv", range(30))
    held = deliver_file(home, part, Terms(OCTOBER))
    assert not held.accepted
    assert [finding.code for finding in held.findings] == [*["L020"] * 10, "L021"]
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


@pytest.mark.parametrize(
    ("rows", "former", "keyed", "least"),
    [
        (2, 802, True, "minst 762 rader"),
        (761, 802, True, "minst 762 rader"),
        (762, 802, True, ""),
        (761, 802, False, ""),
        (400, 802, False, "minst 401 rader"),
        (1, 3, True, "minst 2 rader"),
        (0, 1, True, "minst 1 rad"),
        (10, 0, True, ""),
    ],
)
def test_the_counts_alone_hold_what_its_keys_would(rows, former, keyed, least):
    found = few_rows(rows, former, Place("a.csv"), keyed=keyed)
    assert [(one.code, one.allowed) for one in found] == ([("L021", least)] if least else [])


def test_a_small_file_with_a_fault_is_said_to_be_small_at_once(home, tmp_path):
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=SEPTEMBER)
    rows = [placement(n, form="hvb" if n else "slott") for n in range(2)]
    held = deliver_file(home, write_csv(tmp_path / "fel.csv", PLACEMENTS, rows), Terms(OCTOBER))
    assert {one.code: one.message for one in held.findings if one.code != "V002"} == {
        "L021": "Registret har 2 rader; den förra leveransen hade 40."
    }


def test_what_holds_a_file_is_what_says_that_it_does(home, tmp_path):
    deliver(home, placements(tmp_path / "hel.csv", range(40)), received=SEPTEMBER)
    held = deliver_file(home, placements(tmp_path / "del.csv", range(3)), Terms(OCTOBER))
    assert {one.effect() for one in held.findings} == {Effect.HELD}
    kinds = (kind for kind in finding_kinds().values() if kind.code in HOLDING)
    assert {kind.severity for kind in kinds} == {Severity.WARNING}


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


WHOLE = (*PLACEMENTS, "hem_id", "avslutsorsak")


def ended(number, *, end="2026-07-01", home="H1"):
    return (*placement(number, end=end), home, "planerad" if end else "")


def test_a_file_that_is_stopped_is_not_compared_row_by_row_until_it_is_mended(home, tmp_path):
    columns = ("kommun", "manad", "placeringsform", "belopp")
    rows = [("Timrå", f"2026-0{month}", "hvb", "100000") for month in range(3, 9)]
    deliver_file(home, write_csv(tmp_path / "a.csv", columns, rows), Terms(SEPTEMBER))
    rows[-1] = ("Sundsvall", *rows[-1][1:])
    stopped = deliver_file(home, write_csv(tmp_path / "b.csv", columns, rows), Terms(OCTOBER))
    assert {one.code for one in stopped.findings} == {"L013"}


class TestColumns:
    def deliver_former(self, home, tmp_path, columns, rows):
        (former,) = deliver(home, write_csv(tmp_path / "f.csv", columns, rows), received=SEPTEMBER)
        assert former.status is DeliveryStatus.ACCEPTED

    def test_a_filled_column_that_is_called_something_else_now_holds_the_file(self, home, tmp_path):
        rows = [ended(number, end="2026-07-01" if number < 12 else "") for number in range(13)]
        self.deliver_former(home, tmp_path, WHOLE, rows)
        renamed = [{"slutdatum": "T.o.m.", "avslutsorsak": "Avslut"}.get(name, name) for name in WHOLE]
        file = write_csv(tmp_path / "n.csv", renamed, rows)
        held = deliver_file(home, file, Terms(OCTOBER))
        assert not held.accepted
        assert {(f.code, f.place.column) for f in held.findings if f.code[0] == "L"} == {
            ("L040", "slutdatum"),
            ("L040", "avslutsorsak"),
            ("L043", ""),
        }
        assert held.receipts[0].reason.startswith("En kolumn kan ha bytt namn eller innehåll.")
        (said, _) = [f for f in held.findings if f.code == "L040"]
        assert said.message == (
            "Kolumnen är ifylld på 0 rader; i den förra leveransen var den det på 12. "
            "Okända rubriker i filen: T.o.m., Avslut."
        )
        (accepted,) = deliver(home, file, received=OCTOBER, accept_shrink="Vi har slutat med avslut.")
        assert accepted.status is DeliveryStatus.ACCEPTED_WITH_WARNINGS

    def test_a_column_that_has_half_emptied_holds_the_file(self, home, tmp_path):
        self.deliver_former(home, tmp_path, WHOLE, [ended(number) for number in range(20)])
        rows = [ended(number, home="H1" if number < 9 else "") for number in range(20)]
        held = deliver_file(home, write_csv(tmp_path / "n.csv", WHOLE, rows), Terms(OCTOBER))
        assert [(f.code, f.place.column) for f in held.findings] == [("L040", "hem_id")]

    def test_a_column_a_little_less_full_holds_nothing(self, home, tmp_path):
        self.deliver_former(home, tmp_path, WHOLE, [ended(number) for number in range(20)])
        rows = [ended(number, home="H1" if number < 11 else "") for number in range(20)]
        assert deliver_file(home, write_csv(tmp_path / "n.csv", WHOLE, rows), Terms(OCTOBER)).accepted

    def test_a_column_that_was_never_filled_may_stay_away(self, home, tmp_path):
        self.deliver_former(home, tmp_path, WHOLE, [ended(number, end="", home="") for number in range(9)])
        rows = [placement(number) for number in range(9)]
        assert deliver_file(home, write_csv(tmp_path / "n.csv", PLACEMENTS, rows), Terms(OCTOBER)).accepted

    def test_a_near_match_that_stands_unused_holds_even_the_first_delivery(self, home, tmp_path):
        columns = [name.replace("slutdatum", "slutdattum") for name in PLACEMENTS]
        file = write_csv(tmp_path / "n.csv", columns, [placement(1, end="2026-07-01")])
        held = deliver_file(home, file, Terms(OCTOBER))
        assert [(f.code, f.place.column) for f in held.findings] == [("C012", "slutdatum")]
        assert held.receipts[0].status is DeliveryStatus.RECEIVED
        (accepted,) = deliver(home, file, received=OCTOBER, accept_shrink="En egen kolumn.")
        assert accepted.reason == "En egen kolumn."

    @pytest.mark.parametrize(
        ("times", "held"),
        rest_slow(
            [(0.001, True), (0.01, True), (1000, True), (0.5, False), (3, False)],
            lambda case: case[0] in (0.01, 3),
        ),
    )
    def test_amounts_a_hundred_or_a_thousand_times_what_they_were_hold_the_file(
        self, home, tmp_path, times, held
    ):
        columns = ("kommun", "manad", "placeringsform", "belopp")

        def costs(factor):
            return [
                ("Timrå", f"2026-0{month}", "hvb", f"{100_000 * month * factor:.0f}") for month in range(3, 9)
            ]

        self.deliver_former(home, tmp_path, columns, costs(1))
        found = deliver_file(home, write_csv(tmp_path / "n.csv", columns, costs(times)), Terms(OCTOBER))
        assert [f.code for f in found.findings if f.code == "L041"] == ["L041"] * held
        assert found.accepted is not held
