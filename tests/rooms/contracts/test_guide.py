"""The guide for senders says what the contracts say."""

from __future__ import annotations

from pipelines.contracts import DATASETS
from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.guide import GUIDE, guide


def test_the_guide_in_docs_is_the_one_that_the_contracts_give() -> None:
    assert GUIDE.read_text(encoding="utf-8") == guide(), "skriv om den: python -m pipelines.contracts.guide"


def test_the_guide_names_every_column_and_every_finding_once_a_table() -> None:
    text = guide()
    for dataset in DATASETS.values():
        assert f"`{dataset.name}`" in text
        for spec in dataset.fields.values():
            assert f"| `{spec.column}` |" in text
    for code in finding_kinds():
        if code[0] in "CVRBX":
            assert text.count(f"| {code} |") == 1, code
