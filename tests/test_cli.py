"""The command line: exit codes, Swedish words, and never a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import duckdb
import polars as pl
import pytest

from pipelines.cli import delivering
from pipelines.cli.app import app, show_any
from pipelines.cli.verbs import run
from pipelines.deliveries.sample_mark import SAMPLE_WORDS, says_sample
from pipelines.home import DataHome
from pipelines.synthetic import writing
from tests.deliveries.registers import PLACEMENTS, placement, placements, write_csv, write_workbook


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GFO_HOME", str(tmp_path / "hem"))
    monkeypatch.setenv("COLUMNS", "200")
    return DataHome(tmp_path / "hem")


def files_in(home):
    return {path: path.read_bytes() for path in home.root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Användning: gfo"),
        (["hej"], "Kommandot hej finns inte."),
        (["deliver"], "Argumentet FIL… saknas."),
        (["deliver", "--sendr", "x"], "Menade ni --sender?"),
        (["deliver", "finns_inte.csv"], "Filen finns_inte.csv finns inte."),
        (["status", "--as-of"], "kräver ett värde"),
        (["status", "--as-of", "i går"], "är inget datum"),
        (["status", "--as-of", "0001-01-01"], "ligger före 2000"),
        (["build", "--as-of", "9999-12-31"], "ligger i framtiden"),
        (["build", "--reporting-date", "3000-01-01"], "ligger i framtiden"),
        (["diff", "ett", "två"], "Ogiltigt värde för A: Skriv ett heltal."),
        (["serve", "--port", "99999"], "Skriv ett tal som är högst 65535."),
        (["release", "2026T9", "--meeting", "2026-10-14", "--reason", "x"], "2026T9 är ingen period."),
        (["deliver", "/tmp"], "/tmp är en mapp."),
        (["template", "stod", "--to", "/tmp"], "/tmp är en mapp."),
        (["template", "stod", "--to", "/finns/inte/mall.xlsx"], "Mappen /finns/inte finns inte."),
        (["template", "placering"], "finns inte"),
    ],
)
def test_wrong_usage_is_said_in_swedish_with_code_2_and_touches_nothing(home, capsys, arguments, words):
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert words in shown.out + shown.err
    assert "Input should" not in shown.err
    assert not home.root.exists()


def test_help_is_swedish(home, capsys):
    assert run(["deliver", "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Flaggor" in shown
    for english in ("Usage", "Options", "Arguments", "Show this message", "required"):
        assert english not in shown


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
    [("hvb", 0, "Inget hindrar att den levereras."), ("slott", 1, "innan den levereras.")],
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


def test_a_template_is_written_where_it_is_asked_for(home, tmp_path):
    assert run(["template", "stod", "--to", str(tmp_path / "mall.xlsx")]) == 0
    assert "uppdrag_id" in str(pl.read_excel(tmp_path / "mall.xlsx", sheet_id=0))


def test_a_blank_reason_is_no_reason(home, tmp_path, capsys):
    file = placements(tmp_path / "a.csv", range(3))
    assert run(["deliver", str(file), "--accept-partial", " "]) == 2
    assert "Ange ett skäl." in capsys.readouterr().err


def test_a_day_in_the_future_is_wrong_usage(home, tmp_path, capsys):
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3))), "--received", "2999-01-01"]) == 2
    assert "framtiden" in capsys.readouterr().err


@contextmanager
def another_command():
    """A process that holds the home until it is spoken to, with the ledger open as a build has it."""
    script = (
        "import sys; from pipelines.home import data_home; from pipelines.deliveries.ledger import open_ledger\n"
        "with open_ledger(data_home()):\n    print('har', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "har\n"
        yield other


def test_status_waits_for_a_command_that_is_at_work(home, tmp_path, capsys):
    run(["deliver", str(placements(tmp_path / "a.csv", range(3)))])
    ended = []
    with another_command() as other:

        def end():
            ended.append(time.monotonic())
            other.communicate()

        threading.Timer(0.5, end).start()
        assert run(["status"]) == 0
        assert time.monotonic() > ended[0]
    assert "placeringar" in capsys.readouterr().out


def test_status_waits_only_so_long(home, tmp_path, capsys, monkeypatch):
    run(["deliver", str(placements(tmp_path / "a.csv", range(3)))])
    monkeypatch.setattr(delivering, "STATUS_WAITS", 0.3)
    capsys.readouterr()
    with another_command() as other:
        assert run(["status"]) == 1
        assert "Ett annat kommando arbetar i datahemmet" in capsys.readouterr().err
        other.communicate()


def test_two_commands_at_once_are_told_apart(home, tmp_path, capsys):
    file = placements(tmp_path / "a.csv", range(3))
    with another_command() as other:
        assert run(["deliver", str(file)]) == 1
        assert "Ett annat kommando arbetar i datahemmet" in capsys.readouterr().err
        other.communicate()
    assert run(["deliver", str(file)]) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is locked to root")
@pytest.mark.parametrize("verb", ["check", "deliver"])
def test_a_locked_file_is_said_and_keeps_no_other_out(home, tmp_path, capsys, verb):
    locked = placements(tmp_path / "last.csv", range(3))
    locked.chmod(0)
    assert run([verb, str(locked), str(placements(tmp_path / "ratt.csv", range(4)))]) == 1
    shown = capsys.readouterr()
    assert f"Programmet får inte läsa eller skriva {locked}." in shown.err
    assert "ratt.csv" in shown.out


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            duckdb.IOException('Cannot open file "/hem/1.duckdb.new": Permission denied'),
            1,
            "/hem/1.duckdb.new",
        ),
        (duckdb.IOException("Could not write: No space left on device"), 1, "Disken är full."),
        (OSError(errno.EROFS, "", "/hem/inbox"), 1, "får inte läsa eller skriva /hem/inbox."),
        (ValueError("Permission denied"), 3, "Ett fel i programmet"),
    ],
)
def test_trouble_with_the_disk_is_not_called_a_bug(home, capsys, error, code, words):
    assert show_any(error) == code
    assert words in capsys.readouterr().err


def test_a_home_that_is_no_home_is_said(home, tmp_path, capsys, monkeypatch):
    home.claim("real")
    (home.root / "kind").write_text("skräp", encoding="utf-8")
    assert run(["status"]) == 1
    assert "är märkt ”skräp”" in capsys.readouterr().err
    monkeypatch.setenv("GFO_HOME", str(home.root / "kind"))
    assert run(["status"]) == 1
    assert "är ingen mapp" in capsys.readouterr().err


@pytest.fixture
def broken_command():
    @app.command("trasigt", hidden=True)
    def broken() -> None:
        raise ValueError("could not read 19640823-3234 in row 7")

    yield "trasigt"
    app.registered_commands.pop()


def test_our_own_bug_gives_a_reference_and_a_log_without_values(home, capsys, broken_command):
    assert run([broken_command]) == 3
    shown = capsys.readouterr().err
    assert "referens" in shown
    assert "Traceback" not in shown
    (log,) = (home.root / "logs").iterdir()
    assert log.stem in shown
    text = log.read_text(encoding="utf-8")
    assert "ValueError: could not read [siffror] in row 7" in text
    assert "640823" not in text + shown


def test_a_damaged_ledger_is_said_and_left_alone(home, capsys):
    home.claim("real")
    home.ledger.write_bytes(b"inte en databas" * 1000)
    before = files_in(home)
    assert run(["status"]) == 1
    assert "Liggaren" in capsys.readouterr().err
    assert files_in(home) == before | {home.root / "lock": b""}


def test_status_of_an_empty_home_says_so_and_makes_nothing(home, capsys):
    assert run(["status", "--all"]) == 0
    assert "är tomt" in capsys.readouterr().out
    assert not home.root.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["publish"],
        ["diff", "1", "2"],
        ["release", "2026T2", "--meeting", "2026-10-14", "--reason", "x"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_home_that_nothing_was_delivered_to_is_said_and_left_unmade(home, capsys, arguments):
    assert run(arguments) == 1
    assert f"Datahemmet {home.root} är tomt" in capsys.readouterr().err
    assert not home.root.exists()


def test_status_tells_who_is_late(home, tmp_path, capsys):
    run(["deliver", str(placements(tmp_path / "a.csv", range(3))), "--received", "2026-09-03"])
    capsys.readouterr()
    assert run(["status", "--all", "--as-of", "2026-09-10"]) == 0
    shown = capsys.readouterr().out
    assert "T2 2026" in shown
    assert "aldrig levererad" in shown
    assert "i tid" in shown
    assert "a.csv" in shown


def test_a_sample_file_never_reaches_a_home_with_real_deliveries(home, tmp_path, capsys):
    run(["deliver", str(placements(tmp_path / "a.csv", range(3)))])
    sample = tmp_path / "exempel.csv"
    content = SAMPLE_WORDS.encode("cp1252") + b"\r\n" + placements(tmp_path / "b.csv", range(4)).read_bytes()
    sample.write_bytes(content)
    before = files_in(home)
    assert run(["deliver", str(sample)]) == 1
    assert "tar inte emot exempeldata" in capsys.readouterr().err
    assert files_in(home) == before


def test_a_sample_home_takes_only_what_is_called_made_up(home, tmp_path, capsys):
    home.claim("sample")
    file = write_csv(tmp_path / "a.csv", PLACEMENTS, [placement(1, form="slott")])
    assert run(["deliver", str(file)]) == 1
    shown = capsys.readouterr()
    assert "tar inte emot riktiga leveranser" in shown.err
    assert "slott" in shown.out  # what is wrong with it is said all the same
    assert run(["deliver", "--sample", str(placements(tmp_path / "b.csv", range(3)))]) == 0


def test_sample_files_say_so_in_every_format(tmp_path):
    assert writing.SAMPLE_WORDS == SAMPLE_WORDS
    rows = [{"kommun": "Timrå", "ar": 2024, "alder": 3, "antal": 100}]
    writing.write_workbook(tmp_path / "a.xlsx", {"Befolkning": rows})
    writing.write_parquet(tmp_path / "a.parquet", rows)
    for style in (writing.CsvStyle(), writing.CsvStyle(encoding="utf-8-sig")):
        writing.write_csv(tmp_path / f"{style.encoding}.csv", rows, style)
    assert [path.name for path in tmp_path.iterdir() if not says_sample(path)] == []
    assert not says_sample(write_workbook(tmp_path / "riktig.xlsx", {"Blad": [PLACEMENTS, placement(1)]}))
    assert not says_sample(placements(tmp_path / "riktig.csv", range(3)))


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
    assert "Funnet: startdatum 2026-01-15, slutdatum 2025-01-01." in capsys.readouterr().out


def test_a_held_file_says_whether_a_former_one_stands(home, tmp_path, capsys):
    bad = write_csv(tmp_path / "fel.csv", PLACEMENTS, [placement(1, form="slott")])
    assert run(["deliver", str(bad)]) == 1
    assert "1 rad kan inte godtas. Inget i filen gäller förrän den är rättad." in capsys.readouterr().out
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3)))]) == 0
    assert run(["deliver", str(bad)]) == 1
    assert "1 rad kan inte godtas. Den förra leveransen gäller fortfarande." in capsys.readouterr().out


def test_a_version_that_is_not_there_is_answered_with_those_that_are(home, capsys):
    home.claim("real")
    assert run(["diff", "1", "2"]) == 1
    assert "Kör gfo build först." in capsys.readouterr().err
    for number in (9, 10):
        (home.warehouse / f"{number}.duckdb").touch()
    assert run(["diff", "1", "2"]) == 1
    assert "Tillåtet: 9, 10." in capsys.readouterr().err


@pytest.mark.parametrize("name", ["waivers.toml", "corrections.toml", "coverage.csv", "mappings/Timrå.toml"])
@pytest.mark.parametrize("content", ["[[waiver]]\nrule = R016", "reason = 'Vård'"])
def test_a_written_input_that_cannot_be_read_is_said_in_swedish(home, tmp_path, capsys, name, content):
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3)))]) == 0
    (home.root / name).parent.mkdir(exist_ok=True)
    (home.root / name).write_bytes(content.encode("cp1252"))
    # Mappings and waivers are read with a file, corrections and coverage by a build.
    assert sorted([run(["deliver", str(placements(tmp_path / "b.csv", range(4)))]), run(["build"])])[-1] == 1
    said = capsys.readouterr().err
    assert name.rpartition("/")[2] in said
    assert "Ett fel i programmet" not in said
    for english in ("line", "codec", "Invalid", "Expected"):
        assert english not in said
