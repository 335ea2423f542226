from __future__ import annotations

import pytest

from pipelines.synthetic import SampleRows
from tests.fixtures.samples import SEEDS, made


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed{seed}", scope="session")
def sample(request: pytest.FixtureRequest) -> SampleRows:
    return made(request.param)
