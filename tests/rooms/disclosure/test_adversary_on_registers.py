"""On registers: what an adversary proves is true, and hiding small cells alone does not hide them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.disclosure.attack import attack
from pipelines.disclosure.attack.reading import read_book
from pipelines.kpi.definitions import kpi_definitions
from tests.conftest import Demo
from tests.fixtures.built_worlds import WORLDS, world_tables
from tests.fixtures.naive_hiding import SMALL, out_of_bounds, publish_naively
from tests.fixtures.worlds import ALWAYS, OUTSIDE

#: Small ones, and a third of all others without any order.
ALSO_OTHERS = f"({SMALL} or hash(v.kpi || v.cut || v.area || v.period) % 3 = 0)"


@pytest.fixture(
    scope="module",
    params=["full", *(pytest.param(name, marks=pytest.mark.slow) for name in ("joining", "broken off"))],
)
def world(request: pytest.FixtureRequest) -> tuple[duckdb.DuckDBPyConnection, str]:
    chosen = WORLDS[request.param]
    # The adversary takes a placement to be some owner's, as the guide to deliveries says.
    owned = {
        dataset: [row | {"kommun_code": ALWAYS} if row.get("kommun_code") == OUTSIDE else row for row in rows]
        for dataset, rows in chosen.register.items()
    }
    chosen = replace(chosen, register=owned)
    return world_tables(chosen, kpi_definitions()), str(chosen.reporting_date)


@pytest.mark.slow
@pytest.mark.parametrize("hidden", [SMALL, ALSO_OTHERS])
def test_no_true_figure_lies_outside_what_is_proved(
    world: tuple[duckdb.DuckDBPyConnection, str], tmp_path: Path, hidden: str
) -> None:
    con, day = world
    public, own = tmp_path / "publik.duckdb", tmp_path / "kommun.duckdb"
    truth = publish_naively(con, public, reporting_date=day, hidden=hidden)
    insider = sorted(set(truth["area"]) - {"GFO"})[0]
    publish_naively(con, own, reporting_date=day, hidden=hidden, insider=insider)
    for found in (attack([public]), attack([public], [own], insider)):
        assert found.height
        assert out_of_bounds(found, truth).is_empty(), out_of_bounds(found, truth).rows()


@pytest.mark.slow
def test_hiding_small_cells_alone_leaks_on_the_sample(demo: Demo, tmp_path: Path) -> None:
    con = duckdb.connect()
    con.execute(f"attach '{demo.published}' as sample (read_only)")
    public = tmp_path / "publik.duckdb"
    truth = publish_naively(con, public, reporting_date="2026-08-31", schema="sample.main")
    narrow = (pl.col("of") == "") & ((pl.col("upper") < 5) | (pl.col("upper") - pl.col("lower") < 4))
    leaks = {}
    for insider in ("", *sorted(set(truth["area"]) - {"GFO"})):
        own = []
        if insider:
            own = [tmp_path / f"kommun-{insider}.duckdb"]
            publish_naively(con, own[0], reporting_date="2026-08-31", schema="sample.main", insider=insider)
        found = attack([public], own, insider)
        assert out_of_bounds(found, truth).is_empty(), out_of_bounds(found, truth).rows()
        leaks[insider] = found.filter(narrow).height
    assert all(leaks.values())
    assert all(leaks[insider] > leaks[""] for insider in leaks if insider)


@pytest.mark.slow
def test_what_a_kommuns_file_has_of_periods_that_are_not_public_tells_nothing_of_others(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = demo.home.published / "current"
    public, own = folder / "publik.duckdb", folder / "kommun-2262.duckdb"
    found = attack([public], [own], "2262")
    monkeypatch.setattr(
        "pipelines.disclosure.attack.adversary.read_book",
        lambda path, owner="", _periods=None: read_book(path, owner),
    )
    whole = attack([public], [own], "2262")
    assert len(read_book(own, "2262").figures) > 2 * len(read_book(public).figures)
    by_name = found.columns[:6]
    assert found.sort(by_name).equals(whole.sort(by_name))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["areas", "periods", "cuts", "parts", "sums"])
def test_every_kind_of_relation_tells_something_on_the_sample(demo: Demo, tmp_path: Path, kind: str) -> None:
    con = duckdb.connect()
    con.execute(f"attach '{demo.published}' as sample (read_only)")
    public = tmp_path / "publik.duckdb"
    publish_naively(con, public, reporting_date="2026-08-31", schema="sample.main")
    assert not attack([public]).equals(attack([public], without=[kind]))
