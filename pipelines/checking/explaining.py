"""From positions to findings: the place, the value found, what is allowed, and what to do about it, in Swedish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from pipelines.checking.columns import ColumnMatch
from pipelines.checking.fitting import renamed
from pipelines.checking.parsing import value_spellings
from pipelines.checking.repeated_rows import alike_rows, spoken
from pipelines.checking.rows_again import RowsAgain
from pipelines.checking.suggestions import candidates, misspelt, nearest
from pipelines.contracts import Dataset, FieldSpec
from pipelines.contracts.between import BetweenRows
from pipelines.contracts.contract import STATISTICS, RuleText
from pipelines.contracts.fields import allowed_values, blank_or_zero
from pipelines.contracts.finding_kinds import finding, finding_kinds
from pipelines.contracts.findings import Category, Finding, Severity
from pipelines.errors import Place
from pipelines.identity import contact_in
from pipelines.reading.model import SheetText
from pipelines.reference import GFO, owners
from pipelines.wording import first_of, joined, number, shortened

# The same fault in more rows than this is one fault; the rest is counted, not listed.
LISTED = 20_000
# A register of one kommun needs no column for it, when somebody says which kommun that is.
_WHOSE = "Lägg till kolumnen, eller skriv vilken kommun hela registret gäller när filen skickas."
_SAY_WHOSE = "Gäller hela registret avsändaren: ange kommunen med --sender."
# A text is quoted up to here; the whole of it stands beside the sentence.
_QUOTED = 80
_ROWS_NAMED = 10
_TOLD_APART = " Också {column} är lika, som annars är olika på varje rad."
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
        other = renamed(match, sheet)
        for column, (at, unit, times) in match.in_units.items():
            findings.append(
                self.about_columns("C011", column=column, found=headers[at], unit=unit, times=times)
            )
        for column in match.missing:
            if column in match.in_units:
                continue
            if other is not None and column == other.column:
                found = headers[other.position]
                findings.append(self.about_columns("C014", column=column, found=found))
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
        told = {one.position for one in match.in_units.values()} | ({other.position} if other else set())
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
        in_key = {
            f"c{at}" for field in dataset.key for at in match.positions.get(self._specs[field].column, ())
        }
        self._beside_key = [
            sheet.rows[name] for name in sheet.rows.columns if name.startswith("c") and name not in in_key
        ]
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
                remedy = (self._suggested(text, spec, spellings) if near else "") or blank_or_zero(
                    code, kind.remedy, spec
                )
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
        right = misspelt(text, spellings)
        if spec.kind == "kpi" and (near := nearest(text, spellings)) and near != right:
            return f"Närmast ligger {near}. Kontrollera att det är vad som menas, och skriv det i så fall."
        if right:
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
        self, check: BetweenRows, fields: Sequence[str], other: Mapping[int, int], at: pl.Series
    ) -> list[Finding]:
        """One finding a row that clashes with another; `other` gives that one's position."""
        listed = at.head(LISTED)
        kind = self._kinds[check.code]
        shown = [field for field in fields if field in self._texts]
        column = self._column(check.field)
        others = self._rows_of(pl.Series([other[one] for one in listed.to_list()], dtype=pl.UInt32))
        findings = [
            Finding(
                kind.code,
                kind.category,
                kind.severity,
                Place(self._file, self._sheet, row, column),
                kind.message.format(other=other_row),
                kind.remedy,
                found=found,
                row_id=row_id,
                staff=kind.staff,
            )
            for row, other_row, found, row_id in zip(
                self._rows_of(listed),
                others,
                self._found_in(shown, listed),
                self.row_ids(listed),
                strict=True,
            )
        ]
        return findings + self._rest(kind.code, kind.category, column, len(at))

    def repeated(self, other: Mapping[int, int], at: pl.Series) -> list[Finding]:
        """One finding a row whose key another has; `other` gives the first such row, and of that row the second."""
        listed = at.head(LISTED)
        kind, dataset = self._kinds["B001"], self._dataset
        source_row = self._source_row.to_list()
        copies: dict[int, list[int]] = {}
        for one in sorted(other):
            copies.setdefault(min(one, other[one]), []).append(source_row[one])
        advice = self._of_repeated(listed, other)
        column = " + ".join(self._column(field) for field in dataset.key)
        named = joined([spoken(dataset.fields[field].column) for field in dataset.key])
        findings = []
        for one, found, row_id in zip(
            listed.to_list(), self._found_in(dataset.key, listed), self.row_ids(listed), strict=True
        ):
            rows = copies[min(one, other[one])]
            times = "två" if len(rows) == 2 else str(len(rows))
            listing = [str(row) for row in rows]
            where = first_of(listing, _ROWS_NAMED) if len(rows) > _ROWS_NAMED else joined(listing)
            message = kind.message.format(column=named, times=times, rows=where)
            place = Place(self._file, self._sheet, source_row[one], column)
            remedy, staff = advice[one]
            findings.append(
                Finding(
                    kind.code,
                    kind.category,
                    kind.severity,
                    place,
                    message,
                    remedy,
                    found=found,
                    row_id=row_id,
                    staff=staff,
                )
            )
        return findings + self._rest(kind.code, kind.category, column, len(at))

    def again(self, code: str, found: RowsAgain, amounts: pl.Series, at: pl.Series) -> list[Finding]:
        """One finding a row that is an earlier row's like in every cell, though rows of one key are added up.
        `amounts`: what each row of the sheet adds, in kronor."""
        kind, listed = self._kinds[code], at.head(LISTED)
        alike = alike_rows(self._source_row.gather(at), self._source_row.gather(found.earlier.gather(at)))
        apart = _TOLD_APART.format(column=found.apart) if found.apart else ""
        amount = number(float(amounts.gather(at).sum()))
        message = kind.message.format(alike=alike, apart=apart, amount=amount)
        shown = [field for field in self._specs if field in self._texts]
        cells = zip(self._rows_of(listed), self._found_in(shown, listed), self.row_ids(listed), strict=True)
        findings = [
            Finding(
                code,
                kind.category,
                kind.severity,
                Place(self._file, self._sheet, row),
                message,
                kind.remedy,
                found=text,
                row_id=row_id,
                staff=kind.staff,
            )
            for row, text, row_id in cells
        ]
        return findings + self._rest(code, kind.category, "", len(at))

    def _of_repeated(self, at: pl.Series, other: Mapping[int, int]) -> dict[int, tuple[str, str]]:
        """What to do about each row of a key that others have, and what GFO's staff can: rows that differ in a cell are
        hardly the same thing twice, and rows that are alike in every cell hardly two things."""
        dataset, named = self._dataset, joined([self._column(field) for field in self._dataset.key])
        differing = dataset.repeated or self._kinds["B001"].remedy.format(column=named)
        pairs = pl.Series([other[one] for one in at.to_list()], dtype=pl.UInt32)
        same = [True] * len(at)
        for text in self._beside_key:
            cells = zip(text.gather(at), text.gather(pairs), strict=True)
            same = [was and one == two for was, (one, two) in zip(same, cells, strict=True)]
        alike = [(one, other[one]) for one, is_same in zip(at.to_list(), same, strict=True) if is_same]
        again = pl.DataFrame(
            [(one, first) for one, first in alike if one > first],
            schema={"at": pl.UInt32, "first": pl.UInt32},
            orient="row",
        )
        rows, before = (self._source_row.gather(again[name]) for name in ("at", "first"))
        twice = alike_rows(rows, before) + f" {dataset.repeated_alike[len(rows) > 1]}" if alike else ""
        return dict.fromkeys(at.to_list(), (differing, dataset.repeated_staff)) | dict.fromkeys(
            (one for one, _ in alike), (twice, "")
        )

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

    def _shown_of(self, field: str, at: pl.Series) -> list[str]:
        """What stands in the cells, but for a text that leads to a person, which no report repeats."""
        is_text = self._specs[field].kind == "text"
        return [_NOT_SHOWN if is_text and contact_in(one) else one for one in self._text_of(field, at)]

    def _found_in(self, fields: Sequence[str], at: pl.Series) -> list[str]:
        names = [self._column(field) for field in fields]
        texts = [self._shown_of(field, at) for field in fields]
        return [
            ", ".join(f"{name} {text or 'tomt'}" for name, text in zip(names, row, strict=True))
            for row in zip(*texts, strict=True)
        ] or [""] * len(at)


_NOT_SHOWN = "(visas inte)"
_NO_COLUMN = "Kolumnen {column} finns inte i filen. Lägg till den i utdraget och skicka hela registret igen."
