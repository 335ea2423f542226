"""What a reader of a cold server waits for: only what the pages need is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Until `gfo serve` becomes the server.
VERB = """
sys.argv = ["gfo", "serve", "--help"]
from pipelines.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code
"""
# Until the server answers.
SERVER = """
from importlib import import_module
from dashboard.server import application
for name in application.FIRST_PAGE:
    import_module(name)
"""


@pytest.mark.parametrize("code", [VERB, SERVER], ids=["the verb", "the server"])
def test_nothing_that_only_deliveries_need_is_imported_to_serve(code: str) -> None:
    told = f"import sys\n{code}\nprint('\\n' + ' '.join({{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    found = set(run.stdout.splitlines()[-1].split())
    assert "pipelines" in found
    assert not found & {"pandas", "pyarrow", "dataframely", "sqlglot", "xlsxwriter", "fastexcel"}
