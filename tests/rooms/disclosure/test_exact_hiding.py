"""On whole registers, with all that binds their figures: hardly more is hidden than an integer program must hide."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from pipelines.disclosure.rule import Rule
from pipelines.kpi.definitions import kpi_definitions
from tests.fixtures.exact_hiding import FAMILIES, Register, random_register
from tests.fixtures.handmade_files import Handmade

EXACT = Rule(slack=0)


@pytest.mark.parametrize("seed", range(8))
def test_the_exact_program_hides_as_few_as_trying_every_choice(seed: int) -> None:
    random = Random(seed)
    names = ("Ånge", "Timrå", "Kramfors")
    file = Handmade()
    placed = {name: random.choice([4, 6, 9, 20, 30]) for name in names}
    foster = {name: random.randint(0, count) for name, count in placed.items()}
    for kpi, counts in (("placed_children", placed), ("foster_children", foster)):
        lines = "".join(f"\n{name} | {count}" for name, count in counts.items())
        file.grid(kpi, f"| 2024{lines}\nGFO | {sum(counts.values())}")
    register = Register(file.values(), kpi_definitions(), EXACT)
    found = register.compared()
    shown = register.shown()
    assert len(shown) <= 8
    more = next(
        size
        for size in range(len(shown) + 1)
        for choice in combinations(shown, size)
        if not set(register.with_hidden(choice).proofs())
    )
    assert found.fewest == found.small + more


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=["placed", "referred"])
def test_at_most_two_per_cent_more_is_hidden_than_the_exact_program_hides(family: tuple[str, ...]) -> None:
    found = [random_register(seed, rows, family).compared() for seed, rows in enumerate((1000, 150, 500))]
    assert any(one.protected > one.small for one in found)
    assert all(one.protected >= one.fewest for one in found)
    assert sum(one.protected for one in found) <= 1.02 * sum(one.fewest for one in found)
