"""Changes that change nothing: each with the reason why no register could tell it from the right one."""

from __future__ import annotations

from tests.mutation.mutants import Mutant

#: (room/name, what the change's words hold) → the reason.
EQUIVALENT: dict[tuple[str, str], str] = {}


def is_equivalent(mutant: Mutant) -> bool:
    return any(
        f"{mutant.room}/{mutant.name}" == name and words in mutant.change for name, words in EQUIVALENT
    )
