"""Twenty seeds, each made once."""

from __future__ import annotations

from functools import cache

import pytest

from pipelines.synthetic import SampleRows, make_rows

SEEDS = range(1, 21)


@cache
def made(seed: int) -> SampleRows:
    return make_rows(seed)


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed{seed}", scope="session")
def sample(request: pytest.FixtureRequest) -> SampleRows:
    return made(request.param)
