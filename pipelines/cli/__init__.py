"""The command line: one verb a step, the same functions that the pages use.

Exit codes: see `pipelines.cli.app`.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of `gfo`."""
    if sys.argv[1:2] == ["serve"]:
        # Whoever waits for the pages does not wait for what reads deliveries.
        from pipelines.cli import serving  # noqa: F401
        from pipelines.cli.app import run
    else:
        from pipelines.cli.verbs import run

    sys.exit(run(sys.argv[1:]))
