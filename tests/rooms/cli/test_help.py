"""The help names no type in Python's words."""

from __future__ import annotations

import re
import shlex

import pytest
import typer.main

from dashboard.words.routine import TERTIAL
from pipelines.cli.app import app
from pipelines.cli.verbs import run


@pytest.mark.parametrize("verb", ["serve", "deliver", "diff", "mapping", "mapping draft"])
def test_help_speaks_of_values_in_swedish(home, capsys, verb):
    assert run([*verb.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert "Visa den här hjälpen." in said
    assert not re.findall(r"<(?:bool|int|str|list|path|float)\b[^>]*>", said)


@pytest.mark.parametrize("command", [command for step in TERTIAL for command in step.commands])
def test_every_command_that_staff_are_told_of_a_tertial_can_be_given(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FIL").touch()
    program, verb, *arguments = shlex.split(command)
    assert program == "gfo"
    assert run([verb, "--help"]) == 0
    verbs = typer.main.get_command(app).commands
    # Refuses a verb's option or argument that it does not have, and one that it must have and is not given.
    assert verbs[verb].make_context(verb, arguments).params
