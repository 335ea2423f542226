"""The act of delivering: what becomes of a file, what stands afterwards, and what is kept where."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.active import active_deliveries, corrected_rows
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.deliveries.receipts import receipts
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import archived_path
from pipelines.home.key import load_or_make_key
from pipelines.home.ledger import open_ledger
from tests.fixtures.keyed import keyed_id
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import (
    NOVEMBER,
    OCTOBER,
    PLACEMENTS,
    REFERRALS,
    SEPTEMBER,
    accepted_rows,
    placement,
    placements,
    write_csv,
    write_workbook,
)


@pytest.fixture
def home(tmp_path):
    return DataHome(tmp_path / "hem")


@pytest.fixture
def broken(tmp_path):
    """Nine right rows and one whose form does not exist."""
    rows = [placement(number) for number in range(9)] + [placement(9, form="slott")]
    return write_csv(tmp_path / "trasig.csv", PLACEMENTS, rows)


def standing(home, as_of=NOVEMBER):
    return [
        (d.dataset, d.sender, d.file_name, d.rows_accepted, d.status) for d in active_deliveries(home, as_of)
    ]


def refused_files(home):
    return sorted(path.name for path in home.refused.rglob("*") if path.is_file())


def test_a_right_register_stands_and_its_bytes_are_in_the_archive(home, tmp_path):
    file = placements(tmp_path / "register.csv", range(10))
    (receipt,) = deliver(home, file, received=SEPTEMBER)
    assert (receipt.status, receipt.sender, receipt.rows_accepted) == (DeliveryStatus.ACCEPTED, "2262", 10)
    assert receipt.through == date(2026, 8, 31)
    assert (receipt.first_day, receipt.last_day) == (date(2026, 5, 4), date(2026, 5, 4))
    assert archived_path(home, receipt.sha256, "register.csv").read_bytes() == file.read_bytes()
    assert standing(home) == [("placeringar", "2262", "register.csv", 10, DeliveryStatus.ACCEPTED)]
    assert home.kind == "real"


def test_accepted_rows_come_back_with_ids_keyed_and_their_rows_in_the_file(home, tmp_path):
    deliver(home, placements(tmp_path / "register.csv", range(3)), received=SEPTEMBER)
    (delivery,) = active_deliveries(home, NOVEMBER)
    rows = accepted_rows(home, delivery)
    key = load_or_make_key(home)
    assert rows["source_row"].to_list() == [2, 3, 4]
    assert rows["child_id"].to_list() == [keyed_id(f"B{n}", "barn", "2262", key) for n in range(3)]
    assert set(rows["delivery_id"]) == {delivery.delivery_id}


def test_a_refused_row_leaves_the_former_delivery_standing_until_the_rest_is_accepted(home, tmp_path, broken):
    deliver(home, placements(tmp_path / "register.csv", range(10)), received=SEPTEMBER)
    (held,) = deliver(home, broken, received=OCTOBER)
    assert held.status is DeliveryStatus.RECEIVED
    assert standing(home) == [("placeringar", "2262", "register.csv", 10, DeliveryStatus.ACCEPTED)]
    assert refused_files(home) == ["rapport.xlsx", "trasig.csv"]

    (partly,) = deliver(home, broken, received=OCTOBER, accept_partial="Slott utreds.")
    assert partly.status is DeliveryStatus.PARTLY_ACCEPTED
    assert standing(home) == [("placeringar", "2262", "trasig.csv", 9, DeliveryStatus.PARTLY_ACCEPTED)]
    assert active_deliveries(home, NOVEMBER)[0].reason == "Slott utreds."
    assert refused_files(home) == []


def test_a_missing_column_refuses_the_file(home, tmp_path):
    deliver(home, placements(tmp_path / "register.csv", range(10)), received=SEPTEMBER)
    file = write_csv(tmp_path / "utan.csv", PLACEMENTS[:-2], [placement(1)[:-2]])
    (receipt,) = deliver(home, file, received=OCTOBER, dataset="placeringar")
    assert receipt.status is DeliveryStatus.REFUSED
    assert standing(home)[0][2] == "register.csv"
    assert refused_files(home) == ["rapport.xlsx", "utan.csv"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("skrap.xlsx", b"inte en arbetsbok"), ("tom.csv", b""), ("okand.csv", b"a;b\r\n1;2\r\n")],
)
@pytest.mark.parametrize("sender", rest_slow([None, "Timrå", "GFO"], lambda sender: sender == "Timrå"))
def test_what_is_no_register_gets_a_receipt_and_replaces_nothing(home, tmp_path, name, content, sender):
    deliver(home, placements(tmp_path / "register.csv", range(10)), received=SEPTEMBER)
    file = tmp_path / name
    file.write_bytes(content)
    (receipt,) = deliver(home, file, received=OCTOBER, sender=sender)
    assert (receipt.status, receipt.dataset, receipt.rows_accepted) == (DeliveryStatus.REFUSED, "", 0)
    assert receipt.reason == "Ett fel stoppar hela filen."
    assert [line[2] for line in standing(home)] == ["register.csv"]
    # A column that no contract names lies nowhere in the home.
    assert refused_files(home) == sorted({"rapport.xlsx", name} - {"okand.csv"})


def test_a_file_with_a_personnummer_is_copied_nowhere_and_leaves_the_inbox(home, tmp_path):
    home.claim("real")
    row = ("P1", "Timrå", "19640823-3234", "hvb", "2026-01-15", "")
    file = write_csv(home.inbox / "register.csv", PLACEMENTS, [row])
    (receipt,) = deliver(home, file, received=SEPTEMBER)
    assert (receipt.status, receipt.identity) == (DeliveryStatus.REFUSED, True)
    assert not file.exists()
    kept = b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())
    assert b"640823" not in kept
    assert refused_files(home) == ["rapport.xlsx"]
    assert len(receipt.sha256) == 64
    assert standing(home) == []


def test_a_file_of_several_kommuner_is_split_when_told_and_stands_or_falls_as_one(home, tmp_path):
    rows = [placement(1, "Timrå"), placement(1, "2260"), placement(2, "Ånge")]
    deliver(home, write_csv(tmp_path / "tva.csv", PLACEMENTS, rows), received=SEPTEMBER, split=True)
    assert [(line[1], line[3]) for line in standing(home)] == [("2260", 2), ("2262", 1)]

    worse = [*rows, placement(3, "Ånge", form="slott")]
    held = deliver(home, write_csv(tmp_path / "samre.csv", PLACEMENTS, worse), received=OCTOBER, split=True)
    assert {receipt.status for receipt in held} == {DeliveryStatus.RECEIVED}
    assert {line[2] for line in standing(home)} == {"tva.csv"}


@pytest.mark.slow
def test_one_row_of_another_kommun_never_becomes_a_register_of_its_own(home, tmp_path):
    rows = [placement(1, "Timrå"), placement(2, "Ånge"), placement(3, "Timrå")]
    file = write_csv(tmp_path / "slip.csv", PLACEMENTS, rows)
    for sender in (None, "Timrå", "Ånge", "GFO"):
        delivery = deliver_file(home, file, Terms(SEPTEMBER, sender=sender, accept_partial="Ändå."))
        assert {finding.code for finding in delivery.findings} == {"L013"}
        assert {receipt.status for receipt in delivery.receipts} == {DeliveryStatus.REFUSED}
    assert standing(home) == []


def test_a_register_without_kommun_is_its_senders_and_is_read_again_as_that(home, tmp_path):
    columns = tuple(column for column in PLACEMENTS if column != "kommun")
    rows = [placement(1)[:1] + placement(1)[2:], placement(2)[:1] + placement(2)[2:]]
    file = write_csv(tmp_path / "utan.csv", columns, rows)
    assert not deliver_file(home, file, Terms(SEPTEMBER)).accepted
    assert deliver_file(home, file, Terms(SEPTEMBER, sender="Timrå")).accepted
    (active,) = active_deliveries(home, SEPTEMBER)
    read_again, _ = corrected_rows(home, active, [], SEPTEMBER.date())
    assert read_again["kommun_code"].to_list() == ["2262", "2262"]


def test_rows_whose_kommun_cannot_be_read_are_nobodys_also_when_the_rest_is_accepted(home, tmp_path):
    rows = [placement(1, "Timrå"), placement(2, "Ånge"), placement(3, "Atlantis")]
    file = write_csv(tmp_path / "okand_kommun.csv", PLACEMENTS, rows)
    assert not deliver_file(home, file, Terms(SEPTEMBER, split=True)).accepted
    delivery = deliver_file(home, file, Terms(SEPTEMBER, accept_partial="Atlantis rättas sedan.", split=True))
    assert delivery.accepted
    assert [(line[1], line[3]) for line in standing(home)] == [("2260", 1), ("2262", 1)]


def test_a_workbook_brings_one_register_a_sheet(home, tmp_path):
    file = write_workbook(
        tmp_path / "allt.xlsx",
        {
            "Placeringar": [PLACEMENTS, placement(1)],
            "Remisser": [REFERRALS, ("R1", "Timrå", "B1", "2026-02-01", "pagaende", "")],
            "Läs mig": [("Hej!",)],
        },
    )
    found = deliver(home, file, received=SEPTEMBER)
    assert [(receipt.dataset, receipt.sender, receipt.sheet) for receipt in found] == [
        ("placeringar", "2262", "Placeringar"),
        ("remisser", "GFO", "Remisser"),
    ]
    assert [accepted_rows(home, delivery).height for delivery in active_deliveries(home, NOVEMBER)] == [1, 1]


def test_the_same_bytes_again_get_no_new_receipt(home, tmp_path):
    file = placements(tmp_path / "register.csv", range(10))
    (first,) = deliver(home, file, received=SEPTEMBER)
    (again,) = deliver(home, file, received=OCTOBER)
    assert again.repeated
    assert again.delivery_id == first.delivery_id
    with open_ledger(home) as ledger:
        assert len(receipts(ledger)) == 1


def test_the_same_bytes_with_a_later_through_say_that_nothing_has_changed_until_then(home, tmp_path):
    file = placements(tmp_path / "register.csv", range(10))
    deliver(home, file, received=SEPTEMBER)
    (again,) = deliver(home, file, received=OCTOBER, through=date(2026, 9, 30))
    assert not again.repeated
    assert [delivery.through for delivery in active_deliveries(home, NOVEMBER)] == [date(2026, 9, 30)]


def test_what_stands_is_what_was_received_by_the_time_asked_about(home, tmp_path):
    deliver(home, placements(tmp_path / "ny.csv", range(11)), received=OCTOBER)
    deliver(home, placements(tmp_path / "gammal.csv", range(10)), received=SEPTEMBER)
    assert standing(home, SEPTEMBER - timedelta(seconds=1)) == []
    assert standing(home, SEPTEMBER)[0][2] == "gammal.csv"
    assert standing(home, OCTOBER)[0][2] == "ny.csv"


def test_a_delivery_entered_late_says_that_a_later_one_stands(home, tmp_path):
    new = deliver_file(home, placements(tmp_path / "ny.csv", range(11)), Terms(OCTOBER))
    old = deliver_file(home, placements(tmp_path / "gammal.csv", range(10)), Terms(SEPTEMBER))
    assert new.outlived == frozenset()
    assert old.outlived == {old.receipts[0].delivery_id}
    assert old.accepted


def test_the_same_bytes_under_another_name_are_archived_once(home, tmp_path):
    deliver(home, placements(tmp_path / "a.csv", range(10)), received=SEPTEMBER)
    (again,) = deliver(home, placements(tmp_path / "b.csv", range(10)), received=OCTOBER)
    assert again.repeated
    assert [path.name for path in home.archive.glob("*/*")] == ["a.csv"]


def test_an_empty_register_needs_to_be_told_whose_it_is(home, tmp_path):
    file = write_csv(tmp_path / "tom.csv", PLACEMENTS, [])
    (unknown,) = deliver(home, file, received=SEPTEMBER)
    assert unknown.status is DeliveryStatus.REFUSED
    (known,) = deliver(home, file, received=SEPTEMBER, sender="Ånge")
    assert (known.sender, known.kommun_code, known.rows_accepted) == ("2260", "2260", 0)
    assert accepted_rows(home, active_deliveries(home, NOVEMBER)[0]).height == 0


@pytest.mark.parametrize(
    ("sender", "words"),
    [
        ("Ånge", "Filen har rader för Timrå, men avsändaren är Ånge."),
        ("SCB", "Registret Placeringar levereras av kommunerna, inte av SCB."),
    ],
)
def test_a_register_of_another_sender_is_refused(home, tmp_path, sender, words):
    file = placements(tmp_path / "register.csv", range(2), "Timrå")
    delivery = deliver_file(home, file, Terms(SEPTEMBER, sender=sender))
    assert [receipt.status for receipt in delivery.receipts] == [DeliveryStatus.REFUSED]
    assert [finding.message for finding in delivery.findings] == [words]


@pytest.mark.parametrize("sender", ["timrå", "2262", "GFO", None])
def test_a_kommun_may_be_named_as_people_do_and_gfo_may_hand_in_for_it(home, tmp_path, sender):
    file = placements(tmp_path / "register.csv", range(2), "Timrå")
    (receipt,) = deliver(home, file, received=SEPTEMBER, sender=sender)
    assert (receipt.status, receipt.sender) == (DeliveryStatus.ACCEPTED, "2262")


def test_a_sender_that_does_not_exist_is_said(home, tmp_path):
    with pytest.raises(ReaderError) as error:
        deliver(home, placements(tmp_path / "a.csv", range(2)), received=SEPTEMBER, sender="Mora")
    assert error.value.code == "L005"


def test_a_register_cannot_reach_beyond_the_day_it_was_received(home, tmp_path):
    file = placements(tmp_path / "a.csv", range(2))
    with pytest.raises(ReaderError) as error:
        deliver(home, file, received=SEPTEMBER, through=date(2026, 9, 4))
    assert error.value.code == "L004"


def test_a_delivered_file_leaves_the_inbox_and_no_other_folder(home, tmp_path):
    home.claim("real")
    inside = placements(home.inbox / "register.csv", range(5))
    outside = placements(tmp_path / "annan.csv", range(6))
    deliver(home, inside, received=SEPTEMBER)
    deliver(home, outside, received=OCTOBER)
    assert not inside.exists()
    assert outside.exists()


def test_a_build_stops_when_the_check_accepts_other_rows_than_the_receipt_says(home, tmp_path, broken):
    deliver(home, broken, received=SEPTEMBER, accept_partial="Slott utreds.")
    with open_ledger(home) as ledger:
        ledger.execute("update delivery set accepted_digest = 'annan'")
    (delivery,) = active_deliveries(home, NOVEMBER)
    with pytest.raises(ReaderError) as error:
        accepted_rows(home, delivery)
    assert error.value.code == "L003"


def test_the_same_bytes_get_a_new_receipt_when_the_check_has_changed(home, tmp_path):
    file = placements(tmp_path / "register.csv", range(10))
    deliver(home, file, received=SEPTEMBER)
    with open_ledger(home) as ledger:
        ledger.execute("update delivery set accepted_digest = 'annan'")
    (again,) = deliver(home, file, received=OCTOBER)
    assert not again.repeated
    assert accepted_rows(home, active_deliveries(home, NOVEMBER)[0]).height == 10


def test_a_truncated_archive_file_is_said_and_delivering_the_original_again_heals_it(home, tmp_path):
    file = placements(tmp_path / "register.csv", range(10))
    (receipt,) = deliver(home, file, received=SEPTEMBER)
    kept = archived_path(home, receipt.sha256, "register.csv")
    kept.write_bytes(kept.read_bytes()[:-40])
    (delivery,) = active_deliveries(home, NOVEMBER)
    with pytest.raises(ReaderError) as error:
        accepted_rows(home, delivery)
    assert error.value.code == "L002"
    deliver(home, file, received=OCTOBER)
    assert accepted_rows(home, delivery).height == 10


def test_receipts_count_their_findings_by_code_column_and_severity(home, broken):
    (receipt,) = deliver(home, broken, received=SEPTEMBER)
    with open_ledger(home) as ledger:
        counted = ledger.execute(
            "select delivery_id, code, column_name, severity, n from delivery_finding"
        ).fetchall()
    assert counted == [(receipt.delivery_id, "V002", "placeringsform", "stoppar raden", 1)]


def test_the_report_beside_a_refused_file_names_row_value_and_remedy(home, broken):
    (receipt,) = deliver(home, broken, received=SEPTEMBER)
    report = home.refused / receipt.sha256 / "rapport.xlsx"
    rows = pl.read_excel(report, sheet_name="Att rätta", has_header=False).rows()
    text = [str(cell) for row in rows for cell in row]
    assert "slott" in text
    assert "11" in text
    assert "P9" in text


def test_a_mapping_is_kept_with_the_receipt_so_that_editing_it_changes_nothing_delivered(home, tmp_path):
    home.claim("real")
    home.mappings.mkdir()
    mapping = home.mappings / "2262.toml"
    mapping.write_text(
        '[datasets.placeringar.columns]\n"Insats-ID" = "placering_id"\n'
        '[datasets.placeringar.codes.placeringsform]\n"Villa" = "hvb"\n',
        encoding="utf-8",
    )
    columns = ("Insats-ID", *PLACEMENTS[1:])
    file = write_csv(tmp_path / "eget.csv", columns, [placement(1, form="Villa"), placement(2)])
    (receipt,) = deliver(home, file, received=SEPTEMBER)
    assert (receipt.status, receipt.rows_accepted) == (DeliveryStatus.ACCEPTED, 2)
    mapping.unlink()
    rows = accepted_rows(home, active_deliveries(home, NOVEMBER)[0])
    assert rows["form"].to_list() == ["hvb", "hvb"]


def test_a_sample_home_takes_no_claim_for_real_data(home):
    home.claim("sample")
    with pytest.raises(ReaderError) as error:
        home.claim("real")
    assert error.value.code == "H001"
