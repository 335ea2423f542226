"""Text tables with the delivered Swedish headers, typed as the contracts say and keyed as a delivery is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.contracts import DATASETS
from pipelines.contracts.fields import FieldSpec
from pipelines.reference import kommuner
from tests.deliveries.keyed import keyed_id

KEY = bytes(32)
#: What a required column holds where a table leaves it out, when it is no id (ids then are one of their own a row).
_ASSUMED = {"familjehem": {"status": "tillgangligt"}, "avvikelser": {"kategori": "annan", "status": "oppen"}}


def read_table(dataset: str, text: str) -> list[dict[str, Any]]:
    """The rows of `a | b` lines as contract fields with typed values; ids as they stand."""
    lines = [[word.strip() for word in line.split("|")] for line in text.strip().splitlines()]
    header, rows = lines[0], lines[1:]
    fields = DATASETS[dataset].fields
    by_column = {spec.column: (field, spec) for field, spec in fields.items()}
    unknown = set(header) - set(by_column)
    if unknown:
        raise ValueError(f"{dataset} has no columns {sorted(unknown)}")
    found = []
    for number, words in enumerate(rows, start=1):
        delivered = dict(zip(header, words, strict=True))
        row = {}
        for column, (field, spec) in by_column.items():
            word = delivered.get(column, "") or _ASSUMED.get(dataset, {}).get(column, "")
            if not word and not spec.nullable:
                if spec.kind != "id":
                    raise ValueError(f"{dataset} row {number}: {column} is required")
                word = f"{dataset} {number}"
            row[field] = _typed(word, spec)
        found.append(row)
    return found


def _typed(word: str, spec: FieldSpec) -> Any:
    if not word:
        return None
    if spec.kind in ("kommun", "area"):
        return area_code(word)
    if spec.kind == "day":
        return date.fromisoformat(word)
    if spec.kind == "month":
        return date.fromisoformat(f"{word}-01")
    if spec.kind == "whole":
        return int(word)
    if spec.kind in ("kronor", "number"):
        return Decimal(word)
    if spec.kind == "code" and word not in spec.codes:
        raise ValueError(f"{spec.column}: {word} is none of {spec.codes}")
    return word


def area_code(name: str) -> str:
    """The code of a kommun by its name; GFO and codes are their own."""
    return {kommun: code for code, kommun in kommuner().items()}.get(name, name)


def stage_frame(dataset: str, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Rows of contract fields as the warehouse takes them: ids keyed, delivery_id and source_row filled."""
    contract = DATASETS[dataset]
    numbered = [{**row, "source_row": i, "delivery_id": 1} for i, row in enumerate(rows, start=1)]
    for row in numbered:
        for key in contract.keyed_ids:
            plain = row.get(key.field)
            if plain is not None:
                row[key.field] = keyed_id(plain, key.kind, key.scope or row["kommun_code"], KEY)
    return pl.DataFrame(numbered, schema={**contract.schema, "delivery_id": pl.Int64()})
