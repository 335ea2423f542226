"""`gfo check --json`: what another program reads of a file, and that it needs nothing of the home's secrets."""

from __future__ import annotations

import json

from pipelines.cli.verbs import run
from tests.fixtures.registers import PLACEMENTS, placement, placements, write_csv


def told(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_right_file_fits_and_nothing_is_stored(home, tmp_path, capsys):
    report = tmp_path / "rapport.xlsx"
    assert (
        run(["check", "--json", "--report", str(report), str(placements(tmp_path / "a.csv", range(3)))]) == 0
    )
    found = told(capsys)
    assert found["fits"]
    assert found["parts"] == [
        {
            "dataset": "placeringar",
            "sender": "Timrå",
            "rows": 3,
            "accepted": 3,
            "refused": 0,
            "last_day": "2026-05-04",
            "through": found["parts"][0]["through"],
            "foreign": False,
        }
    ]
    assert report.is_file()
    assert not home.root.exists()


def test_the_same_wrong_word_is_one_thing_with_its_rows(home, tmp_path, capsys):
    rows = [placement(number, form="slott" if number else "hvb") for number in range(4)]
    assert run(["check", "--json", str(write_csv(tmp_path / "a.csv", PLACEMENTS, rows))]) == 1
    found = told(capsys)
    assert not found["fits"]
    (one,) = found["findings"]
    assert (one["message"], one["rows"], one["count"]) == ("”slott” känns inte igen.", "3, 4, 5", 3)
    assert "hvb" in one["allowed"]


def test_a_number_of_a_person_is_named_and_never_quoted(home, tmp_path, capsys):
    rows = [("P1", "Timrå", "19121212-1212", "hvb", "2026-01-15", "")]
    assert run(["check", "--json", str(write_csv(tmp_path / "a.csv", PLACEMENTS, rows))]) == 1
    said = capsys.readouterr().out
    assert json.loads(said)["identity"]
    assert "1212" not in said


def test_a_sender_that_does_not_exist_is_said_as_an_error(home, tmp_path, capsys):
    file = placements(tmp_path / "a.csv", range(3))
    assert run(["check", "--json", "--sender", "Paris", str(file)]) == 1
    assert told(capsys)["error"]["code"] == "L005"


def test_an_empty_register_that_does_not_say_its_sender_does_not_fit_until_one_is_named(
    home, tmp_path, capsys
):
    empty = write_csv(tmp_path / "a.csv", PLACEMENTS, [])
    run(["check", "--json", str(empty)])
    found = told(capsys)
    assert not found["fits"]
    assert "L011" in {one["code"] for one in found["findings"]}
    run(["check", "--json", "--sender", "Timrå", str(empty)])
    assert told(capsys)["parts"][0]["sender"] == "Timrå"
