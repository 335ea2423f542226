"""The command line: exit codes, Swedish words, and never a traceback."""

from __future__ import annotations

import errno
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from pipelines.cli.app import app, show_any
from pipelines.cli.differences import print_differences
from pipelines.cli.verbs import run
from pipelines.reading.sample_mark import says_sample
from tests.fixtures.registers import placements


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
        (["serve", "--port", "99999"], "Skriv ett tal från 1 till 65535."),
        (
            ["serve", "--as", "allmänheten"],
            "allmänheten är ingen läsare. Välj bland: styrgrupp, gfo, kommun-2260",
        ),
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


@pytest.mark.parametrize("verb", ["deliver", "mapping", "mapping draft"])
def test_help_is_swedish(home, capsys, verb):
    assert run([*verb.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Flaggor" in shown
    for english in ("Usage", "Options", "Arguments", "Show this message", "required"):
        assert english not in shown


def test_a_blank_reason_is_no_reason(home, tmp_path, capsys):
    file = placements(tmp_path / "a.csv", range(3))
    assert run(["deliver", str(file), "--accept-partial", " "]) == 2
    assert "Ange ett skäl." in capsys.readouterr().err


def test_a_day_in_the_future_is_wrong_usage(home, tmp_path, capsys):
    assert run(["deliver", str(placements(tmp_path / "a.csv", range(3))), "--received", "2999-01-01"]) == 2
    assert "framtiden" in capsys.readouterr().err


def test_a_template_is_written_where_it_is_asked_for(home, tmp_path):
    assert run(["template", "stod", "--to", str(tmp_path / "mall.xlsx")]) == 0
    assert "uppdrag_id" in str(pl.read_excel(tmp_path / "mall.xlsx", sheet_id=0))


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


def test_a_difference_shows_two_decimals_and_all_where_they_would_look_alike(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    row = {
        "kpi": "placement_cost",
        "settled": True,
        "name": "Kostnad",
        "cut": "",
        "area": "2262",
        "period": "2026T2",
        "causes": [],
        "certain": False,
    }
    sides = [("2385.774474", "22664.8575"), ("1.000001", "1.000002"), ("-3", "0"), (None, "12")]
    rows = [
        row
        | {"old_value": old and Decimal(old), "old_status": "ok" if old else "missing"}
        | {"new_value": Decimal(new), "new_status": "ok"}
        for old, new in sides
    ]
    print_differences(pl.DataFrame(rows, schema_overrides={"old_value": pl.Decimal(18, 6)}))
    said = capsys.readouterr().out.replace("\u00a0", " ")
    for shown in ("2 385,77", "22 664,86", "1,000001", "1,000002", "−3", "uppgift saknas"):
        assert shown in said


@pytest.mark.parametrize("kind", ["real", "sample"])
def test_a_form_of_a_home_of_made_up_rows_says_that_what_is_filled_in_is(home, tmp_path, kind):
    home.claim(kind)
    path = tmp_path / "mall.xlsx"
    assert run(["template", "stod", "--to", str(path)]) == 0
    assert says_sample(path) == (kind == "sample")
