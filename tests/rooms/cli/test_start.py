"""A command waits only for what it needs itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipelines.cli import app
from pipelines.cli.verbs import VERBS, run
from pipelines.reference import PROJECT_ROOT
from tests.fixtures.command import run_gfo
from tests.fixtures.registers import placements

HEAVY = (
    "duckdb",
    "numpy",
    "pyarrow",
    "pydantic",
    "sqlglot",
    "streamlit",
    "typer.rich_utils",
    "watchfiles",
    "xlsxwriter",
)


def imported_by(arguments, home):
    script = (
        "import sys; from pipelines.cli.verbs import run\n"
        f"code = run({arguments!r})\n"
        f"print(code, *[name for name in {HEAVY!r} if name in sys.modules], sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT_ROOT,
        env={"GFO_HOME": str(home), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stderr.split()


def test_checking_a_text_file_loads_neither_database_nor_writers(tmp_path):
    file = placements(tmp_path / "a.csv", range(3))
    assert imported_by(["check", str(file)], tmp_path / "hem") == ["0"]


@pytest.mark.parametrize("arguments", [["status"], ["serve", "--port", "x"]])
def test_a_short_command_loads_no_more(tmp_path, arguments):
    assert set(imported_by(arguments, tmp_path / "hem")) & {"sqlglot", "xlsxwriter", "pyarrow"} == set()


def test_every_verb_is_found_where_it_is_said_to_be(capsys):
    assert run([]) == 2
    there = {
        command.name or command.callback.__name__: command.callback.__module__
        for command in app.app.registered_commands
    } | {
        group.typer_instance.info.name
        or group.name: group.typer_instance.registered_callback.callback.__module__
        for group in app.app.registered_groups
    }
    said = [verb for verbs in VERBS.values() for verb in verbs]
    assert len(said) == len(set(said))
    assert there == {verb: f"pipelines.cli.{module}" for module, verbs in VERBS.items() for verb in verbs}


@pytest.mark.slow
def test_the_help_lists_the_verbs_in_the_order_of_the_work(tmp_path):
    shown = run_gfo("--help", home=tmp_path).stdout
    places = [shown.index(f" {verb} ") for verbs in VERBS.values() for verb in verbs]
    assert places == sorted(places)


@pytest.mark.slow
def test_output_that_nobody_reads_to_the_end_is_no_error(tmp_path):
    done = subprocess.run(
        f"{sys.executable} -c 'from pipelines.cli import command; command()' --help | head -1",
        shell=True,
        cwd=PROJECT_ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""


def test_a_verb_lets_no_other_process_of_the_account_look_into_it():
    script = (
        "import ctypes; from pipelines.cli import keep_to_itself; keep_to_itself(); "
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
