"""The command line: one verb a step, the same functions that the pages use.

Exit codes: see `pipelines.cli.app`.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of `gfo`."""
    from pipelines.cli.verbs import run

    sys.exit(run(sys.argv[1:]))
