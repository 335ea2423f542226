"""What commands say of the home they work in: what is there, who holds it, what it is for."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import date

import pytest

from pipelines.cli import delivering
from pipelines.cli.app import out
from pipelines.cli.history import show_reviews
from pipelines.cli.verbs import run
from pipelines.kpi.definitions import kpi_definitions
from pipelines.reading.sample_mark import SAMPLE_WORDS, says_sample
from pipelines.synthetic import writing
from tests.fixtures.contents import files_in
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import PLACEMENTS, placement, placements, write_csv, write_workbook


@contextmanager
def another_command():
    """A process that holds the home until it is spoken to, with the ledger open as a build has it."""
    script = (
        "import sys; from pipelines.home import data_home; from pipelines.home.ledger import open_ledger\n"
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


def test_a_home_that_is_no_home_is_said(home, tmp_path, capsys, monkeypatch):
    home.claim("real")
    (home.root / "kind").write_text("skräp", encoding="utf-8")
    assert run(["status"]) == 1
    assert "är märkt ”skräp”" in capsys.readouterr().err
    monkeypatch.setenv("GFO_HOME", str(home.root / "kind"))
    assert run(["status"]) == 1
    assert "är ingen mapp" in capsys.readouterr().err


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
        ["release", "2026T2", "--meeting", "2024-10-14", "--reason", "x"],
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
    # Before the last day of the newest tertial what has never come is late for the one before.
    assert "Kostnader från Ånge saknas för T1 2026: sista dag var 2026-05-15." in shown


def test_status_takes_the_last_day_from_the_home_and_says_what_is_wrong_with_it(home, tmp_path, capsys):
    run(["deliver", str(placements(tmp_path / "a.csv", range(3))), "--received", "2026-05-03"])
    (home.root / "leveranser.toml").write_text("last_day = 20\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["status", "--as-of", "2026-09-18"]) == 0
    assert "Placeringar från Timrå saknas för T2 2026: sista dag är 2026-09-20." in capsys.readouterr().out
    (home.root / "leveranser.toml").write_text("last_day = 40\n", encoding="utf-8")
    assert run(["status", "--as-of", "2026-09-18"]) == 1
    assert "last_day = 40 går inte att följa." in capsys.readouterr().err


def test_definitions_that_nobody_has_read_for_long_are_named(capsys):
    show_reviews(out(), date(2026, 11, 22))
    assert capsys.readouterr().out == ""
    show_reviews(out(), date(2030, 1, 1))
    said = capsys.readouterr().out
    assert said.startswith(f"Definitionen av {len(kpi_definitions())} nyckeltal skulle ha granskats igen: ")
    assert "Inkomna remisser" in said


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
    rows = [{"kommun": "Timrå", "ar": 2024, "alder": 3, "antal": 100}]
    writing.write_workbook(tmp_path / "a.xlsx", {"Befolkning": rows})
    writing.write_parquet(tmp_path / "a.parquet", rows)
    for style in (writing.CsvStyle(), writing.CsvStyle(encoding="utf-8-sig")):
        writing.write_csv(tmp_path / f"{style.encoding}.csv", rows, style)
    assert [path.name for path in tmp_path.iterdir() if not says_sample(path)] == []
    assert not says_sample(write_workbook(tmp_path / "riktig.xlsx", {"Blad": [PLACEMENTS, placement(1)]}))
    assert not says_sample(placements(tmp_path / "riktig.csv", range(3)))


def test_a_version_that_is_not_there_is_answered_with_those_that_are(home, capsys):
    home.claim("real")
    assert run(["diff", "1", "2"]) == 1
    assert "Kör gfo build först." in capsys.readouterr().err
    for number in (9, 10):
        (home.warehouse / f"{number}.duckdb").touch()
    assert run(["diff", "1", "2"]) == 1
    assert "Tillåtet: 9, 10." in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    rest_slow(
        ["waivers.toml", "corrections.toml", "coverage.csv", "mappings/Timrå.toml"],
        lambda name: name in ("waivers.toml", "coverage.csv"),
    ),
)
@pytest.mark.parametrize(
    "content", ["[[waiver]]\nrule = R016", pytest.param("reason = 'Vård'", marks=pytest.mark.slow)]
)
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
