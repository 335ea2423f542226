"""The help names no type in Python's words."""

from __future__ import annotations

import re

import pytest

from pipelines.cli.verbs import run


@pytest.mark.parametrize("verb", ["serve", "deliver", "diff", "mapping", "mapping draft"])
def test_help_speaks_of_values_in_swedish(home, capsys, verb):
    assert run([*verb.split(), "--help"]) == 0
    said = capsys.readouterr().out
    assert "Visa den här hjälpen." in said
    assert not re.findall(r"<(?:bool|int|str|list|path|float)\b[^>]*>", said)
