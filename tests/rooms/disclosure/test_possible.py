"""What is known to be possible is so: every table that answers a question without a linear program fits the rows."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from pipelines.disclosure.matrix import Constraint, Matrix
from pipelines.disclosure.solving import Parts, System


def a_table(draw, size):
    """Figures of 0 to 9 under sums, differences and bounds that they fulfil."""
    truth = [float(draw.randrange(10)) for _ in range(size)]
    constraints = []
    for _ in range(size):
        terms = tuple((one, draw.choice((1.0, 1.0, -1.0))) for one in draw.sample(range(size), 3))
        total = sum(truth[one] * factor for one, factor in terms)
        constraints.append(
            Constraint(terms, total - draw.choice((0.0, 0.0, 2.0)), total + draw.choice((0.0, 2.0, math.inf)))
        )
    return truth, constraints


@pytest.mark.parametrize("seed", range(25))
def test_each_table_known_to_be_possible_fits_every_row_whatever_becomes_known_or_not(seed):
    draw = random.Random(seed)
    truth, constraints = a_table(draw, 12)
    bounds = {one: (0.0, truth[one] + 6.0) for one in range(12)}
    system = System.of(Matrix(constraints, 12), constraints, bounds, np.array(truth))
    parts = Parts(system, np.arange(12) == 0, {})
    asked = mixed = 0
    for _ in range(60):
        variable = draw.randrange(12)
        if draw.random() < 0.4 and not parts.knows(variable):
            parts.learn(variable)
            continue
        if parts.knows(variable):
            parts.forget(variable)
        part = parts.of(variable)
        for table in part.possible:
            at = {one: truth[one] for one in range(12)} | dict(zip(part.variables, table, strict=True))
            for row in constraints:
                if any(one in part.variables for one, _ in row.terms):
                    total = sum(at[one] * factor for one, factor in row.terms)
                    assert row.lower - 1e-6 <= total <= row.upper + 1e-6
            assert all(bounds[one][0] - 1e-6 <= at[one] <= bounds[one][1] + 1e-6 for one in part.variables)
        mixed += len(part.possible) > 1
        terms = [(variable, 1.0)]
        least, greatest = part.seen(terms)
        assert part.extreme(terms, greatest=False).value <= least + 1e-6
        assert greatest - 1e-6 <= part.extreme(terms, greatest=True).value
        asked += 1
        assert part.seen(terms) == pytest.approx(
            (part.extreme(terms, greatest=False).value, part.extreme(terms, greatest=True).value)
        )
    assert asked > 20
    assert mixed > 5
    assert np.isfinite(part.possible).all()
