"""What `gfo check` and `gfo deliver` say of files."""

from __future__ import annotations

import fcntl
import os

import polars as pl
import pytest

from pipelines.cli.verbs import run
from pipelines.deliveries.receipts import receipts
from pipelines.home.ledger import open_ledger
from pipelines.reading.sample_mark import SAMPLE_WORDS
from tests.fixtures.contents import files_in
from tests.fixtures.registers import PLACEMENTS, placement, placements, write_csv


def test_a_right_file_is_delivered_with_code_0(home, tmp_path, capsys):
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3)))]) == 0
    assert "Godkänd" in capsys.readouterr().out
    assert home.kind == "real"


def test_a_bad_file_gets_code_1_its_findings_and_does_not_stop_the_next(home, tmp_path, capsys):
    bad = write_csv(tmp_path / "fel.csv", PLACEMENTS, [placement(1, "Ånge", form="slott")])
    good = placements(tmp_path / "ratt.csv", range(3))
    assert run(["deliver", str(bad), str(good)]) == 1
    shown = capsys.readouterr().out
    assert "”slott” känns inte igen." in shown
    assert "rad 2" in shown
    assert "Mottagen" in shown
    assert "Godkänd" in shown


def test_checking_stores_nothing(home, tmp_path, capsys):
    assert run(["check", str(placements(tmp_path / "a.csv", range(3)))]) == 0
    assert run(["check", str(write_csv(tmp_path / "b.csv", PLACEMENTS, [placement(1, form="slott")]))]) == 1
    assert "slott" in capsys.readouterr().out
    assert not home.root.exists()


def test_a_check_can_write_the_report_and_counts_the_homes_mappings(home, tmp_path, capsys):
    home.mappings.mkdir(parents=True)
    (home.mappings / "Timrå.toml").write_text(
        '[datasets.placeringar.codes.placeringsform]\n"Villa" = "hvb"\n', encoding="utf-8"
    )
    rows = [placement(1, form="Villa"), placement(2, form="slott")]
    file = write_csv(tmp_path / "a.csv", PLACEMENTS, rows)
    before = files_in(home)
    assert run(["check", str(file), "--report", str(tmp_path / "rapport.xlsx")]) == 1
    shown = capsys.readouterr().out
    assert "slott" in shown
    assert "Villa" not in shown
    cells = pl.read_excel(tmp_path / "rapport.xlsx", sheet_name="Att rätta", has_header=False).rows()
    assert "slott" in {cell for row in cells for cell in row}
    assert files_in(home) == before
    assert run(["check", str(file), str(file), "--report", "x.xlsx"]) == 2


@pytest.mark.parametrize(
    ("form", "code", "words"),
    [("hvb", 0, "Inget hindrar att filen levereras."), ("slott", 1, "innan den levereras.")],
)
def test_the_report_of_a_check_never_says_that_something_counts(home, tmp_path, form, code, words):
    file = write_csv(tmp_path / "a.csv", PLACEMENTS, [placement(1, form=form)])
    assert run(["check", str(file), "--report", str(tmp_path / "rapport.xlsx")]) == code
    cells = pl.read_excel(tmp_path / "rapport.xlsx", sheet_name="Sammanfattning", has_header=False).rows()
    said = " ".join(str(cell) for row in cells for cell in row if cell is not None)
    assert said.startswith("Kontroll: a.csv Filen är kontrollerad men inte levererad, så inget i den gäller.")
    assert words in said
    for untrue in ("Godkänd:", "Mottagen", "gäller nu", "ingen "):
        assert untrue not in said


def test_a_check_says_what_a_delivery_would_hold_and_keeps_nothing_of_it(home, tmp_path, capsys):
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(20)))]) == 0
    with open_ledger(home) as ledger:
        before = receipts(ledger)
    capsys.readouterr()
    for file, code, words in (
        (placements(tmp_path / "b.csv", range(8)), 1, "Registret har krympt"),
        (placements(tmp_path / "c.csv", range(21)), 0, "Inget hindrar att filen levereras."),
        (placements(tmp_path / "d.csv", range(20)), 0, "Samma fil gäller redan"),
    ):
        assert run(["check", str(file), "--report", str(tmp_path / "rapport.xlsx")]) == code
        said = capsys.readouterr().out
        assert words in said
        assert ("Inget hindrar" in said) == (not code)
        assert ("L020" in said) == bool(code)
        assert run(["deliver", str(file)]) == code if code else True
        capsys.readouterr()
    with open_ledger(home) as ledger:
        after = receipts(ledger)
    assert [one.file_name for one in after if one not in before] == ["b.csv"]


