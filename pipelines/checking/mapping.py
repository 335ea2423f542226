"""A sender's own words: which columns and codes of theirs are which of ours (`<home>/mappings/<sender>.toml`).

[datasets.placeringar.columns]
"Insats-ID" = "placering_id"

[datasets.placeringar.codes.placeringsform]
"Konsulentstött FH" = "konsulentstott"

[[case_numbers]]                       # id columns whose values may look like personnummer
dataset = "remisser"
column = "remiss_id"
reason = "Diarienummer med tio siffror"
who = "Enhetschefen, 2026-03-02"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.contracts import DATASETS, FieldSpec
from pipelines.contracts.declared import where_broken
from pipelines.contracts.headers import DATASET_COLUMNS, normalise_header
from pipelines.errors import Place, ReaderError


@dataclass(frozen=True)
class CaseNumbers:
    """An id column that holds case numbers: the identity gate lets single chance hits in it pass."""

    dataset: str
    column: str
    reason: str
    who: str


@dataclass(frozen=True)
class SenderMapping:
    """`columns`: delivered column by normalised header, per dataset. `codes`: code by normalised text, per dataset
    and delivered column. `text`: the file as it was, for the ledger.
    """

    sender: str
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    case_numbers: tuple[CaseNumbers, ...] = ()
    text: str = ""

    @property
    def headers(self) -> frozenset[str]:
        """The sender's own headers, normalised: known when the header row is looked for."""
        return frozenset(header for columns in self.columns.values() for header in columns)

    def case_number_headers(self) -> frozenset[str]:
        """Normalised headers, ours and the sender's own, of the columns declared as case numbers."""
        found: set[str] = set()
        for declared in self.case_numbers:
            found.add(declared.column)
            own = self.columns.get(declared.dataset, {})
            found |= {header for header, column in own.items() if column == declared.column}
        return frozenset(found)


def parse_mapping(text: str, sender: str, path: Path) -> SenderMapping:
    """Read a mapping's text; everything in it must name a dataset, a column and a code that exist.

    `path` is named in the errors, M001–M005.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(
            "M001", path, f"Mappningsfilen är inte rätt skriven{where_broken(error)}.", "Rätta filen."
        ) from None
    columns: dict[str, dict[str, str]] = {}
    codes: dict[str, dict[str, dict[str, str]]] = {}
    for dataset, part in _table(content.get("datasets", {}), path).items():
        _must_be_dataset(dataset, path)
        words = _table(part, path)
        columns[dataset] = _columns(dataset, _table(words.get("columns", {}), path), path)
        codes[dataset] = {
            column: _codes(dataset, column, _table(own, path), path)
            for column, own in _table(words.get("codes", {}), path).items()
        }
    declared = content.get("case_numbers", [])
    rows = declared if isinstance(declared, list) else [declared]
    return SenderMapping(sender, columns, codes, tuple(_case_numbers(row, path) for row in rows), text)


def _columns(dataset: str, renamed: Mapping[str, Any], path: Path) -> dict[str, str]:
    for column in renamed.values():
        _must_be_column(dataset, column, path)
    return {normalise_header(header): column for header, column in renamed.items()}


def _codes(dataset: str, column: str, own: Mapping[str, Any], path: Path) -> dict[str, str]:
    _must_be_column(dataset, column, path)
    known = _spec(dataset, column).codes
    for code in own.values():
        if code not in known:
            raise _wrong(
                "M004", path, f"{code} är ingen kod för {column}.", f"Välj bland {', '.join(known)}."
            )
    return {normalise_header(word): code for word, code in own.items()}


def _spec(dataset: str, column: str) -> FieldSpec:
    return next(spec for spec in DATASETS[dataset].fields.values() if spec.column == column)


def _case_numbers(row: Any, path: Path) -> CaseNumbers:
    values = {
        name: str(row.get(name, "")).strip() if isinstance(row, dict) else "" for name in _CASE_NUMBER_KEYS
    }
    if not all(values.values()):
        raise _wrong(
            "M005",
            path,
            "Ett [[case_numbers]] saknar dataset, column, reason eller who.",
            "Fyll i alla fyra.",
        )
    _must_be_dataset(values["dataset"], path)
    _must_be_column(values["dataset"], values["column"], path)
    spec = _spec(values["dataset"], values["column"])
    if spec.kind != "id" or spec.column == "barn_id":
        raise _wrong(
            "M005",
            path,
            f"{spec.column} kan inte vara ärendenummer.",
            "Bara en id-kolumn som inte är barn_id kan förklaras som ärendenummer.",
        )
    return CaseNumbers(**values)


_CASE_NUMBER_KEYS = ("dataset", "column", "reason", "who")


def _table(value: Any, path: Path) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(
            "M001",
            path,
            "Mappningsfilen har en uppgift på fel nivå.",
            "Jämför med exemplet i dokumentationen.",
        )
    return value


def _must_be_dataset(dataset: str, path: Path) -> None:
    if dataset not in DATASETS:
        raise _wrong("M002", path, f"Datasetet {dataset} finns inte.", f"Välj bland {', '.join(DATASETS)}.")


def _must_be_column(dataset: str, column: Any, path: Path) -> None:
    if column not in DATASET_COLUMNS[dataset]:
        raise _wrong(
            "M003",
            path,
            f"Kolumnen {column} finns inte i {dataset}.",
            f"Välj bland {', '.join(DATASET_COLUMNS[dataset])}.",
        )


def _wrong(code: str, path: Path, message: str, remedy: str) -> ReaderError:
    return ReaderError(code, message, remedy=remedy, place=Place(path.name))
