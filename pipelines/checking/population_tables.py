"""A table of population as SCB gives it, turned into the rows of `befolkning`: a kommun, a year, an age, a number.

Recognised by its shape, however it was fetched: a year a column or a row, codes or words, sexes and marital states
as rows, a title above and notes below. What is not of the register (other regions, ages over 20, bands, totals, other
contents) is left out with one note each; a part that stands for the whole, such as one sex, stops the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.checking.parsing import value_spellings
from pipelines.contracts import befolkning
from pipelines.contracts import population_words as words
from pipelines.contracts.finding_kinds import finding
from pipelines.contracts.findings import Finding
from pipelines.contracts.headers import normalise_header
from pipelines.errors import Place
from pipelines.reading.area_hierarchy import is_area_hierarchy
from pipelines.reading.model import ReadFile, SheetText
from pipelines.reference import kommuner

DATASET = befolkning.DATASET.name
_FIELDS = befolkning.DATASET.fields
HEADERS = tuple(_FIELDS[name].column for name in ("kommun_code", "year", "age", "children"))
OLDEST = _FIELDS["age"].high
UNMARRIED_UNTIL = 18
"""Nobody younger is married: where only the unmarried are given, they are everybody."""

_YEAR_HEADER = re.compile(r"(?:(?P<contents>.*\S)\s+)?(?P<year>(?:19|20)\d\d)")
_AGE = re.compile(r"(\d{1,3})(?: ?år)?", re.IGNORECASE)
_SHORT_ROW = "F020"
_UNNAMED = "F030"


@dataclass(frozen=True)
class _Shape:
    """Which column is what, by position. `years`: a column a year, with its contents; else `year` and `values`."""

    region: int
    age: int
    year: int | None
    dimensions: tuple[tuple[int, str], ...]
    contents: int | None
    values: tuple[tuple[int, str, str], ...]


def is_population_table(sheet: SheetText, dataset: str | None = None) -> bool:
    """Whether a sheet is a table of SCB's that is read as `befolkning`; `dataset`: where the sender names it."""
    return dataset in (None, DATASET) and _shape_of(sheet) is not None


def fit_population(read: ReadFile, dataset: str | None = None) -> ReadFile:
    """The file with every sheet that is a table of SCB's turned into rows of `befolkning`; other sheets as they are.

    None is where the sender names another `dataset`.
    """
    if dataset not in (None, DATASET):
        return read
    sheets, findings = [], list(read.findings)
    for sheet in read.sheets:
        if is_area_hierarchy(sheet.headers, sheet.rows):
            findings.append(finding("L037", Place(read.file_name, sheet.name)))
            continue
        shape = _shape_of(sheet)
        if shape is None:
            sheets.append(sheet)
            continue
        fitted, said = _Table(sheet, shape, Place(read.file_name, sheet.name)).fitted()
        findings = [*_of_the_table(findings, sheet, shape), *said]
        sheets.append(fitted)
    return replace(read, sheets=tuple(sheets), findings=tuple(findings))


def _of_the_table(findings: Sequence[Finding], sheet: SheetText, shape: _Shape) -> list[Finding]:
    """What the reading said, without notes that it took for rows and stubs that it took for nameless columns."""
    rows = sheet.rows.filter(pl.col(f"c{shape.age}").is_not_null())["source_row"]
    last = int(rows.max() or 0)  # type: ignore[arg-type]
    return [
        one
        for one in findings
        if one.place.sheet != sheet.name
        or not (one.code == _UNNAMED or (one.code == _SHORT_ROW and (one.place.row or 0) > last))
    ]


# The shape


def _shape_of(sheet: SheetText) -> _Shape | None:
    plain = [normalise_header(header) for header in sheet.headers]
    of_years = [
        (at, normalise_header(match["contents"] or ""), match["year"])
        for at, header in enumerate(sheet.headers)
        if (match := _YEAR_HEADER.fullmatch(header.strip()))
    ]
    if not any(plain) or not sheet.rows.height:
        return None
    if of_years and not any(plain[: of_years[0][0]]):
        plain = _named_by_content(sheet, plain, of_years[0][0])
    region, age = _first(plain, words.REGION), _first(plain, words.AGE)
    if region is None or age is None:
        return None
    known = words.TABLE_HEADERS | {""}
    year, contents = _first(plain, words.YEAR), _first(plain, words.CONTENTS)
    taken = {at for at, _, _ in of_years}
    left = [at for at, name in enumerate(plain) if name not in known and at not in taken]
    by_name = {at for at in left if _is_contents(sheet, at)}
    if not of_years:
        if year is None or not by_name:
            return None
        of_years = [(at, plain[at], "") for at in left if at in by_name]
    dimensions = [
        (at, name)
        for at, name in enumerate(plain)
        if name in words.SEX | words.MARITAL or (at in left and at not in {one for one, _, _ in of_years})
    ]
    return _Shape(region, age, year, tuple(dimensions), contents, tuple(of_years))


def _first(names: Sequence[str], wanted: frozenset[str]) -> int | None:
    return next((at for at, name in enumerate(names) if name in wanted), None)


