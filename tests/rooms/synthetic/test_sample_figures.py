"""The sample, all the way: every published figure comes out of rows, and the key's amounts to the krona."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest

from pipelines.kpi.definitions import kpi_definitions
from pipelines.reference import kommuner, read_reference
from tests.fixtures.command import run_gfo

CODES = {name: code for code, name in kommuner().items()} | {"GFO": "GFO"}
PUBLISHED = read_reference("published_figures")


@pytest.mark.parametrize(
    "figure", PUBLISHED, ids=lambda row: f"{row['figure']}-{row['area']}-{row['period']}"
)
def test_published_figure_comes_out_of_rows(demo_published, figure):
    found = demo_published.execute(
        "select value, status from kpi_value where kpi = $kpi and cut = '' and area = $area and period = $period",
        {"kpi": figure["figure"], "area": CODES[figure["area"]], "period": figure["period"]},
    ).fetchall()
    assert found == [(Decimal(figure["value"]), "ok")]


def test_no_figure_differs_from_the_old_reports(demo_published):
    assert demo_published.execute("select count(*) from published_difference").fetchall() == [(0,)]


def test_allocation_of_2023_is_the_published_one_to_the_krona(demo_published):
    found = demo_published.execute(
        "select area, amount_sek, population_amount_sek + placed_amount_sek from cost_allocation where year = 2023"
    ).fetchall()
    published = {row["kommun_code"]: int(row["amount_sek"]) for row in read_reference("cost_allocation_2023")}
    assert {area: amount for area, amount, _ in found} == published
    assert {area: parts for area, _, parts in found} == published


def test_every_kpi_speaks_for_every_area_and_period(demo_published):
    """A figure, or missing with a reason; nothing hidden in a file for the styrgrupp, nothing left out."""
    (silent,) = demo_published.execute(
        "select count(*) from kpi_value where status not in ('ok', 'published', 'missing') "
        "or (status = 'missing' and coalesce(reason, '') = '') or (status <> 'missing' and value is null)"
    ).fetchall()[0]
    assert silent == 0
    (periods,) = demo_published.execute("select count(*) from period").fetchall()[0]
    for kpi, definition in kpi_definitions().items():
        areas = 1 if definition.gfo_only else 7
        (rows,) = demo_published.execute(
            "select count(*) from kpi_value where kpi = $kpi and cut = ''", {"kpi": kpi}
        ).fetchall()[0]
        assert (kpi, rows) == (kpi, areas * periods)


def test_the_sample_says_that_it_is_synthetic(demo, demo_published):
    assert demo_published.execute("select sample from release").fetchall() == [(True,)]
    assert "Exempeldata" in demo.result.stdout
    assert demo.home.kind == "sample"


def test_the_demo_says_what_it_did_and_how_to_open_it(demo):
    for words in ("remisser", "Godkänd", "Version 1 är byggd", "Version 1 är publicerad", "gfo serve"):
        assert words in demo.result.stdout


def test_the_second_demo_finds_nothing_to_do(demo, tmp_path):
    shutil.copytree(demo.home.root, tmp_path / "home", symlinks=True)
    again = run_gfo("demo", "--no-serve", home=tmp_path / "home")
    assert again.returncode == 0, again.stderr
    assert "Inget har ändrats sedan version 1" in again.stdout
    assert "Version 1 är redan publicerad" in again.stdout


@pytest.mark.slow
def test_a_sample_of_another_seed_replaces_the_former(demo, tmp_path):
    shutil.copytree(demo.home.root, tmp_path / "home", symlinks=True)
    other = run_gfo("demo", "--no-serve", "--seed", "2", home=tmp_path / "home")
    assert other.returncode == 0, other.stderr
    assert "Version 2 är publicerad" in other.stdout
    assert "siffror skiljer" in run_gfo("diff", "1", "2", home=tmp_path / "home").stdout


def test_a_home_with_real_deliveries_refuses_the_sample(tmp_path):
    from pipelines.home import DataHome

    DataHome(tmp_path).claim("real")
    refused = run_gfo("demo", "--no-serve", home=tmp_path)
    assert refused.returncode == 1
    assert "H001" in refused.stderr
    assert "GFO_HOME" in refused.stderr
    assert not (tmp_path / "exempelfiler").exists()
