from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from tests.fixtures.handmade_files import Publish


@pytest.fixture
def publish(tmp_path: Path) -> Publish:
    numbers = count()
    return lambda file: file.write(tmp_path / f"{next(numbers)}.duckdb")
