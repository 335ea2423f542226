"""What a reader of a cold server waits for: only what the pages need is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest


def _imported_by(code: str) -> set[str]:
    """The packages that a fresh process has imported when `code` has run."""
    told = "import sys\n" + code + "\nprint('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        # As `gfo serve` begins, before it becomes the server.
        "sys.argv = ['gfo', 'serve', '--help']\nfrom pipelines.cli import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code",
        # As the server begins.
        "from importlib import import_module\nfrom dashboard import server\n"
        "[import_module(name) for name in server._FIRST_PAGE]",
    ],
    ids=["the verb", "the server"],
)
def test_nothing_that_only_deliveries_need_is_imported_to_serve(code: str) -> None:
    found = _imported_by(code)
    assert "pipelines" in found
    assert not found & {"pandas", "pyarrow", "dataframely", "sqlglot", "xlsxwriter", "fastexcel"}