def _is_contents(sheet: SheetText, at: int) -> bool:
    """Whether a column holds numbers; in a table of SCB's everything else is a word or a code."""
    name = normalise_header(sheet.headers[at])
    if name in words.VALUE or _is_population(name):
        return True
    cells = sheet.rows[f"c{at}"].drop_nulls()
    return len(cells) > 0 and cells.str.contains(r"^-?[\d\s]+$").all() and cells.n_unique() > 4


def _is_population(contents: str) -> bool:
    return any(contents == word or contents.startswith(f"{word}_") for word in words.POPULATION)


def _named_by_content(sheet: SheetText, plain: list[str], stubs: int) -> list[str]:
    """The names of the columns left of the years, in a workbook that gives them none; a code's word stays nameless."""
    named = list(plain)
    spellings = value_spellings(_FIELDS["kommun_code"])
    for at in range(stubs):
        texts = sheet.rows[f"c{at}"].drop_nulls().unique().to_list()
        cells = {normalise_header(text) for text in texts}
        told = set(named[:at])
        if "region" not in told and cells & spellings.keys():
            named[at] = "region"
        elif "alder" not in told and sum(_age(text) is not None for text in texts) > len(words.SEXES):
            named[at] = "alder"
        elif "kon" not in told and _is_of(cells, words.SEXES):
            named[at] = "kon"
        elif "civilstand" not in told and _is_of(cells, words.MARITAL_STATES):
            named[at] = "civilstand"
    return named


def _is_of(cells: set[str], parts: Sequence[set[str]]) -> bool:
    return bool(cells) and cells <= words.TOTALS.union(*parts)


def _age(text: str) -> int | None:
    match = _AGE.fullmatch(text.strip())
    return int(match[1]) if match else None


# The rows


