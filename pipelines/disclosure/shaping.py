"""The public `kpi_value`: which of its rows show their figure, once the hidden counts and amounts are decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from pipelines.disclosure.catalogue import Catalogue
from pipelines.disclosure.keys import Key
from pipelines.disclosure.rule import Rule
from pipelines.kpi.definitions import KpiDefinition

_NAME = ("kpi", "cut", "area", "period")
_FIGURES = ("value", "numerator", "denominator", "n", "reason")


def hidden_before(shown: Sequence[pl.DataFrame]) -> frozenset[Key]:
    """Every figure that some former public `kpi_value` hides."""
    return frozenset(
        Key(*row)
        for values in shown
        for row in values.filter(pl.col("status") == "hidden").select(_NAME).iter_rows()
    )


def public_values(
    cells: pl.DataFrame,
    definitions: Mapping[str, KpiDefinition],
    catalogue: Catalogue,
    rule: Rule,
    hidden: Collection[Key],
    before: Collection[Key],
) -> pl.DataFrame:
    """The listed rows of `kpi_value` (`cells`), those of `hidden` and `before` without anything but their name.

    A ratio is shown where both its parts are, and its denominator counts enough; a median where its cases are.
    """
    rows = {Key(*row[:4]): row for row in cells.select(*_NAME, "status", "value", "n").iter_rows()}
    concealed = set(hidden) | (set(before) & rows.keys())

    def is_hidden(key: Key) -> bool:
        if key in concealed:
            return True
        counted = catalogue.medians.get(key.kpi)
        if counted is not None:
            return is_hidden(key._replace(kpi=counted)) or (key in rows and _few(rows[key][6], rule))
        definition = definitions[key.kpi]
        if definition.measure != "ratio":
            return False
        numerator, denominator = (key._replace(kpi=part) for part in definition.parts)
        if is_hidden(numerator) or is_hidden(denominator):
            return True
        of_people = not ({numerator.kpi, denominator.kpi} & (catalogue.amounts.keys() | catalogue.open))
        return of_people and _under(rows.get(denominator), rule)

    decided = pl.Series("_hidden", [is_hidden(key) for key in rows], dtype=pl.Boolean)
    is_ratio = pl.col("kpi").is_in([kpi for kpi, known in definitions.items() if known.measure == "ratio"])
    is_median = pl.col("kpi").is_in(list(catalogue.medians))
    withdrawn = pl.DataFrame(sorted(rule.withdrawn), schema=dict.fromkeys(_NAME, pl.String), orient="row")
    return (
        cells.with_columns(decided)
        .with_columns(
            pl.when(is_ratio).then(pl.col("numerator")).alias("numerator"),
            pl.when(is_ratio).then(pl.col("denominator")).alias("denominator"),
            pl.when(is_median).then(pl.col("n")).alias("n"),
        )
        .with_columns(
            *(pl.when(~pl.col("_hidden")).then(pl.col(name)).alias(name) for name in _FIGURES),
            pl.when("_hidden").then(pl.lit("hidden")).otherwise("status").alias("status"),
        )
        .join(withdrawn, on=_NAME, how="anti")
        .select(cells.columns)
    )


def _few(cases: int | None, rule: Rule) -> bool:
    return cases is not None and rule.is_small(cases)


def _under(row: tuple[object, ...] | None, rule: Rule) -> bool:
    """Whether a denominator counts too few for a rate."""
    return row is not None and row[5] is not None and float(str(row[5])) < rule.denominator
