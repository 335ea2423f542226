from __future__ import annotations

import pytest

from pipelines.synthetic import SampleRows
from tests.fixtures.samples import SEEDS, made

#: Every run looks at the first seeds, `.ci/run` at all of them.
_MADE = [seed if seed <= 2 else pytest.param(seed, marks=pytest.mark.slow) for seed in SEEDS]


@pytest.fixture(params=_MADE, ids=lambda seed: f"seed{seed}", scope="session")
def sample(request: pytest.FixtureRequest) -> SampleRows:
    return made(request.param)
