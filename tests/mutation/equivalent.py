"""Changes that change nothing: each with the reason why no register could tell it from the right one."""

from __future__ import annotations

from tests.mutation.mutants import Mutant

#: (room/name, words of the change) → the reason.
EQUIVALENT: dict[tuple[str, str], str] = {
    ("measure/days", "a.first_day > e.day → a.first_day >= e.day"): (
        "an end day on the first day itself adds spans times no days"
    ),
}


def is_equivalent(mutant: Mutant) -> bool:
    return (f"{mutant.room}/{mutant.name}", mutant.change) in EQUIVALENT
