"""`uv run python -m tests.mutation [name …]`: the changes to `sql/kpi` and `sql/measure` that no test noticed."""

from __future__ import annotations

import sys
import time

from tests.mutation.equivalent import is_equivalent
from tests.mutation.mutants import UNCHANGED, Mutant, all_mutants
from tests.mutation.trial import survivors


def main(names: list[str]) -> int:
    """Exit code 0 when every change was noticed but those known to change nothing."""
    mutants = all_mutants(frozenset(names))
    started = time.monotonic()

    def tell(mutant: Mutant, survived: bool) -> None:
        if survived and mutant.change != UNCHANGED and not is_equivalent(mutant):
            print(f"SURVIVED {mutant.label}", flush=True)
        elif not survived and mutant.change == UNCHANGED:
            print(f"BROKEN {mutant.label}", flush=True)

    alive = survivors(mutants, progress=tell)
    changed = [mutant for mutant in mutants if mutant.change != UNCHANGED]
    unnoticed = [m for m in alive if m.change != UNCHANGED and not is_equivalent(m)]
    same = [mutant for mutant in changed if is_equivalent(mutant)]
    sound = len(alive) - len([m for m in alive if m.change != UNCHANGED]) == len(mutants) - len(changed)
    print(
        f"{len(changed)} changes, {len(changed) - len(same) - len(unnoticed)} noticed, {len(same)} change nothing, "
        f"{len(unnoticed)} unnoticed; {time.monotonic() - started:.0f} s"
    )
    return 0 if sound and not unnoticed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