def test_a_file_that_cannot_be_read_is_not_said_to_be_the_first(home, tmp_path, capsys):
    unread = tmp_path / "b.json"
    unread.write_text("[]", encoding="utf-8")
    assert run(["check", str(unread)]) == 1
    assert "Ingen tidigare leverans finns att jämföra med." in capsys.readouterr().out
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(20)))]) == 0
    capsys.readouterr()
    assert run(["check", str(unread)]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "Jämförelsen med den förra leveransen görs när filen är rättad." in said
    assert "Ingen tidigare" not in said


def test_a_check_that_cannot_compare_says_that_the_delivery_will(home, tmp_path, capsys):
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(20)))]) == 0
    shrunk = placements(tmp_path / "b.csv", range(8))
    with (home.root / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run(["check", str(shrunk)]) == 0
    said = capsys.readouterr().out
    assert "Jämförelsen med den förra leveransen görs när filen levereras." in said
    assert "Inget hindrar" not in said


def test_a_check_without_a_ledger_says_in_its_report_that_nothing_was_compared(home, tmp_path):
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(20)))]) == 0
    shrunk = placements(tmp_path / "b.csv", range(8))
    assert run(["check", "--json", str(shrunk), "--report", str(tmp_path / "rapport.xlsx")]) == 0
    cells = pl.read_excel(tmp_path / "rapport.xlsx", sheet_name="Sammanfattning", has_header=False).rows()
    said = " ".join(str(cell) for row in cells for cell in row if cell is not None)
    assert "Jämförelsen med den förra leveransen görs när filen levereras." in said


def test_a_check_says_that_made_up_rows_are_not_let_into_a_real_home(home, tmp_path, capsys):
    home.claim("real")
    file = placements(tmp_path / "a.csv", range(3))
    file.write_bytes(SAMPLE_WORDS.encode("cp1252") + b"\r\n" + file.read_bytes())
    assert run(["check", str(file)]) == 1
    assert "påhittade" in capsys.readouterr().out.splitlines()[-2]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to root")
@pytest.mark.parametrize("verb", ["check", "deliver"])
def test_a_locked_file_is_said_and_keeps_no_other_out(home, tmp_path, capsys, verb):
    locked = placements(tmp_path / "last.csv", range(3))
    locked.chmod(0)
    assert run([verb, str(locked), str(placements(tmp_path / "ratt.csv", range(4)))]) == 1
    shown = capsys.readouterr()
    assert f"Programmet får inte läsa eller skriva {locked}." in shown.err
    assert "ratt.csv" in shown.out


def test_each_row_gets_the_suggestion_that_is_about_its_own_value(home, tmp_path, capsys):
    rows = [placement(1, form="familjehem_gf"), placement(2, form="stodboend"), placement(3, form="slott")]
    assert run(["check", str(write_csv(tmp_path / "a.csv", PLACEMENTS, rows))]) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert "rad 2 (P1): ”familjehem_gf” känns inte igen. Menade ni familjehem_gfo?" in lines
    assert "rad 3 (P2): ”stodboend” känns inte igen. Menade ni stodboende?" in lines
    assert "rad 4 (P3): ”slott” känns inte igen. Välj ett av de tillåtna värdena." in lines


def test_what_breaks_a_rule_is_shown_with_the_values_that_break_it(home, tmp_path, capsys):
    file = write_csv(tmp_path / "a.csv", PLACEMENTS, [placement(1, end="2025-01-01")])
    assert run(["check", str(file)]) == 1
    assert "Funnet: startdatum 2026-05-04, slutdatum 2025-01-01." in capsys.readouterr().out


def test_a_held_file_says_whether_a_former_one_stands(home, tmp_path, capsys):
    bad = write_csv(tmp_path / "fel.csv", PLACEMENTS, [placement(1, form="slott")])
    assert run(["deliver", str(bad)]) == 1
    assert "1 rad kan inte godtas. Inget i filen gäller förrän den är rättad." in capsys.readouterr().out
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3)))]) == 0
    assert run(["deliver", str(bad)]) == 1
    assert "1 rad kan inte godtas. Den förra leveransen gäller fortfarande." in capsys.readouterr().out