class _Table:
    """One table on its way: what it holds by region, age, year and dimension, and what must be said of it."""

    def __init__(self, sheet: SheetText, shape: _Shape, place: Place) -> None:
        self.sheet, self.shape, self.place = sheet, shape, place
        self.said: list[Finding] = []

    def fitted(self) -> tuple[SheetText, list[Finding]]:
        rows = self._filled_down()
        rows = rows.with_columns(_read(rows["age_text"], _kept_age).alias("age"))
        if (out := rows.filter(pl.col("age").is_null())).height:
            self.said.append(
                finding("L031", self._row_of(out), count=out.height, found=_listed(out["age_text"]))
            )
        rows = rows.filter(pl.col("age").is_not_null())
        rows = rows.with_columns(_read(rows["region_text"], _kept_kommun).alias("kommun"))
        if (out := rows.filter(pl.col("kommun").is_null())).height:
            found = _listed(out["region_text"])
            self.said.append(finding("L030", self._row_of(out), count=out.height, found=found))
        rows = rows.filter(pl.col("kommun").is_not_null())
        if not rows.height:
            self.said.append(finding("L032", self.place))
        rows = self._population_only(self._long(rows))
        rows = self._whole(rows)
        return self._sheet(rows), self.said

    def _filled_down(self) -> pl.DataFrame:
        """The table's own rows (those with an age), a region that is only written on its first row on all of them."""
        shape = self.shape
        columns = {
            "region_text": shape.region,
            "age_text": shape.age,
            **({"year": shape.year} if shape.year is not None else {}),
            **({"contents": shape.contents} if shape.contents is not None else {}),
            **{f"d{at}": at for at, _ in shape.dimensions},
            **{f"v{at}": at for at, _, _ in shape.values},
        }
        rows = self.sheet.rows.select(
            "source_row", *(pl.col(f"c{at}").alias(name) for name, at in columns.items())
        )
        values = [f"v{at}" for at, _, _ in shape.values]
        rows = rows.with_columns(pl.col("region_text").forward_fill())
        stubs = [
            name for name in ("age_text", *(f"d{at}" for at, _ in shape.dimensions)) if name in rows.columns
        ]
        # An age of which every sex or marital state is a row may be written once, too.
        has_value = pl.any_horizontal(pl.col(values).is_not_null())
        rows = rows.with_columns(pl.when(has_value).then(pl.col(name).forward_fill()) for name in stubs)
        return rows.filter(pl.col("age_text").is_not_null() & has_value)

    def _row_of(self, rows: pl.DataFrame) -> Place:
        return replace(self.place, row=int(rows["source_row"][0]))

    def _long(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A row a value, with the year and the contents that its column or its row gives."""
        parts = []
        for at, contents, year in self.shape.values:
            part = rows.with_columns(pl.col(f"v{at}").alias("value"))
            if year:
                part = part.with_columns(pl.lit(year).alias("year"))
            if self.shape.contents is None:
                part = part.with_columns(pl.lit(contents).alias("contents"))
            parts.append(part.drop(f"v{one}" for one, _, _ in self.shape.values))
        return pl.concat(parts).with_columns(pl.col("contents").fill_null(""))

    def _population_only(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Only inhabitants on 31 December; a year alone as a header says nothing else."""
        contents = rows["contents"].unique().to_list()
        plain = {text: self._contents_code(text) for text in contents}
        kept = [text for text in contents if _is_population(plain[text]) or plain[text] in words.VALUE | {""}]
        others = sorted(set(contents) - set(kept))
        if others and kept:
            self.said.append(finding("L033", self.place, found=", ".join(others)))
        elif others:
            self.said.append(finding("L034", self.place, found=", ".join(others)))
        return rows.filter(pl.col("contents").is_in(kept))

    def _contents_code(self, text: str) -> str:
        """A column's contents are its header's; a row's are a code before its word."""
        of_row = self.shape.contents is not None and text.split()
        return normalise_header(text.split()[0] if of_row else text)

    def _whole(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Sexes and marital states as one number: their total where it is given, else the sum of every part."""
        if not rows.height:
            return rows  # nothing is added, and what is wrong has been said
        added = []
        for at, name in self.shape.dimensions:
            column = f"d{at}"
            rows = rows.with_columns(_read(rows[column], _plain_code).alias(column))
            given = set(rows[column].drop_nulls().unique().to_list())
            if total := given & words.TOTALS:
                rows = rows.filter(pl.col(column).is_in(sorted(total)))
                continue
            parts = (
                words.SEXES if name in words.SEX else words.MARITAL_STATES if name in words.MARITAL else ()
            )
            if self._are_all(rows, given, parts):
                added.append(self.sheet.headers[at] or name)
            else:
                found = ", ".join(sorted(given)) or "inget värde"
                place = replace(self.place, column=self.sheet.headers[at])
                self.said.append(finding("L035", place, found=found, column=self.sheet.headers[at] or name))
                return rows.clear()
        key = ["kommun", "year", "age"]
        repeated = rows.select(*key, *(f"d{at}" for at, _ in self.shape.dimensions)).is_duplicated()
        if not added:
            return rows
        if repeated.any():
            self.said.append(finding("L038", self._row_of(rows.filter(repeated))))
            return rows.clear()
        self.said.append(finding("L036", self.place, found=" och ".join(added)))
        return _summed(rows, key)

    def _are_all(self, rows: pl.DataFrame, given: set[str], parts: Sequence[set[str]]) -> bool:
        """Whether the parts that are given make up everybody."""
        if not parts or not given <= set().union(*parts):
            return False
        if all(given & part for part in parts):
            return True
        young = bool((rows["age"].cast(pl.Int32) < UNMARRIED_UNTIL).all())
        return parts is words.MARITAL_STATES and bool(given & words.UNMARRIED) and young

    def _sheet(self, rows: pl.DataFrame) -> SheetText:
        rows = rows.select("source_row", "kommun", "year", "age", pl.col("value").cast(pl.String))
        rows = rows.sort("source_row", maintain_order=True)
        named = rows.rename(dict(zip(rows.columns, ("source_row", "c0", "c1", "c2", "c3"), strict=True)))
        return SheetText(self.sheet.name, HEADERS, named, self.sheet.header_row, self.sheet.hidden)


def _read(text: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    """Each distinct text read once."""
    distinct = text.drop_nulls().unique()
    values = pl.Series([read(one) for one in distinct.to_list()], dtype=pl.String)
    return text.replace_strict(distinct, values, default=None, return_dtype=pl.String)


def _kept_age(text: str) -> str | None:
    age = _age(text)
    return str(age) if age is not None and age <= OLDEST else None


def _kept_kommun(text: str) -> str | None:
    """A known kommun by any spelling, or by the code before whatever it is called."""
    code = value_spellings(_FIELDS["kommun_code"]).get(normalise_header(text))
    return code or next((first for first in text.split()[:1] if first in kommuner()), None)


def _plain_code(text: str) -> str:
    """A code, or the code before its word; a word alone as it is compared."""
    plain = normalise_header(text)
    first = normalise_header(text.split()[0]) if text.split() else ""
    known = words.TOTALS.union(*words.SEXES, *words.MARITAL_STATES)
    return plain if plain in known or first not in known else first


def _summed(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The parts of each key added; a part that is no number makes the whole that text, for the check to refuse."""
    number = pl.col("value").str.replace_all(r"\s", "").cast(pl.Int64, strict=False)
    whole = (
        pl.when(pl.col("value").is_not_null() & number.is_null())
        .then(pl.col("value"))
        .when(pl.col("value").is_null())
        .then(pl.lit(""))
    )
    return (
        rows.with_columns(number.alias("number"), whole.alias("odd"))
        .group_by(key, maintain_order=True)
        .agg(pl.col("source_row").first(), pl.col("number").sum(), pl.col("odd").drop_nulls().first())
        .with_columns(
            pl.coalesce(pl.col("odd"), pl.col("number").cast(pl.String)).replace("", None).alias("value")
        )
    )


def _listed(texts: pl.Series, most: int = 5) -> str:
    distinct = texts.unique(maintain_order=True).to_list()
    return ", ".join(distinct[:most]) + (" …" if len(distinct) > most else "")
