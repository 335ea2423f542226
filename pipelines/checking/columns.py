"""Which dataset a sheet holds, and which of its columns is which: by its headers, never by a file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from pipelines.checking.mapping import SenderMapping
from pipelines.checking.suggestions import nearest
from pipelines.contracts import DATASETS, Dataset
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import normalise_header, spellings
from pipelines.errors import Place

_THOUSANDS = re.compile(r"[_(\[]*(?:i_)?(tkr|kkr|ksek|tusental(?:_kr|_kronor)?|tusen_kr(?:onor)?)[)\]]*")
_MILLIONS = re.compile(r"[_(\[]*(?:i_)?(mkr|mnkr|msek|miljoner(?:_kr|_kronor)?)[)\]]*")


class InUnits(NamedTuple):
    """A column of kronor whose header says that it is in something larger: its position, the words, how many kronor."""

    position: int
    unit: str
    times: int


@dataclass(frozen=True)
class ColumnMatch:
    """How the headers fit one dataset. Positions are header positions; columns are the delivered names of ours.

    `near`: columns that no header names, and the unknown header that comes nearest. `in_units`: columns of kronor that
    are delivered in thousands or millions, and of which the sender's mapping says nothing.
    """

    dataset: Dataset
    positions: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]
    missing: tuple[str, ...]
    near: Mapping[str, int]
    in_units: Mapping[str, InUnits] = field(default_factory=dict)

    @property
    def duplicates(self) -> dict[str, tuple[int, ...]]:
        return {column: at for column, at in self.positions.items() if len(at) > 1}

    @property
    def likeness(self) -> float:
        """How well the headers fit: a column found counts one, a misspelt one or one in another unit a half."""
        return len(self.positions) + 0.5 * len(self.near.keys() | self.in_units.keys())

    @property
    def credible(self) -> bool:
        """Whether a person would say that this is the dataset, if a faulty one."""
        required = len(self.dataset.required)
        found = required - len(self.missing)
        near = sum(column in self.missing for column in self.near.keys() | self.in_units.keys())
        return found > 0 and (found + near) * 2 >= required + 1


def match_columns(headers: tuple[str, ...], dataset: Dataset, mapping: SenderMapping | None) -> ColumnMatch:
    """Resolve every header to a column of the dataset: the sender's mapping first, then our names and aliases."""
    known = _known(dataset, mapping)
    factors = (mapping.factors if mapping else {}).get(dataset.name, {})
    kronor = {spec.column for spec in dataset.fields.values() if spec.kind == "kronor"}
    in_units: dict[str, InUnits] = {}
    positions: dict[str, tuple[int, ...]] = {}
    unknown: list[int] = []
    for at, header in enumerate(headers):
        column = known.get(normalise_header(header))
        bare, unit, times = _without_unit(header)
        if times > 1 and (of := column or known.get(bare)) in kronor:
            if of in factors:
                column = of
            else:
                in_units[str(of)] = InUnits(at, unit, times)
        if column:
            positions[column] = (*positions.get(column, ()), at)
        else:
            unknown.append(at)
    absent = {spelling: column for spelling, column in known.items() if column not in positions}
    near: dict[str, int] = {}
    told = {one.position for one in in_units.values()}
    for at in unknown:
        column = nearest(headers[at], absent) if at not in told else ""
        if column and column not in near:
            near[column] = at
    missing = tuple(column for column in dataset.required if column not in positions)
    return ColumnMatch(dataset, positions, tuple(unknown), missing, near, in_units)


def _known(dataset: Dataset, mapping: SenderMapping | None) -> Mapping[str, str]:
    """Column by spelling, the sender's own before ours."""
    return {**spellings(dataset.name), **(mapping.columns if mapping else {}).get(dataset.name, {})}


def _begins_like(headers: tuple[str, ...], dataset: Dataset, mapping: SenderMapping | None) -> bool:
    """Whether any header is a column that the dataset requires, with or without a unit."""
    known, required = _known(dataset, mapping), set(dataset.required)
    return any(
        known.get(spelt) in required
        for header in headers
        for spelt in (normalise_header(header), _without_unit(header)[0])
    )


def _without_unit(header: str) -> tuple[str, str, int]:
    """The header without the unit that it gives, normalised; the unit in words, and its kronor."""
    plain = normalise_header(header)
    for pattern, unit, times in (
        (_THOUSANDS, "tusental kronor", 1000),
        (_MILLIONS, "miljoner kronor", 1_000_000),
    ):
        if match := pattern.search(plain):
            bare = plain[: match.start()] + plain[match.end() :]
            if not bare[match.start() :] or bare[match.start()] == "_":
                return bare.strip("_"), unit, times
    return plain, "", 1


def other_names(
    match: ColumnMatch, headers: Sequence[str], mapping: SenderMapping | None, place: Place
) -> list[Finding]:
    """A note of each header that is another word for a column of ours: it is read, and nobody at the sender said so."""
    said = (mapping.columns if mapping else {}).get(match.dataset.name, {})
    return [
        finding("C015", replace(place, column=headers[at]), found=headers[at], known=column)
        for column, positions in match.positions.items()
        for at in positions
        if (plain := normalise_header(headers[at])) in spellings(match.dataset.name)
        and plain.replace("_", "") != column.replace("_", "")
        and plain not in said
    ]


def find_dataset(headers: tuple[str, ...], mapping: SenderMapping | None) -> list[ColumnMatch]:
    """The dataset that the headers fit best: none, one, or several that fit equally well."""
    # Likeness is dear to compute, and no dataset is credible of which not one column is there.
    likely = [dataset for dataset in DATASETS.values() if _begins_like(headers, dataset, mapping)]
    matches = [match_columns(headers, dataset, mapping) for dataset in likely]
    # A complete fit of few columns must not beat a wider register with one header misspelt: likeness first.
    matches = [match for match in matches if match.credible]
    if not matches:
        return []
    best = max((match.likeness, -len(match.missing)) for match in matches)
    return [match for match in matches if (match.likeness, -len(match.missing)) == best]


def sheets_named(
    headers: Sequence[tuple[str, ...]], dataset: str | None, mapping: SenderMapping | None
) -> set[int]:
    """Which sheets, each by its headers, a dataset named by the sender is about: those that fit it, else the likest."""
    if dataset is None:
        return set()
    if len(headers) == 1 or dataset not in DATASETS:
        return set(range(len(headers)))
    fits = [find_dataset(one, mapping) for one in headers]
    fitting = {at for at, matches in enumerate(fits) if dataset in {match.dataset.name for match in matches}}
    if fitting:
        return fitting
    likeness = {
        at: match_columns(headers[at], DATASETS[dataset], mapping).likeness
        for at, matches in enumerate(fits)
        if not matches
    }
    best = max(likeness.values(), default=0)
    return {at for at, one in likeness.items() if one == best and best > 0}
