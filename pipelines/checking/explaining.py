"""From positions to findings: the place, the value found, what is allowed, and what to do about it, in Swedish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from pipelines.checking.columns import ColumnMatch
from pipelines.checking.parsing import value_spellings
from pipelines.checking.suggestions import candidates, misspelt
from pipelines.contracts import Dataset, FieldSpec
from pipelines.contracts.between import BetweenRows
from pipelines.contracts.contract import STATISTICS, RuleText
from pipelines.contracts.fields import allowed_values
from pipelines.contracts.finding_kinds import finding, finding_kinds
from pipelines.contracts.findings import Category, Finding, Severity
from pipelines.errors import Place
from pipelines.reading.model import SheetText
from pipelines.reference import GFO, owners
from pipelines.wording import shortened

# The same fault in more rows than this is one fault; the rest is counted, not listed.
LISTED = 20_000
# A register of one kommun needs no column for it, when somebody says which kommun that is.
_WHOSE = "Lägg till kolumnen, eller skriv vilken kommun hela registret gäller när filen skickas."
_SAY_WHOSE = "Gäller hela registret avsändaren: ange kommunen med --sender."
# A text is quoted up to here; the whole of it stands beside the sentence.
_QUOTED = 80
# Suggestions are looked for once for each distinct text, and not for endless many.
SUGGESTED = 1_000


class Explainer:
    """Makes the findings of one sheet."""

    def __init__(
        self, file_name: str, sheet: str, kpi_ids: Sequence[str] = (), received: date | None = None
    ) -> None:
        self._file = file_name
        self._sheet = sheet
        self._kinds = finding_kinds()
        self._kpi_ids = kpi_ids
        self._received = received

    def severity(self, code: str) -> Severity:
        return self._kinds[code].severity

    def about_columns(
        self,
        code: str,
        *,
        column: str = "",
        found: str = "",
        allowed: str = "",
        remedy: str = "",
        **fills: Any,
    ) -> Finding:
        """A finding about the sheet's headers."""
        place = Place(self._file, self._sheet, None, column)
        said = finding(code, place, found=found, allowed=allowed, column=column, **fills)
        return replace(said, remedy=remedy) if remedy else said

    def columns(self, match: ColumnMatch, sheet: SheetText) -> list[Finding]:
        """Everything that is wrong with the columns of a sheet."""
        findings = []
        headers, label = sheet.headers, match.dataset.label
        for column, (at, unit, times) in match.in_units.items():
            findings.append(
                self.about_columns("C011", column=column, found=headers[at], unit=unit, times=times)
            )
        for column in match.missing:
            if column in match.in_units:
                continue
            remedy = (
                f"Menade ni kolumnen {headers[match.near[column]]}? Döp om den till {column}."
                if (column in match.near)
                else ""
            )
            absent = self.about_columns("C003", column=column, remedy=remedy)
            if column == "kommun" and match.dataset.sender == "kommun" and not remedy:
                absent = replace(absent, remedy=_WHOSE, staff=_SAY_WHOSE)
            findings.append(absent)
        for column, positions in match.duplicates.items():
            found = ", ".join(headers[at] for at in positions)
            findings.append(self.about_columns("C004", column=column, found=found))
        near = {at: column for column, at in match.near.items()}
        told = {one.position for one in match.in_units.values()}
        for at in match.unknown:
            # One without a header was said by the reading, with its place.
            if not headers[at].strip() or near.get(at) in match.missing or at in told:
                continue
            if at in near:
                findings.append(self.about_columns("C012", column=near[at], found=headers[at]))
            else:
                findings.append(
                    self.about_columns("C005", column=headers[at], found=headers[at], dataset=label)
                )
        if not sheet.rows.height and match.dataset.sender in STATISTICS:
            findings.append(self.about_columns("C013", dataset=label))
        elif not sheet.rows.height:
            findings.append(self.about_columns("C007"))
        return findings

    def rows(self, dataset: Dataset, match: ColumnMatch, sheet: SheetText) -> None:
        """Tell whose rows the next findings are about."""
        self._dataset = dataset
        self._specs = dataset.fields
        self._source_row = sheet.rows["source_row"]
        self._texts = {
            field: sheet.rows[f"c{at[0]}"]
            for field, spec in self._specs.items()
            if (at := match.positions.get(spec.column))
        }
        self._headers = {
            field: sheet.headers[at[0]]
            for field, spec in self._specs.items()
            if (at := match.positions.get(spec.column))
        }

    def column(self, code: str, field: str, fills: Mapping[str, str], at: pl.Series) -> list[Finding]:
        """The one finding about a column that these rows show: how many there are, and the row of its example."""
        text = self._texts[field]
        words = dict(fills) | {"count": str(len(at)), "total": str(len(text) - text.null_count())}
        first = at.filter(text.gather(at).str.strip_chars() == fills["example"]) if "example" in fills else at
        first = (first if len(first) else at).head(1)
        place = Place(self._file, self._sheet, self._rows_of(first)[0], self._column(field))
        return [finding(code, place, found=self._text_of(field, first)[0], **words)]

    def values(
        self, code: str, field: str, at: pl.Series, *, fills: Mapping[str, str] | None = None
    ) -> list[Finding]:
        """One finding a row for values of a column that cannot be read, or mean what they cannot."""
        kind, spec = self._kinds[code], self._could_be(self._specs[field])
        listed = at.head(LISTED)
        found = self._text_of(field, listed)
        allowed = allowed_values(spec) if code != "V001" or spec.words else ""
        messages: dict[str, tuple[str, str]] = {}
        spellings = self._spellings(spec) if code in ("V002", "V009", "V017") else {}
        for text in found:
            if text not in messages:
                near = spellings and len(messages) < SUGGESTED
                remedy = (self._suggested(text, spec, spellings) if near else "") or kind.remedy
                message = kind.message.format(found=shortened(text, _QUOTED), **(fills or {}))
                messages[text] = (message, remedy)
        column = self._column(field)
        findings = [
            Finding(
                code,
                kind.category,
                kind.severity,
                Place(self._file, self._sheet, row, column),
                *messages[text],
                found=text,
                allowed=allowed,
                row_id=row_id,
                staff=kind.staff,
            )
            for row, text, row_id in zip(self._rows_of(listed), found, self.row_ids(listed), strict=True)
        ]
        return findings + self._rest(code, kind.category, column, len(at))

    def _could_be(self, spec: FieldSpec) -> FieldSpec:
        """The column with the kommuner that can be right there: whose register or figure it is, an owner's; where a
        home lies or people live, any."""
        if self._dataset.sender in STATISTICS or not (spec.kind == "area" or spec.column == "kommun"):
            return spec
        owning = {one.kommun_code for one in owners() if not self._received or one.joined <= self._received}
        return replace(spec, words=tuple(one for one in spec.words if one[0] in owning or one[0] == GFO))

    def _suggested(self, text: str, spec: FieldSpec, spellings: Mapping[str, str]) -> str:
        """What to write instead of a word that is not known; never a guess between codes that count differently."""
        words = dict(spec.words)
        if right := misspelt(text, spellings):
            return f"Menade ni {right if spec.kind in ('code', 'kpi') else words[right]}?"
        if spec.kind != "code" or not (may_be := candidates(text, words)):
            return ""
        named = [f"{code} ({words[code]})" for code in may_be]
        if len(named) == 1:
            return (
                f"Närmast ligger {named[0]}. Kontrollera att det är vad som menas, och skriv det i så fall."
            )
        listed = f"{', '.join(named[:-1])} eller {named[-1]}"
        return f"Det kan vara flera, som räknas var för sig: {listed}. Skriv det som gäller på varje rad."

    def rule(self, text: RuleText, fields: Sequence[str], at: pl.Series) -> list[Finding]:
        """One finding a row that breaks a rule; found are the values the rule looks at. What a column that the file
        does not have breaks is mended by the column."""
        listed = at.head(LISTED)
        column = self._column(text.field)
        remedy = text.remedy if text.field in self._texts else _NO_COLUMN.format(column=column)
        findings = [
            Finding(
                text.code,
                Category.ROW,
                text.severity,
                Place(self._file, self._sheet, row, column),
                text.message,
                remedy,
                found=found,
                row_id=row_id,
            )
            for row, found, row_id in zip(
                self._rows_of(listed), self._found_in(fields, listed), self.row_ids(listed), strict=True
            )
        ]
        return findings + self._rest(text.code, Category.ROW, column, len(at))

    def pairs(
        self, check: BetweenRows | None, fields: Sequence[str], other: Mapping[int, int], at: pl.Series
    ) -> list[Finding]:
        """One finding a row that clashes with another; `other` gives that one's position. None: the key."""
        listed = at.head(LISTED)
        kind = self._kinds[check.code if check else "B001"]
        shown = [field for field in fields if field in self._texts]
        names = ", ".join(self._specs[field].column for field in (shown if check else self._dataset.key))
        column = self._column(check.field if check else self._dataset.key[0])
        other_at = pl.Series([other[one] for one in listed.to_list()], dtype=pl.UInt32)
        others = self._rows_of(other_at)
        remedies = [kind.remedy] * len(listed) if check else self._of_repeated(listed, other_at, names)
        staff = kind.staff if check else self._dataset.repeated_staff
        findings = [
            Finding(
                kind.code,
                kind.category,
                kind.severity,
                Place(self._file, self._sheet, row, column),
                kind.message.format(other=other_row, column=names),
                remedy,
                found=found,
                row_id=row_id,
                staff=staff,
            )
            for row, other_row, remedy, found, row_id in zip(
                self._rows_of(listed),
                others,
                remedies,
                self._found_in(shown, listed),
                self.row_ids(listed),
                strict=True,
            )
        ]
        return findings + self._rest(kind.code, kind.category, column, len(at))

    def _of_repeated(self, at: pl.Series, other: pl.Series, key: str) -> list[str]:
        """What to do about rows of one key: rows that differ are hardly the same thing twice."""
        kind = self._kinds["B001"]
        differing = self._dataset.repeated or kind.remedy.format(column=key)
        if self._dataset.repeated_adds_up:
            return [differing] * len(at)
        pairs = [zip(text.gather(at), text.gather(other), strict=True) for text in self._texts.values()]
        return [
            _TWICE if all(one == two for one, two in row) else differing for row in zip(*pairs, strict=True)
        ]

    def _rest(self, code: str, category: Category, column: str, rows: int) -> list[Finding]:
        if rows <= LISTED:
            return []
        kind = self._kinds["X001"]
        place = Place(self._file, self._sheet, None, column)
        message = kind.message.format(found=rows - LISTED)
        return [Finding("X001", category, kind.severity, place, message, kind.remedy, found=code)]

    def _spellings(self, spec: FieldSpec) -> Mapping[str, str]:
        if spec.kind == "kpi":
            return {kpi: kpi for kpi in self._kpi_ids}
        return value_spellings(spec)

    def _column(self, field: str) -> str:
        """The header as the sender wrote it; our own where the column is not there."""
        return self._headers.get(field) or self._specs[field].column

    def _rows_of(self, at: pl.Series) -> list[int]:
        return self._source_row.gather(at).to_list()

    def _text_of(self, field: str, at: pl.Series) -> list[str]:
        if field not in self._texts:
            return [""] * len(at)
        return self._texts[field].gather(at).fill_null("").to_list()

    def row_ids(self, at: pl.Series) -> list[str]:
        """The sender's own ids of rows: their key, with slashes between when it has several columns."""
        texts = [self._text_of(field, at) for field in self._dataset.key]
        if len(texts) == 1:
            return [text.strip() for text in texts[0]]
        return ["/".join(part.strip() for part in parts) for parts in zip(*texts, strict=True)] or [""] * len(
            at
        )

    def _found_in(self, fields: Sequence[str], at: pl.Series) -> list[str]:
        names = [self._column(field) for field in fields]
        texts = [self._text_of(field, at) for field in fields]
        return [
            ", ".join(f"{name} {text or 'tomt'}" for name, text in zip(names, row, strict=True))
            for row in zip(*texts, strict=True)
        ] or [""] * len(at)


_NO_COLUMN = "Kolumnen {column} finns inte i filen. Lägg till den i utdraget och skicka hela registret igen."
_TWICE = "Raden står två gånger: ta bort den ena."
