"""The check and dataframely, which is given the same contracts, agree on any rows at all."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.checking.casting import cast_column
from pipelines.checking.sheets import check_sheet
from pipelines.contracts import DATASETS, FieldSpec
from pipelines.contracts.findings import Severity
from tests.fixtures.matrix import rest_slow
from tests.fixtures.quickly import examples
from tests.fixtures.schemas import schema_of
from tests.fixtures.sheets import RECEIVED, check_rows, right_row, sheet_of

# Values that meet each other in rules: ends on, before and after starts, and what cannot be read at all.
DAYS = [
    "2025-12-31",
    "2026-01-15",
    "2026-01-16",
    "20260201",
    "1/2/2026",
    "2026-02-30",
    "9999-12-31",
    "2027-01-01",
    "",
]
NUMBERS = ["0", "1", "-1", "0,5", "1.234", "12,345", "17", "2023", "2026", "x", ""]
IDS = ["a", "b", "=a", ""]


def texts_for(spec: FieldSpec) -> st.SearchStrategy[str]:
    if spec.kind == "day":
        return st.sampled_from([*DAYS, spec.example])
    if spec.kind == "id":
        return st.sampled_from(IDS)
    if spec.words:
        return st.sampled_from([*(code for code, _ in spec.words), "fel", ""])
    if spec.kind in ("whole", "kronor", "number"):
        return st.sampled_from([*NUMBERS, spec.example])
    return st.sampled_from([spec.example, "=1", ""])


@pytest.mark.parametrize(
    "dataset", rest_slow(DATASETS, lambda name: name in ("placeringar", "remisser", "kostnader"))
)
@settings(max_examples=examples(6, 15), deadline=None)
@given(data=st.data())
def test_what_is_accepted_holds_in_dataframely_and_what_is_refused_has_a_finding(
    dataset: str, data: st.DataObject
) -> None:
    specs = DATASETS[dataset].fields
    rows = data.draw(
        st.lists(st.tuples(*(texts_for(spec) for spec in specs.values())), min_size=1, max_size=6),
        label="rows",
    )
    headers = [spec.column for spec in specs.values()]
    table = "\n".join(" | ".join(line) for line in [headers, *rows])
    check = check_sheet(sheet_of(table), file_name="fil.csv", received=RECEIVED)
    schema = schema_of(dataset)
    stopped = {f.place.row for f in check.all_findings if f.severity is Severity.ROW}
    accepted = {row for part in check.parts for row in part.accepted["source_row"]}
    whole = any(f.severity is Severity.FILE for f in check.all_findings)
    assert accepted == (set() if whole else set(range(2, len(rows) + 2)) - stopped)
    for part in check.parts:
        assert part.failed_checks == ()
        assert schema.is_valid(part.accepted.select(schema.column_names()))
    # The other way round: a row that dataframely refuses for itself alone is refused here too.
    texts = zip(*rows, strict=True)
    columns = [
        cast_column(pl.Series(name, [one or None for one in cells], dtype=pl.String), spec).values.alias(name)
        for (name, spec), cells in zip(specs.items(), texts, strict=True)
    ]
    for number, row in enumerate(rows, 2):
        alone = pl.DataFrame(columns).slice(number - 2, 1)
        if not schema.is_valid(alone) and number not in stopped and not whole:
            fills = [name for name, spec in specs.items() if spec.fill_from]
            assert fills, (number, row)


def test_dataframely_refuses_a_row_that_breaks_a_rule() -> None:
    schema = schema_of("remisser")
    sound = check_rows("remisser", right_row("remisser")).parts[0].accepted.drop("source_row")
    assert schema.is_valid(sound)
    assert not schema.is_valid(sound.with_columns(pl.lit(date(2020, 1, 1)).alias("decided")))
