"""The check and dataframely, which knows the same contracts, agree on any rows at all."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.checking.casting import cast_column
from pipelines.checking.sheets import check_sheet
from pipelines.contracts import DATASETS, FieldSpec
from pipelines.contracts.contract import row_rules
from pipelines.contracts.findings import Severity
from tests.fixtures.quickly import examples
from tests.fixtures.sheets import RECEIVED, sheet_of

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


@pytest.mark.parametrize("dataset", DATASETS)
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
    contract = DATASETS[dataset].contract
    stopped = {f.place.row for f in check.all_findings if f.severity is Severity.ROW}
    accepted = {row for part in check.parts for row in part.accepted["source_row"]}
    whole = any(f.severity is Severity.FILE for f in check.all_findings)
    assert accepted == (set() if whole else set(range(2, len(rows) + 2)) - stopped)
    for part in check.parts:
        assert part.failed_checks == ()
        assert contract.is_valid(part.accepted.select(contract.column_names()))
    # The other way round: a row that dataframely refuses for itself alone is refused here too.
    texts = zip(*rows, strict=True)
    columns = [
        cast_column(pl.Series(name, [one or None for one in cells], dtype=pl.String), spec).values.alias(name)
        for (name, spec), cells in zip(specs.items(), texts, strict=True)
    ]
    for number, row in enumerate(rows, 2):
        alone = pl.DataFrame(columns).slice(number - 2, 1)
        if not contract.is_valid(alone) and number not in stopped and not whole:
            fills = [name for name, spec in specs.items() if spec.fill_from]
            assert fills, (number, row)


def test_rules_that_stop_a_row_are_known_to_dataframely_unless_they_need_the_day_of_delivery() -> None:
    for dataset in DATASETS.values():
        known = set(dataset.contract._schema_validation_rules())
        for rule in row_rules(dataset.contract):
            if rule.text.severity is Severity.ROW and rule.name not in known:
                assert rule.text.code in {"R005", "R016", "R064", "R081", "R101", "R111", "R121"}
