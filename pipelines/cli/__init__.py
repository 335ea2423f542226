"""The command line: one verb a step, the same functions that the pages use.

Exit codes: see `pipelines.cli.app`.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command that was written; always raises SystemExit with its exit code."""
    from pipelines.cli.verbs import run

    sys.exit(run(sys.argv[1:]))


def command() -> None:
    """Entry point of `gfo`: `main`, and out at once.

    Everything is closed and on the disk by then; taking down what was imported is a fifth of a short command's time.
    """
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        # Whoever read the output (`| head`) has had enough.
        code = 1
    os._exit(code)
