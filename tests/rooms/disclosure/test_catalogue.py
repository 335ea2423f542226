"""What may be public is a closed list, and coarse."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.disclosure.catalogue import Catalogue, read_catalogue
from pipelines.kpi.definitions import DefinitionError, kpi_definitions
from pipelines.reference import REFERENCE_ROOT


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(kpi_definitions())


def test_of_a_kommuns_tertial_only_children_in_care_and_the_population_are_public(
    catalogue: Catalogue,
) -> None:
    listed = {kpi for areas, kind, kpi, _ in catalogue.listed if (areas, kind) == ("kommun", "tertial")}
    assert listed == {"children_in_care", "children_0_20"}


def test_no_kommun_is_shown_in_cuts(catalogue: Catalogue) -> None:
    assert {cut for areas, _, _, cut in catalogue.listed if areas == "kommun"} == {""}


def test_every_amount_and_median_is_listed_beside_what_counts_it(catalogue: Catalogue) -> None:
    counted = catalogue.amounts | catalogue.medians
    found = [cell for cell in catalogue.listed if cell[2] in counted]
    assert found
    assert all((areas, kind, counted[kpi], cut) in catalogue.listed for areas, kind, kpi, cut in found)


def test_every_ratio_is_listed_beside_both_its_parts(catalogue: Catalogue) -> None:
    definitions = kpi_definitions()
    ratios = [cell for cell in catalogue.listed if definitions[cell[2]].measure == "ratio"]
    assert ratios
    for areas, kind, kpi, cut in ratios:
        assert {(areas, kind, part, cut) for part in definitions[kpi].parts} <= catalogue.listed


def test_every_figure_of_a_sum_is_an_amount_open_or_counts_people(catalogue: Catalogue) -> None:
    people = {"foster_parents_trained", "training_participants"}
    sums = {kpi for kpi, known in kpi_definitions().items() if known.measure in ("sum", "days", "level")}
    assert sums == catalogue.amounts.keys() | (catalogue.open & sums) | people


def _row(
    area: str, period: str, *, kpi: str = "children_in_care", preliminary: bool = False
) -> dict[str, object]:
    return {"kpi": kpi, "cut": "", "area": area, "period": period, "value": 7.0, "preliminary": preliminary}


@pytest.mark.parametrize("period", ["2025-05", "2025T2Y", "2025T2R3", "2024T2D0715"])
def test_months_and_parts_of_years_are_never_public(catalogue: Catalogue, period: str) -> None:
    values = pl.DataFrame([_row(area, period) for area in ("GFO", "2260")] + [_row("GFO", "2025T2")])
    assert catalogue.cells(values)["period"].to_list() == ["2025T2"]


def test_a_period_under_way_is_not_public(catalogue: Catalogue) -> None:
    values = pl.DataFrame([_row("GFO", "2025T2"), _row("GFO", "2025T3", preliminary=True)])
    assert catalogue.cells(values)["period"].to_list() == ["2025T2"]


def test_what_is_not_listed_is_not_there(catalogue: Catalogue) -> None:
    values = pl.DataFrame([_row("2260", "2025T2", kpi="deviations_open"), _row("2260", "2025T2")])
    assert catalogue.cells(values)["kpi"].to_list() == ["children_in_care"]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('areas = "kommun"', 'areas = "län"'),
        ('period = "tertial"', 'period = "month"'),
        ('placement_cost = "placed_children"', 'placement_cost = "no_such_figure"'),
    ],
)
def test_a_list_that_cannot_be_followed_is_refused(tmp_path: Path, was: str, becomes: str) -> None:
    text = (REFERENCE_ROOT / "catalogue.toml").read_text("utf-8")
    assert was in text
    changed = tmp_path / "catalogue.toml"
    changed.write_text(text.replace(was, becomes, 1), "utf-8")
    with pytest.raises(DefinitionError, match=r"catalogue\.toml"):
        read_catalogue(kpi_definitions(), changed)
