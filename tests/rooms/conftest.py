"""What the rooms' tests stand in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.home import DataHome


@pytest.fixture
def home(tmp_path: Path) -> DataHome:
    """An empty home for real rows."""
    home = DataHome(tmp_path / "hem")
    home.claim("real")
    return home
