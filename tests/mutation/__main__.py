"""`uv run python -m tests.mutation [name …]`: the changes to `sql/kpi` and `sql/measure` that no test noticed."""

from __future__ import annotations

import sys
import time

from tests.mutation.mutants import all_mutants
from tests.mutation.trial import try_mutants


def main(names: list[str]) -> int:
    """Exit code 0 when every change was noticed but those that change nothing."""
    started = time.monotonic()
    outcome = try_mutants(all_mutants(frozenset(names)))
    for word, mutants in (("UNNOTICED", outcome.unnoticed), ("BROKEN", outcome.broken)):
        for mutant in mutants:
            print(f"{word} {mutant.label}")
    print(
        f"{len(outcome.noticed)} changes noticed, {len(outcome.unnoticed)} unnoticed, "
        f"{len(outcome.excused)} that change nothing; {time.monotonic() - started:.0f} s"
    )
    return 1 if outcome.unnoticed or outcome.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
