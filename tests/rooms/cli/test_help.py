"""The help names no type in Python's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fixtures.command import run_gfo


@pytest.mark.parametrize("verb", ["serve", "deliver", "diff"])
def test_help_speaks_of_values_in_swedish(verb: str, tmp_path: Path) -> None:
    said = run_gfo(verb, "--help", home=tmp_path).stdout
    assert "Visa den här hjälpen." in said
    assert not re.findall(r"<(?:bool|int|str|list|path|float)\b[^>]*>", said)
