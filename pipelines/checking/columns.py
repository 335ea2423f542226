"""Which dataset a sheet holds, and which of its columns is which: by its headers, never by a file's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.checking.mapping import SenderMapping
from pipelines.checking.suggestions import nearest
from pipelines.contracts import DATASETS, Dataset
from pipelines.contracts.headers import normalise_header, spellings


@dataclass(frozen=True)
class ColumnMatch:
    """How the headers fit one dataset. Positions are header positions; columns are the delivered names of ours."""

    dataset: Dataset
    positions: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]
    near: Mapping[str, int]

    @property
    def duplicates(self) -> dict[str, tuple[int, ...]]:
        return {column: at for column, at in self.positions.items() if len(at) > 1}

    @property
    def likeness(self) -> float:
        """How well the headers fit: a column found counts one, a misspelt one a half."""
        return len(self.positions) + 0.5 * len(self.near)

    @property
    def credible(self) -> bool:
        """Whether a person would say that this is the dataset, if a faulty one."""
        required = len(self.dataset.required)
        found = required - len(self.missing)
        near = sum(column in self.missing for column in self.near)
        return found > 0 and (found + near) * 2 >= required + 1


def match_columns(headers: tuple[str, ...], dataset: Dataset, mapping: SenderMapping | None) -> ColumnMatch:
    """Resolve every header to a column of the dataset: the sender's mapping first, then our names and aliases."""
    known = spellings(dataset.name) | dict((mapping.columns if mapping else {}).get(dataset.name, {}))
    positions: dict[str, tuple[int, ...]] = {}
    unknown: list[int] = []
    for at, header in enumerate(headers):
        column = known.get(normalise_header(header))
        if column:
            positions[column] = (*positions.get(column, ()), at)
        else:
            unknown.append(at)
    absent = {spelling: column for spelling, column in known.items() if column not in positions}
    near: dict[str, int] = {}
    for at in unknown:
        column = nearest(headers[at], absent)
        if column and column not in near:
            near[column] = at
    missing = tuple(column for column in dataset.required if column not in positions)
    return ColumnMatch(dataset, positions, tuple(unknown), missing, near)


def find_dataset(headers: tuple[str, ...], mapping: SenderMapping | None) -> list[ColumnMatch]:
    """The dataset that the headers fit best: none, one, or several that fit equally well."""
    matches = [match_columns(headers, dataset, mapping) for dataset in DATASETS.values()]
    # A complete fit of few columns must not beat a wider register with one header misspelt: likeness first.
    matches = [match for match in matches if match.credible]
    if not matches:
        return []
    best = max((match.likeness, -len(match.missing)) for match in matches)
    return [match for match in matches if (match.likeness, -len(match.missing)) == best]
