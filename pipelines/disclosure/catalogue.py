"""The closed list of what the public may get: `data/reference/catalogue.toml`, read and applied to figures."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.kpi.definitions import DefinitionError, KpiDefinition
from pipelines.periods import Period
from pipelines.reference import GFO, REFERENCE_ROOT

#: The kinds of period that a list may name: whole ones, of which no two overlap by halves.
KINDS = ("tertial", "year", "block")
_AREAS = ("kommun", GFO)
_EVERY = "all"


@dataclass(frozen=True)
class Catalogue:
    """`listed`: (kommun or GFO, kind of period, KPI, dimension of its cut; blank: its total).

    `open`: what counts nobody. `amounts`, `medians`: the figure that counts who is behind each.
    """

    listed: frozenset[tuple[str, str, str, str]]
    open: frozenset[str]
    amounts: Mapping[str, str]
    medians: Mapping[str, str]

    def covers(self, area: str, kind: str, kpi: str, cut: str) -> bool:
        """Whether a figure of this kind may be public."""
        return (_class_of(area), kind, kpi, cut.partition("=")[0]) in self.listed

    def cells(self, values: pl.DataFrame) -> pl.DataFrame:
        """The rows of `kpi_value` that the public may get: those listed, of periods that are complete."""
        listed = pl.DataFrame(
            sorted(self.listed), schema=["_areas", "_kind", "kpi", "_dimension"], orient="row"
        )
        periods = values["period"].unique().to_list()
        kinds = pl.DataFrame({"period": periods, "_kind": [Period.parse(period).kind for period in periods]})
        return (
            values.filter(~pl.col("preliminary"))
            .join(kinds, on="period")
            .with_columns(
                _areas=pl.when(pl.col("area") == GFO).then(pl.lit(GFO)).otherwise(pl.lit("kommun")),
                _dimension=pl.col("cut").str.split("=").list.first(),
            )
            .join(listed, on=["_areas", "_kind", "kpi", "_dimension"], how="semi")
            .select(values.columns)
            .sort("kpi", "cut", "area", "period")
        )


def _class_of(area: str) -> str:
    return GFO if area == GFO else "kommun"


def read_catalogue(definitions: Mapping[str, KpiDefinition], path: Path | None = None) -> Catalogue:
    """The list of a file, by default the project's own; what it names as "all" is every KPI of `definitions`.

    A KPI that `definitions` does not have is left out. A ratio is listed where both its parts are, an amount and a
    median where what counts them is. DefinitionError names what cannot be followed.
    """
    path = path or REFERENCE_ROOT / "catalogue.toml"
    found = tomllib.loads(path.read_text("utf-8"))
    amounts, medians = dict(found["amounts"]), dict(found["medians"])
    listed: set[tuple[str, str, str, str]] = set()
    for entry in found["cells"]:
        listed |= _entry(entry, definitions, path)
    counted_by = amounts | medians
    for kpi, counted in counted_by.items():
        if kpi in definitions and counted not in definitions:
            raise DefinitionError(f"{path.name}: {kpi} is counted by {counted}, which does not exist")

    def shown(areas: str, kind: str, kpi: str, dimension: str) -> bool:
        """Whether what a figure is made of, or is counted by, is listed as well."""
        if (areas, kind, kpi, dimension) not in listed:
            return False
        definition = definitions[kpi]
        needs = definition.parts if definition.measure == "ratio" else ()
        if kpi in counted_by:
            needs = (counted_by[kpi],)
        return all(shown(areas, kind, part, dimension) for part in needs)

    return Catalogue(
        frozenset(cell for cell in listed if shown(*cell)), frozenset(found["open"]["kpis"]), amounts, medians
    )


def _entry(
    entry: Mapping[str, Any], definitions: Mapping[str, KpiDefinition], path: Path
) -> set[tuple[str, str, str, str]]:
    areas, kind, named = entry["areas"], entry["period"], entry["kpis"]
    if areas not in _AREAS or kind not in KINDS:
        raise DefinitionError(f"{path.name}: there is no {areas!r} by {kind!r}")
    kpis = definitions if named == _EVERY else [kpi for kpi in named if kpi in definitions]
    return {
        (areas, kind, kpi, dimension)
        for kpi in kpis
        if not (areas != GFO and definitions[kpi].gfo_only)
        for dimension in entry.get("cuts", ("",))
        if dimension in ("", *definitions[kpi].cuts)
    }
