"""Every command of these tests works in a home of its own."""

from __future__ import annotations

import pytest

from pipelines.home import DataHome


@pytest.fixture(autouse=True)
def _few_kpis(few_kpis):
    pass


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GFO_HOME", str(tmp_path / "hem"))
    monkeypatch.setenv("COLUMNS", "200")
    return DataHome(tmp_path / "hem")
