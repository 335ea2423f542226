"""What is promised is what is kept: nothing that no contract names lies anywhere in the home."""

from __future__ import annotations

import pytest
from polars.testing import assert_frame_equal

from pipelines.cli.verbs import run
from pipelines.deliveries.active import accepted_rows, active_deliveries
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.deliveries.receipts import receipts
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.home.archive import file_hash
from pipelines.home.ledger import open_ledger
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import (
    NOVEMBER,
    OCTOBER,
    PLACEMENTS,
    SEPTEMBER,
    placement,
    placements,
    write_csv,
    write_workbook,
)

pytestmark = pytest.mark.usefixtures("few_kpis")

SECRET = "Hemligstad"
"""What stands in a column or a sheet that nobody asked for."""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GFO_HOME", str(tmp_path / "hem"))
    return DataHome(tmp_path / "hem")


def everything_in(home):
    return b"".join(path.read_bytes() for path in home.root.rglob("*") if path.is_file())


def csv_with_more(path, *, form="hvb"):
    columns = (*PLACEMENTS[:2], "diagnos", *PLACEMENTS[2:], "handläggare")
    rows = [placement(1, end="2026-07-01"), placement(2), placement(3, form=form)]
    return write_csv(path, columns, [(*row[:2], SECRET, *row[2:], SECRET) for row in rows])


def csv_with_a_nameless_column(path):
    return write_csv(path, (*PLACEMENTS, ""), [(*placement(number), SECRET) for number in range(1, 4)])


def workbook_with_more(path):
    rows = [placement(1, end="2026-07-01"), placement(2), placement(3)]
    register = [(*PLACEMENTS, "diagnos"), *((*row, SECRET) for row in rows)]
    notes = [("Namn på barnet", "Ort"), ("x", SECRET)]
    return write_workbook(
        path, {"Anteckningar": [("Ort",), (SECRET,)], "Placeringar": register, "Mer": notes[1:]}
    )


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (csv_with_more, "a.csv"),
        (csv_with_a_nameless_column, "a.csv"),
        (workbook_with_more, "a.xlsx"),
    ],
)
def test_a_column_or_sheet_that_no_contract_names_lies_nowhere(home, tmp_path, make, name):
    file = make(tmp_path / name)
    delivery = deliver_file(home, file, Terms(SEPTEMBER))
    assert delivery.accepted
    assert SECRET.encode() not in everything_in(home)
    assert not list(home.archive.glob(f"*/{name}"))
    (receipt,) = delivery.receipts
    (kept,) = home.archive.glob("*/*")
    assert kept.parent.name == receipt.sha256 == file_hash(file)
    assert kept.stem == receipt.kept_sha256 == file_hash(kept)


@pytest.mark.parametrize(
    ("make", "name"),
    rest_slow(
        [(csv_with_more, "a.csv"), (csv_with_a_nameless_column, "a.csv"), (workbook_with_more, "a.xlsx")],
        lambda case: case[0] is not csv_with_a_nameless_column,
    ),
)
def test_what_is_kept_is_checked_again_to_the_very_same_rows(home, tmp_path, make, name):
    delivery = deliver_file(home, make(tmp_path / name), Terms(SEPTEMBER))
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
        again = accepted_rows(home, ledger, receipt, reread=True)
    assert_frame_equal(again, delivery.checked.parts[0].accepted)
    assert again["source_row"].to_list() == [2, 3, 4]


@pytest.mark.slow
def test_rows_that_were_left_out_by_word_are_left_out_again(home, tmp_path):
    file = csv_with_more(tmp_path / "a.csv", form="slott")
    assert deliver_file(home, file, Terms(SEPTEMBER, accept_partial="Slott utreds.")).accepted
    assert run(["build", "--reread", "--reporting-date", "2026-08-31"]) == 0
    assert active_deliveries(home, NOVEMBER)[0].rows_accepted == 2


def test_a_file_that_holds_nothing_else_is_kept_byte_for_byte(home, tmp_path):
    file = placements(tmp_path / "a.csv", range(3))
    (receipt,) = deliver_file(home, file, Terms(SEPTEMBER)).receipts
    assert receipt.kept_sha256 == ""
    assert (home.archive / receipt.sha256 / "a.csv").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("sender", [None, "Timrå"])
def test_a_refused_file_with_more_is_told_of_and_not_kept(home, tmp_path, sender, capsys):
    home.claim("real")
    file = csv_with_more(home.inbox / "a.csv", form="slott")
    held = deliver_file(home, file, Terms(SEPTEMBER, sender=sender))
    assert not held.accepted
    assert SECRET.encode() not in everything_in(home)
    assert [path.name for path in home.refused.glob("*/*")] == ["rapport.xlsx"]
    assert run(["deliver", str(csv_with_more(tmp_path / "b.csv", form="slott"))]) == 1
    assert "Filen har inte sparats någonstans." in capsys.readouterr().out


def test_a_file_of_no_known_dataset_is_not_kept(home, tmp_path):
    file = write_csv(tmp_path / "a.csv", ("ort", "vad"), [(SECRET, "x")])
    assert not deliver_file(home, file, Terms(SEPTEMBER)).accepted
    assert SECRET.encode() not in everything_in(home)


def test_a_damaged_copy_is_said_and_the_file_delivered_again_heals_it(home, tmp_path):
    file = csv_with_more(tmp_path / "a.csv")
    deliver_file(home, file, Terms(SEPTEMBER))
    (kept,) = home.archive.glob("*/*")
    content = kept.read_bytes()
    kept.write_bytes(content[:-9])
    with open_ledger(home) as ledger:
        (receipt,) = receipts(ledger)
        with pytest.raises(ReaderError) as error:
            accepted_rows(home, ledger, receipt)
    assert error.value.code == "L002"
    assert deliver_file(home, file, Terms(OCTOBER)).receipts[0].repeated
    assert kept.read_bytes() == content


def test_statistics_are_kept_as_they_came(home, tmp_path):
    rows = [("Timrå", "2024", str(age), "100", "0117") for age in range(21)]
    file = write_csv(tmp_path / "a.csv", ("kommun", "ar", "alder", "antal", "tabell"), rows)
    (receipt,) = deliver_file(home, file, Terms(SEPTEMBER)).receipts
    assert receipt.kept_sha256 == ""
    assert (home.archive / receipt.sha256 / "a.csv").read_bytes() == file.read_bytes()
