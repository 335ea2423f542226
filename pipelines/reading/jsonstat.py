"""A JSON-stat 2.0 table, as statistical offices give it, to one raw sheet: a row a value, a column a dimension.

Row numbers are the values' places in the file's list, from 1. Codes and labels stand together, `2260 Ånge`, as in the
office's own text files; where a dimension has no labels the code stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.model import Limits, Refusal
from pipelines.reading.opened import Opened, sheet_of

VALUE_HEADER = "value"


class _Broken(ValueError):
    """The file is JSON, but no whole table."""


def is_jsonstat(content: object) -> bool:
    """Whether what a JSON file holds calls itself such a table."""
    return (
        isinstance(content, dict)
        and content.get("class") == "dataset"
        and isinstance(content.get("id"), list)
    )


def open_jsonstat(table: Mapping[str, Any], place: Place, limits: Limits) -> Opened:
    """The one table. Raises Refusal F054 for a table that is not whole."""
    try:
        headers, columns = _columns(table, limits)
    except _Broken as broken:
        raise Refusal(finding("F054", place, what=str(broken))) from None
    texts = [("filens beskrivning", text) for text in _texts(table)]
    return Opened([sheet_of(headers, columns, numbers=len(headers) - 1)], texts)


def _columns(table: Mapping[str, Any], limits: Limits) -> tuple[list[str], list[list[str | None]]]:
    names = [str(name) for name in table["id"]]
    sizes = table.get("size")
    if (
        not isinstance(sizes, list)
        or len(sizes) != len(names)
        or not all(type(s) is int and s > 0 for s in sizes)
    ):
        raise _Broken("hur många värden varje dimension har")
    total = 1
    for size in sizes:
        total *= size
    if total > limits.rows or len(names) >= limits.columns:
        raise _Broken("hur stor den är, i tal som ett register kan ha")
    dimensions = table.get("dimension")
    categories = [
        _categories(dimensions.get(name) if isinstance(dimensions, dict) else None, name, size)
        for name, size in zip(names, sizes, strict=True)
    ]
    columns: list[list[str | None]] = []
    after = total
    for of_dimension, size in zip(categories, sizes, strict=True):
        after //= size
        around = total // (after * size)
        columns.append([category for category in of_dimension for _ in range(after)] * around)
    return [*names, VALUE_HEADER], [*columns, _values(table.get("value"), total)]


def _categories(dimension: Any, name: str, size: int) -> list[str]:
    """A dimension's categories in order, code and label."""
    category = dimension.get("category") if isinstance(dimension, dict) else None
    category = category if isinstance(category, dict) else {}
    index, labels = category.get("index"), category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    if isinstance(index, dict):
        if sorted(index.values(), key=str) != sorted(range(size), key=str):
            raise _Broken(f"vilka värden {name} har")
        codes = sorted(index, key=lambda code: index[code])
    else:
        codes = [str(code) for code in index] if isinstance(index, list) else list(labels)
    if len(codes) != size:
        raise _Broken(f"vilka värden {name} har")
    return [_named(code, str(labels.get(code, ""))) for code in codes]


def _named(code: str, label: str) -> str:
    """2260 Ånge, but 0 år alone: a label that says its own code is the whole of it."""
    if not label.strip():
        return code
    if label == code or label.split()[0] == code:
        return label
    return f"{code} {label}"


def _values(value: Any, total: int) -> list[str | None]:
    if isinstance(value, dict):
        # The sparse form: places that are left out have no value.
        found: list[str | None] = [None] * total
        for at, one in value.items():
            if not at.isdecimal() or int(at) >= total:
                raise _Broken("vilka celler värdena hör till")
            found[int(at)] = _text(one)
        return found
    if not isinstance(value, list) or len(value) != total:
        raise _Broken("vilket värde varje cell har")
    return [_text(one) for one in value]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _texts(table: Mapping[str, Any]) -> list[str]:
    """Every word and number around the table's values, for the identity gate: what may say who somebody is as well."""
    found: list[str] = []
    left: list[Any] = [{key: one for key, one in table.items() if key != "value"}]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            found += one
            left += one.values()
        elif isinstance(one, list):
            left += one
        elif one is not None:
            found.append(str(one))
    return found
