"""The `spec` fixture: given these rows, expect these figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.specification import Spec


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    return Spec(tmp_path)
