"""What is told of all of the past together tells nothing of a part of it that is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.conftest import Demo, copy_of


@pytest.fixture
def public(demo: Demo, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    (folder := tmp_path / "public").mkdir()
    with copy_of((demo.home.published / "meeting" / "publik.duckdb").resolve(), folder) as con:
        yield con


def test_how_far_forecasts_have_been_wrong_is_of_every_figure_and_not_public(
    public: duckdb.DuckDBPyConnection, demo_published: duckdb.DuckDBPyConnection
) -> None:
    assert demo_published.sql("select count(error) from capacity_trust").fetchall() == [(2,)]
    means = "select count(error) + count(error_last_year) + count(error_mean_of_six), count(*) from capacity_trust"
    assert public.sql(means).fetchall() == [(0, 2)]
    assert "I snitt fel med" in demo_published.sql("select tried from capacity_summary").fetchall()[0][0]
    ((said, tried),) = public.sql("select sentences, tried from capacity_summary").fetchall()
    assert "Väntat i åtta fall av tio" in said
    assert (tried, "I snitt fel med" in said) == (None, False)


def test_the_approved_of_all_years_are_not_added_to_find_those_of_one(
    public: duckdb.DuckDBPyConnection,
) -> None:
    approved = "from kpi_value where (kpi, area, cut, status) = ('homes_approved', 'GFO', '', 'hidden')"
    assert public.sql(f"select count(*) > 0 {approved}").fetchall() == [(True,)]
    shown = "select stage, count(families) from recruitment_funnel where position > 4 group by all order by 1"
    assert public.sql(shown).fetchall() == [("Godkänt", 0), ("Hem i banken", 7)]
