"""The checking of one sheet against one dataset: casting, rules of a row, rules between rows, parts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from typing import Any

import polars as pl

from pipelines.checking.casting import CastColumn, cast_column, days_after
from pipelines.checking.columns import ColumnMatch
from pipelines.checking.conventions import added_up, day_after, kronor_of
from pipelines.checking.explaining import Explainer
from pipelines.checking.judging import NO_TERMS, ColumnTerms
from pipelines.checking.mapping import SenderMapping
from pipelines.checking.problems import Problem, RowWaiver, waive
from pipelines.checking.results import CheckedPart, CheckOutcome, CheckState
from pipelines.checking.rows_again import rows_again
from pipelines.contracts import Dataset
from pipelines.contracts.between import BetweenRows, duplicate_pairs
from pipelines.contracts.contract import between_rules, row_rules
from pipelines.contracts.findings import Finding, Severity
from pipelines.reading.model import SheetText
from pipelines.reference import SQL_ROOT

_log = logging.getLogger(__name__)


@cache
def kpi_ids() -> tuple[str, ...]:
    """The KPIs that are defined: the names of their files."""
    return tuple(sorted(path.stem for path in (SQL_ROOT / "kpi").glob("*.sql")))


@dataclass
class SheetChecker:
    """The checking of one sheet against one dataset."""

    sheet: SheetText
    match: ColumnMatch
    explain: Explainer
    received: date
    mapping: SenderMapping | None
    waivers: Sequence[RowWaiver] = ()
    problems: list[Problem] = field(default_factory=list)
    outcomes: list[CheckOutcome] = field(default_factory=list)
    unread: dict[str, pl.Series] = field(default_factory=dict)

    @property
    def dataset(self) -> Dataset:
        return self.match.dataset

    @property
    def _summed(self) -> bool:
        """Whether rows of one key are parts of one amount, as the sender's mapping says."""
        return self.mapping is not None and self.dataset.name in self.mapping.summed

    def parts(self, stopped: bool) -> tuple[CheckedPart, ...]:
        frame = self._cast()
        self.explain.rows(self.dataset, self.match, self.sheet)
        self._check_kpis(frame)
        self._check_rows(frame)
        self._check_key(frame)
        for name, check in between_rules(self.dataset.contract).items():
            self._check_between(frame, name, check)
        return self._split(frame, stopped)

    # Casting

    def _cast(self) -> pl.DataFrame:
        columns: list[pl.Series] = []
        height = self.sheet.rows.height
        for name, spec in self.dataset.fields.items():
            at = self.match.positions.get(spec.column, ())
            empty = pl.Series(name, [None], dtype=spec.dtype).new_from_index(0, height)
            check = f"värden i {spec.column}"
            sentence = f"Värdena i {spec.column} går att läsa."
            if len(at) != 1:
                self.outcomes.append(CheckOutcome(check, sentence, CheckState.NOT_APPLICABLE))
                columns.append(empty)
                continue
            try:
                cast = self._cast_one(name, at[0])
            except Exception as error:
                self._crashed(check, sentence, error)
                columns.append(empty)
                continue
            columns.append(cast.values.alias(name))
            self._outcome(check, sentence, len(cast.problems))
        frame = pl.DataFrame(columns)
        fills = {name: spec.fill_from for name, spec in self.dataset.fields.items() if spec.fill_from}
        for name, source in fills.items():
            frame = frame.with_columns(pl.col(name).fill_null(pl.col(source)))
        return frame.with_columns(self.sheet.rows["source_row"].cast(pl.UInt32))

    def _cast_one(self, name: str, position: int) -> CastColumn:
        spec = self.dataset.fields[name]
        header = f"c{position}"
        native = self.sheet.native.get(header)
        cast = cast_column(self.sheet.rows[header], spec, native=native, terms=self._terms(spec.column))
        if len(cast.problems):
            self.unread[name] = cast.failed
        for (code,), group in cast.problems.group_by("code", maintain_order=True):
            fills = cast.fills.get(str(code), {})
            if self.explain.severity(str(code)) is Severity.FILE:
                self._add_column_problem(str(code), name, group["at"], fills)
            else:
                self._add_value_problem(str(code), name, group["at"], {"style": cast.style} | dict(fills))
        for note in cast.notes:
            if len(note.at):
                self._add_column_problem(note.code, name, note.at, note.fills)
        if spec.kind in ("day", "month"):
            for (code,), group in days_after(cast.values, spec, self.received).group_by("code"):
                self._add_value_problem(str(code), name, group["at"])
        if spec.column in (self.mapping.last_day_included if self.mapping else {}).get(self.dataset.name, ()):
            return replace(cast, values=day_after(cast.values))
        return cast

    def _terms(self, column: str) -> ColumnTerms:
        """What the sender's mapping says of one column."""
        if self.mapping is None:
            return NO_TERMS

        def said(part: str) -> Any:
            return getattr(self.mapping, part).get(self.dataset.name, {}).get(column)

        return ColumnTerms(
            said("codes") or {}, said("formats") or "", said("factors"), said("blanks") or frozenset()
        )

    def _add_value_problem(
        self, code: str, name: str, at: pl.Series, fills: Mapping[str, str] | None = None
    ) -> None:
        explain = partial(self.explain.values, code, name, fills=fills or {})
        self.problems.append(Problem(code, at, self.explain.severity(code), explain))

    def _add_column_problem(self, code: str, name: str, at: pl.Series, fills: Mapping[str, str]) -> None:
        explain = partial(self.explain.column, code, name, fills)
        self.problems.append(Problem(code, at, self.explain.severity(code), explain))

    def _check_kpis(self, frame: pl.DataFrame) -> None:
        """Whether the KPIs that are named exist: a warning, since a definition may come later than its figures."""
        for name, spec in self.dataset.fields.items():
            if spec.kind != "kpi":
                continue
            check, sentence = "nyckeltal finns", "Nyckeltalen finns bland definitionerna."
            known = kpi_ids()
            if not known or frame[name].null_count() == frame.height:
                self.outcomes.append(CheckOutcome(check, sentence, CheckState.NOT_APPLICABLE))
                continue
            absent = (~frame[name].is_in(known)).fill_null(False).arg_true().cast(pl.UInt32)
            self._outcome(check, sentence, len(absent))
            if len(absent):
                self._add_value_problem("V017", name, absent)

    # Rules

    def _check_rows(self, frame: pl.DataFrame) -> None:
        rules = row_rules(self.dataset.contract)
        masks: dict[str, pl.Series] = {}
        try:
            together = frame.select(rule.expr(self.received).alias(rule.name) for rule in rules)
            masks = {name: together[name] for name in together.columns}
        except Exception:
            # One of them crashed: run each alone to name it and keep the others.
            _log.debug("rules of %s run one by one", self.dataset.name)
        for rule in rules:
            try:
                expr = rule.expr(self.received)
                right = (
                    masks[rule.name]
                    if rule.name in masks
                    else frame.select(expr.alias(rule.name)).to_series()
                )
                fields = [name for name in self.dataset.fields if name in expr.meta.root_names()]
                wrong = self._readable((~right).fill_null(False).arg_true().cast(pl.UInt32), fields)
            except Exception as error:
                self._crashed(rule.name, rule.text.message, error)
                continue
            if right.null_count() == len(right):
                self.outcomes.append(CheckOutcome(rule.name, rule.text.message, CheckState.NOT_APPLICABLE))
                continue
            self._outcome(rule.name, rule.text.message, len(wrong))
            if len(wrong):
                self.problems.append(
                    Problem(
                        rule.text.code,
                        wrong,
                        rule.text.severity,
                        partial(self.explain.rule, rule.text, fields),
                    )
                )

    def _readable(self, at: pl.Series, fields: Iterable[str]) -> pl.Series:
        """Without the rows where a value that the rule needs could not be read: that has its own finding."""
        for name in fields:
            if name in self.unread and len(at):
                at = at.filter(~at.is_in(self.unread[name].implode()))
        return at

    def _check_key(self, frame: pl.DataFrame) -> None:
        key = self.dataset.key
        if not key:
            return
        sentence = "Varje rad har en egen nyckel."
        if self._summed:
            self.outcomes.append(CheckOutcome("nyckel", sentence, CheckState.NOT_APPLICABLE))
            self._check_again(frame)
            return
        within = (
            ("kommun_code", *key) if self.dataset.sender == "kommun" and "kommun_code" not in key else key
        )
        self._add_pairs("nyckel", sentence, frame, within, lambda rows: duplicate_pairs(rows, within), None)

    def _check_again(self, frame: pl.DataFrame) -> None:
        """Rows alike in every cell, where those of one key are added: the key says nothing of them."""
        check, sentence = "likadana rader", "Ingen rad är likadan som en annan i varje cell."
        named = {at for positions in self.match.positions.values() for at in positions}
        try:
            found = rows_again(self.sheet, named)
        except Exception as error:
            self._crashed(check, sentence, error)
            return
        self._outcome(check, sentence, len(found.at))
        if len(found.at):
            code = "B008" if found.pasted else "B009"
            amounts = frame.select(pl.sum_horizontal(kronor_of(self.dataset))).to_series()
            explain = partial(self.explain.again, code, found, amounts)
            self.problems.append(Problem(code, found.at, self.explain.severity(code), explain))

    def _check_between(self, frame: pl.DataFrame, name: str, check: BetweenRows) -> None:
        self._add_pairs(name, check.message.replace("{other}", "…"), frame, check.fields, check.pairs, check)

    def _add_pairs(
        self,
        name: str,
        sentence: str,
        frame: pl.DataFrame,
        fields: Sequence[str],
        pairs: Callable[[pl.DataFrame], pl.DataFrame],
        check: BetweenRows | None,
    ) -> None:
        if any(frame[one].null_count() == frame.height for one in fields):
            self.outcomes.append(CheckOutcome(name, sentence, CheckState.NOT_APPLICABLE))
            return
        try:
            found = self._pairs_of_readable(frame, check.reads if check else fields, pairs)
            if check:
                found = self._of_two(frame, found)
        except Exception as error:
            self._crashed(name, sentence, error)
            return
        self._outcome(name, sentence, len(found))
        if len(found):
            other = dict(zip(found["at"].to_list(), found["other"].to_list(), strict=True))
            severity = check.severity if check else self.explain.severity("B001")
            self.problems.append(
                Problem(
                    check.code if check else "B001",
                    found["at"],
                    severity,
                    partial(self.explain.pairs, check, fields, other)
                    if check
                    else partial(self.explain.repeated, other),
                )
            )

    def _of_two(self, frame: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
        """Without the pairs of one key, which is told (B001): what else they have alike is no news."""
        key = self.dataset.key
        if not key or not found.height:
            return found
        one, other = (frame.select(key)[found[side]] for side in ("at", "other"))
        alike = [one[name].eq(other[name]).fill_null(False).alias(name) for name in key]
        return found.filter(~pl.DataFrame(alike).select(pl.all_horizontal(pl.all())).to_series())

    def _pairs_of_readable(
        self, frame: pl.DataFrame, fields: Iterable[str], pairs: Callable[[pl.DataFrame], pl.DataFrame]
    ) -> pl.DataFrame:
        fields = tuple(fields)
        frame = frame.select(fields)
        unread = [self.unread[name] for name in fields if name in self.unread]
        if not unread:
            return pairs(frame)
        readable = (
            pl.Series([True]).new_from_index(0, frame.height).scatter(pl.concat(unread).unique(), False)
        )
        at = readable.arg_true().cast(pl.UInt32)
        found = pairs(frame.filter(readable))
        return found.with_columns(
            at.gather(found["at"]).alias("at"), at.gather(found["other"]).alias("other")
        )

    # Outcomes

    def _outcome(self, name: str, sentence: str, rows: int) -> None:
        state = CheckState.FOUND if rows else CheckState.PASSED
        self.outcomes.append(CheckOutcome(name, sentence, state, rows))

    def _crashed(self, name: str, sentence: str, error: Exception) -> None:
        # The type only: a message from the engine may quote values of the file.
        _log.error("check %s of %s crashed: %s", name, self.dataset.name, type(error).__name__)
        self.outcomes.append(CheckOutcome(name, sentence, CheckState.CRASHED))

    # Parts

    def _split(self, frame: pl.DataFrame, stopped: bool) -> tuple[CheckedPart, ...]:
        owner = self._owner_of_rows(frame)
        kommuner = owner if self.dataset.sender == "kommun" else None
        own = [waiver for waiver in self.waivers if waiver.dataset == self.dataset.name]
        if own:
            self.problems = waive(self.problems, own, row_ids=self.explain.row_ids, owner=kommuner)
        stopping = [problem.at for problem in self.problems if problem.severity is Severity.ROW]
        refused = pl.Series([False], dtype=pl.Boolean).new_from_index(0, frame.height)
        if stopping:
            refused = refused.scatter(pl.concat(stopping).unique(), True)
        codes = owner.unique(maintain_order=True).to_list() if owner is not None else [None]
        parts = []
        for code in codes:
            inside = None
            if owner is not None and len(codes) > 1:
                inside = owner.is_null() if code is None else (owner == code).fill_null(False)
            parts.append(self._part(frame, refused, code, inside, stopped))
        return tuple(parts)

    def _owner_of_rows(self, frame: pl.DataFrame) -> pl.Series | None:
        """Whose register each row is; rows whose kommun cannot be read follow the file's only kommun."""
        if frame.height == 0:
            return None
        if self.dataset.sender_of_row is not None:
            # A row that does not tell is refused, and counted to the first of them.
            sender = frame.select(self.dataset.sender_of_row).to_series()
            return sender.fill_null(next(iter(sender.drop_nulls()), ""))
        if self.dataset.sender != "kommun":
            return None
        owner = frame["kommun_code"].cast(pl.String)
        codes = owner.drop_nulls().unique()
        return owner.fill_null(codes[0]) if len(codes) == 1 else owner

    def _part(
        self,
        frame: pl.DataFrame,
        refused: pl.Series,
        code: str | None,
        inside: pl.Series | None,
        stopped: bool,
    ) -> CheckedPart:
        accepted = frame.filter(~refused if inside is None else inside & ~refused)
        total = frame.height if inside is None else int(inside.sum())
        rows_refused = total - accepted.height
        if self._summed:
            accepted = added_up(accepted, self.dataset)
        findings: list[Finding] = []
        for problem in self.problems:
            at = problem.at if inside is None else problem.at.filter(inside.gather(problem.at))
            if len(at):
                findings += problem.explain(at)
        part = CheckedPart(
            self.dataset.name,
            self.sheet.name,
            code if self.dataset.sender == "kommun" else None,
            accepted,
            total,
            rows_refused,
            tuple(findings),
            tuple(self.outcomes),
            frame["source_row"] if inside is None else frame["source_row"].filter(inside),
            stopped,
        )
        if self.dataset.sender_of_row is not None:
            part = replace(part, sender=code or "")
        return replace(part, accepted=accepted.clear()) if part.stops else part
