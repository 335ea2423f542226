"""The proved interval is the tightest: no shorter than what trying every table finds, and no longer."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from pipelines.disclosure.attack.solving import Constraint, prove

MOST = 5
UNKNOWNS = 5


def sums(random: Random) -> list[Constraint]:
    """Sums over neighbours, which have whole corners, that some table fulfils."""
    table = [random.randint(0, MOST) for _ in range(UNKNOWNS)]
    found = []
    for _ in range(random.randint(1, 3)):
        first = random.randrange(UNKNOWNS)
        inside = range(first, random.randint(first, UNKNOWNS - 1) + 1)
        total = sum(table[unknown] for unknown in inside)
        slack = random.choice((0, 0, 1, 2))
        terms = tuple((unknown, 1.0) for unknown in inside)
        found.append(Constraint(total - random.choice((0, slack)), total + slack, terms))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_the_interval_is_what_trying_every_table_finds(seed: int) -> None:
    constraints = sums(Random(seed))
    worlds = [
        world
        for world in product(range(MOST + 1), repeat=UNKNOWNS)
        if all(row.lower <= sum(world[u] for u, _ in row.terms) <= row.upper for row in constraints)
    ]
    single = [((unknown, 1.0),) for unknown in range(UNKNOWNS)]
    beside = [((unknown, 1.0), (unknown + 1, -1.0)) for unknown in range(UNKNOWNS - 1)]
    objectives = [*single, *beside]
    proved = prove([0.0] * UNKNOWNS, [float(MOST)] * UNKNOWNS, [True] * UNKNOWNS, constraints, objectives)
    for objective in objectives:
        reached = [sum(c * world[u] for u, c in objective) for world in worlds]
        assert proved[objective] == (min(reached), max(reached))


@pytest.mark.parametrize("seed", range(40))
def test_what_need_not_be_followed_to_its_ends_is_judged_as_if_it_were(seed: int) -> None:
    constraints = sums(Random(seed))
    limits = [0.0] * UNKNOWNS, [float(MOST)] * UNKNOWNS, [True] * UNKNOWNS
    objectives = [
        *(((unknown, 1.0),) for unknown in range(UNKNOWNS)),
        *(((unknown, 1.0), (unknown + 1, -1.0)) for unknown in range(UNKNOWNS - 1)),
    ]
    exact = prove(*limits, constraints, objectives)
    for least, width in ((2, 2), (3, 4), (5, 5)):
        found = prove(*limits, constraints, objectives, dict.fromkeys(objectives, (least, width)))
        for objective in objectives:
            (low, high), (lowest, highest) = found[objective], exact[objective]
            assert lowest <= low <= high <= highest
            assert (high >= least and high - low + 1 >= width) == (
                highest >= least and highest - lowest + 1 >= width
            )


def test_what_contradicts_itself_proves_nothing_and_leaves_the_rest() -> None:
    constraints = [
        Constraint(3, 3, ((0, 1.0), (1, 1.0))),
        Constraint(5, 5, ((0, 1.0), (1, 1.0))),
        Constraint(2, 2, ((2, 1.0),)),
    ]
    proved = prove([0.0] * 3, [float("inf")] * 3, [True] * 3, constraints, [((0, 1.0),), ((2, 1.0),)])
    assert proved == {((0, 1.0),): None, ((2, 1.0),): (2, 2)}
