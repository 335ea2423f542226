"""Nothing that people wrote is ever markup: square brackets and colons are shown as they stand."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.cli.differences import print_differences
from pipelines.cli.verbs import run
from pipelines.cli.versions import progress
from pipelines.reference import PROJECT_ROOT
from tests.fixtures.registers import PLACEMENTS, placement, placements, write_csv

ODD = ["[/] [red]rött[/red] :tada: [link=http://x]här[/link]", "[/slut]", "[bold", "\\[x]"]


def said(capsys):
    shown = capsys.readouterr()
    return " ".join((shown.out + shown.err).split())


@pytest.mark.slow
def test_a_reason_is_shown_as_it_was_written_by_every_verb(home, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    odd = " ".join(ODD)
    rows = [placement(1), placement(2, form="slott")]
    file = write_csv(tmp_path / "a.csv", PLACEMENTS, rows)
    plain = " ".join(odd.split())
    assert run(["deliver", str(file), "--accept-partial", odd, "--received", "2026-09-03"]) == 0
    assert plain in said(capsys)
    for arguments in (
        ["build", "--reporting-date", "2026-08-31"],
        ["publish", "--reason", odd],
        ["release", "2026T2", "--meeting", "2024-10-14", "--published-later", "--reason", odd],
        ["amend", "--delivery", "1", "--reason", odd],
    ):
        assert run(arguments) == 0, said(capsys)
    more = placements(tmp_path / "b.csv", range(1, 3))
    assert run(["deliver", str(more), "--received", "2026-09-04"]) == 0
    assert run(["build", "--reporting-date", "2026-08-31"]) == 0
    capsys.readouterr()
    assert run(["diff", "1", "2"]) == 0
    assert run(["publish", "--reason", odd]) == 0
    assert run(["status", "--all"]) == 0
    assert "Ett fel i programmet" not in said(capsys)


@pytest.mark.parametrize("odd", ODD)
def test_a_cause_in_a_list_of_differences_is_shown_as_it_was_written(capsys, monkeypatch, odd):
    monkeypatch.setenv("COLUMNS", "400")
    cause = {"kind": "rattelse", "dataset": "remisser", "sender": "GFO", "senders": 1, "reason": odd}
    row = {
        "kpi": odd,
        "settled": True,
        "name": odd,
        "cut": "",
        "area": "2262",
        "period": "2026T2",
        "causes": [cause],
        "certain": True,
    }
    row |= {"old_value": None, "old_status": "missing", "new_value": None, "new_status": "hidden"}
    print_differences(pl.DataFrame([row], schema_overrides={"old_value": pl.Decimal(18, 6)}))
    assert said(capsys).count(" ".join(odd.split())) == 2


@pytest.mark.parametrize("odd", ODD)
def test_what_is_being_done_may_hold_brackets(capsys, odd):
    with progress(odd) as step:
        step(odd)
    said(capsys)


@pytest.mark.parametrize("name", ["[bold]a.csv", "a[slut].csv", ":tada:.csv"])
def test_a_files_name_and_values_are_shown_as_they_stand(home, tmp_path, capsys, name):
    file = write_csv(tmp_path / name, PLACEMENTS, [placement(1, form="[red]slott")])
    assert run(["check", str(file)]) == 1
    shown = said(capsys)
    assert name in shown
    assert "[red]slott" in shown
    assert run(["check", str(Path("[finns") / name)]) == 2
    assert name in said(capsys)


def test_no_verb_writes_markup() -> None:
    sources = {
        path.name: path.read_text(encoding="utf-8")
        for path in (PROJECT_ROOT / "pipelines" / "cli").glob("*.py")
    }
    assert [name for name, source in sources.items() if "[/" in source or "rich.markup" in source] == []
