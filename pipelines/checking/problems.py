"""What a check found in rows, before it is told; and how a waiver turns it into a note."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.contracts.findings import Finding, Severity


@dataclass(frozen=True)
class Problem:
    """Rows with one and the same problem: positions (ascending, UInt32), and what to say of them."""

    code: str
    at: pl.Series
    severity: Severity
    explain: Callable[[pl.Series], list[Finding]]


@dataclass(frozen=True)
class RowWaiver:
    """A waiver in force: findings `code` about the row `row_id` (as the report names it) become notes.

    `kommun_code`: whose register, for datasets that kommuner send. `sentence`: said in the note.
    """

    dataset: str
    kommun_code: str | None
    code: str
    row_id: str
    sentence: str


def waive(
    problems: Iterable[Problem],
    waivers: Sequence[RowWaiver],
    *,
    row_ids: Callable[[pl.Series], list[str]],
    owner: pl.Series | None,
) -> list[Problem]:
    """The problems, those parts of them that a waiver names as notes.

    `row_ids`: the ids of rows by position; `owner`: every row's kommun, for datasets that kommuner send.
    """
    kept: list[Problem] = []
    for problem in problems:
        own = {(w.row_id, w.kommun_code): w.sentence for w in waivers if w.code == problem.code}
        sentences = _sentences(problem.at, own, row_ids, owner) if own else {}
        if not sentences:
            kept.append(problem)
            continue
        waived = problem.at.is_in(list(sentences))
        rest = problem.at.filter(~waived)
        if len(rest):
            kept.append(replace(problem, at=rest))
        note = _Note(problem.explain, sentences)
        kept.append(Problem(problem.code, problem.at.filter(waived), Severity.NOTE, note))
    return kept


def _sentences(
    at: pl.Series,
    own: dict[tuple[str, str | None], str],
    row_ids: Callable[[pl.Series], list[str]],
    owner: pl.Series | None,
) -> dict[int, str]:
    kommuner = owner.gather(at).to_list() if owner is not None else [None] * len(at)
    rows = zip(at.to_list(), row_ids(at), kommuner, strict=True)
    return {position: own[row_id, kommun] for position, row_id, kommun in rows if (row_id, kommun) in own}


@dataclass(frozen=True)
class _Note:
    """Tells a problem as a note; the waiver's sentence stands where the remedy would."""

    explain: Callable[[pl.Series], list[Finding]]
    sentences: dict[int, str]

    def __call__(self, at: pl.Series) -> list[Finding]:
        said = [self.sentences[position] for position in at.to_list()]
        # The last finding of a long list only counts the rest of it.
        return [
            replace(finding, severity=Severity.NOTE, remedy=sentence)
            for finding, sentence in zip(self.explain(at), said, strict=False)
        ]
