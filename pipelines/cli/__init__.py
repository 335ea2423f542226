"""The command line: one verb a step, the same functions that the pages use.

Exit codes: see `pipelines.cli.app`.
"""

from __future__ import annotations

import ctypes
import os
import sys

_SET_DUMPABLE = 4


def main() -> None:
    """Run the command that was written; always raises SystemExit with its exit code."""
    from pipelines.cli.verbs import run

    sys.exit(run(sys.argv[1:]))


def command() -> None:
    """Entry point of `gfo`: `main`, and out at once.

    Everything is closed and on the disk by then; taking down what was imported is a fifth of a short command's time.
    """
    keep_to_itself()
    # NumPy's linear algebra, asked for small sums alone, would start a thread a core, and each spins before it sleeps.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
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


def keep_to_itself() -> None:
    """Let no other process of the account, such as the pages', look into this one: it holds the key and the rows.

    Linux then gives its memory, open files and view of the disk to root alone, and writes no core dump.
    """
    ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
