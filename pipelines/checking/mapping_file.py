"""A sender's mapping as it is written: `<home>/mappings/<sender>.toml`, read strictly, so that a slip is said.

[datasets.placeringar]
sheet = "Insatser"                     # the sheet that is the dataset; skip_top and skip_bottom: rows left out
last_day_included = ["slutdatum"]      # "t.o.m.": the end is the day after

[datasets.placeringar.columns]
"Insats-ID" = "placering_id"

[datasets.placeringar.codes.placeringsform]
"Konsulentstött FH" = "konsulentstott"

[datasets.placeringar.constants]
kommun = "Timrå"

[datasets.placeringar.joined]          # an id made of several columns
placering_id = ["placering_id", "startdatum"]

[datasets.placeringar.formats]
startdatum = "DD.MM.ÅÅÅÅ"

[datasets.placeringar.blanks]
slutdatum = ["pågår"]

[datasets.kostnader]
sum = true                             # rows of one key are added

[datasets.kostnader.factors]
belopp = 1000

[[excused]]                            # a column that sounds like a person's name and is none
header = "Kontonamn"
reason = "Namn på konton i kontoplanen"
who = "Ekonomen, 2026-03-02"

[[case_numbers]]                       # id columns whose values may look like personnummer
dataset = "remisser"
column = "remiss_id"
reason = "Diarienummer med tio siffror"
who = "Enhetschefen, 2026-03-02"
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pipelines.checking.days import DayFormat
from pipelines.checking.mapping import CaseNumbers, ExcusedColumn, SenderMapping, TableArea
from pipelines.checking.numbers import NumberStyle
from pipelines.contracts import DATASETS, FieldSpec
from pipelines.contracts.headers import DATASET_COLUMNS, normalise_header
from pipelines.errors import Place, ReaderError, toml_error

_Value = TypeVar("_Value")
_CASE_NUMBER_KEYS = ("dataset", "column", "reason", "who")
_EXCUSED_KEYS = ("header", "reason", "who")
_COUNTED = ("kronor", "number", "whole")
LARGEST_FACTOR = 1_000_000


def parse_mapping(text: str, sender: str, path: Path) -> SenderMapping:
    """Read a mapping's text; everything in it must name a dataset, a column and a code that exist.

    `path` is named in the errors: M001–M005, M007 when something is left blank, M008 for an option that cannot be.
    """
    return _Reader(path).mapping(text, sender)


def unfinished(content: Mapping[str, Any]) -> Iterator[str]:
    """What is still blank in a mapping's columns, codes, constants and formats, as a person finds it in the file."""
    datasets = content.get("datasets", {})
    for dataset, words in datasets.items() if isinstance(datasets, dict) else ():
        if not isinstance(words, dict):
            continue
        for part in ("columns", "constants", "formats"):
            for word, right in _items(words.get(part)):
                if right == "":
                    yield f"”{word}” under {dataset}.{part}"
        for column, own in _items(words.get("codes")):
            for word, right in _items(own):
                if right == "":
                    yield f"”{word}” under {dataset}.codes.{column}"


def _items(value: Any) -> list[tuple[str, Any]]:
    return list(value.items()) if isinstance(value, dict) else []


@dataclass(frozen=True)
class _Reader:
    path: Path

    def mapping(self, text: str, sender: str) -> SenderMapping:
        try:
            content = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self._wrong("M001", f"Mappningsfilen {toml_error(error)}.", "Rätta filen.") from None
        if left := list(unfinished(content)):
            raise self._unfinished(left)
        self._only(content, ("datasets", "case_numbers", "excused"), "filen")
        datasets = self._table(content.get("datasets", {}))
        for dataset, words in datasets.items():
            self._must_be_dataset(dataset)
            self._only(self._table(words), tuple(_PARTS), f"datasets.{dataset}")

        def each(read: Callable[[str, Any], _Value], part: str) -> dict[str, _Value]:
            return {
                dataset: read(dataset, words[part]) for dataset, words in datasets.items() if part in words
            }

        return SenderMapping(
            sender,
            columns=each(self._columns, "columns"),
            codes=each(self._codes, "codes"),
            case_numbers=tuple(self._case_numbers(row) for row in _rows(content, "case_numbers")),
            text=text,
            constants=each(self._texts, "constants"),
            joined=each(self._joined, "joined"),
            formats=each(self._formats, "formats"),
            factors=each(self._factors, "factors"),
            blanks=each(self._blanks, "blanks"),
            last_day_included=each(self._days, "last_day_included"),
            summed=frozenset(name for name, yes in each(self._sum, "sum").items() if yes),
            areas={name: self._area(name, words) for name, words in datasets.items() if _AREA & words.keys()},
            excused=tuple(self._excused(row) for row in _rows(content, "excused")),
        )

    # Words

    def _columns(self, dataset: str, renamed: Any) -> dict[str, str]:
        for column in self._table(renamed).values():
            self._must_be_column(dataset, column)
        return {normalise_header(header): column for header, column in renamed.items()}

    def _codes(self, dataset: str, words: Any) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for column, own in self._by_column(dataset, words):
            known = _spec(dataset, column).codes
            for code in self._table(own).values():
                if code not in known:
                    raise self._wrong(
                        "M004", f"{code} är ingen kod för {column}.", f"Välj bland {', '.join(known)}."
                    )
            found[column] = {normalise_header(word): code for word, code in own.items()}
        return found

    def _texts(self, dataset: str, given: Any) -> dict[str, str]:
        found = {}
        for column, text in self._by_column(dataset, given):
            if not isinstance(text, str | int) or isinstance(text, bool):
                raise self._option(f"{dataset}.constants.{column}", "en text inom citattecken")
            found[column] = str(text).strip()
        return found

    def _joined(self, dataset: str, given: Any) -> dict[str, tuple[str, ...]]:
        found = {}
        for column, of in self._by_column(dataset, given):
            if _spec(dataset, column).kind != "id" or column == "barn_id":
                raise self._option(f"{dataset}.joined.{column}", "en id-kolumn som inte är barn_id")
            if not isinstance(of, list) or len(of) < 2:
                raise self._option(f"{dataset}.joined.{column}", "en lista med minst två av våra kolumner")
            for one in of:
                self._must_be_column(dataset, one)
            found[column] = tuple(of)
        return found

    # Conventions

    def _formats(self, dataset: str, given: Any) -> dict[str, str]:
        found = {}
        for column, text in self._by_column(dataset, given):
            if not isinstance(text, str) or not _is_format(text.strip(), _spec(dataset, column)):
                where = f"{dataset}.formats.{column}"
                raise self._option(where, "ett sätt att skriva, till exempel ”DD.MM.ÅÅÅÅ” eller ”1,234.50”")
            found[column] = text.strip()
        return found

    def _factors(self, dataset: str, given: Any) -> dict[str, Decimal]:
        found = {}
        for column, factor in self._by_column(dataset, given):
            where = f"{dataset}.factors.{column}"
            if _spec(dataset, column).kind not in _COUNTED:
                raise self._option(where, "ett tal för en kolumn med tal eller kronor")
            if isinstance(factor, bool) or not isinstance(factor, int) or not 1 <= factor <= LARGEST_FACTOR:
                raise self._option(
                    where, f"ett heltal från 1 till {LARGEST_FACTOR}, till exempel 1000 för tkr"
                )
            found[column] = Decimal(factor)
        return found

    def _blanks(self, dataset: str, given: Any) -> dict[str, frozenset[str]]:
        found = {}
        for column, words in self._by_column(dataset, given):
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise self._option(f"{dataset}.blanks.{column}", 'en lista med ord: ["pågår"]')
            found[column] = frozenset(normalise_header(word) for word in words)
        return found

    def _days(self, dataset: str, given: Any) -> frozenset[str]:
        where = f"{dataset}.last_day_included"
        if not isinstance(given, list):
            raise self._option(where, 'en lista med kolumner: ["slutdatum"]')
        for column in given:
            self._must_be_column(dataset, column)
            if _spec(dataset, column).kind != "day":
                raise self._option(where, "kolumner med dagar")
        return frozenset(given)

    def _sum(self, dataset: str, given: Any) -> bool:
        if not isinstance(given, bool) or (given and not DATASETS[dataset].repeated_adds_up):
            raise self._option(f"{dataset}.sum", "true eller false, och bara för kostnader")
        return given

    def _area(self, dataset: str, words: Mapping[str, Any]) -> TableArea:
        sheet = words.get("sheet", "")
        skipped = {name: words.get(name, 0) for name in ("skip_top", "skip_bottom")}
        if not isinstance(sheet, str):
            raise self._option(f"{dataset}.sheet", "bladets namn inom citattecken")
        for name, rows in skipped.items():
            if isinstance(rows, bool) or not isinstance(rows, int) or not 0 <= rows <= 1000:
                raise self._option(f"{dataset}.{name}", "ett antal rader, högst 1000")
        return TableArea(sheet.strip(), **skipped)

    # Declarations

    def _case_numbers(self, row: Any) -> CaseNumbers:
        values = self._all_of(row, _CASE_NUMBER_KEYS, "case_numbers")
        self._must_be_dataset(values["dataset"])
        self._must_be_column(values["dataset"], values["column"])
        spec = _spec(values["dataset"], values["column"])
        if spec.kind != "id" or spec.column == "barn_id":
            raise self._wrong(
                "M005",
                f"{spec.column} kan inte vara ärendenummer.",
                "Bara en id-kolumn som inte är barn_id kan förklaras som ärendenummer.",
            )
        return CaseNumbers(**values)

    def _excused(self, row: Any) -> ExcusedColumn:
        return ExcusedColumn(**self._all_of(row, _EXCUSED_KEYS, "excused"))

    def _all_of(self, row: Any, keys: tuple[str, ...], table: str) -> dict[str, str]:
        values = {name: str(row.get(name, "")).strip() if isinstance(row, dict) else "" for name in keys}
        if not all(values.values()):
            raise self._wrong(
                "M005", f"Ett [[{table}]] saknar {', '.join(keys[:-1])} eller {keys[-1]}.", "Fyll i alla."
            )
        return values

    # What may stand where

    def _by_column(self, dataset: str, value: Any) -> Iterator[tuple[str, Any]]:
        for column, given in self._table(value).items():
            self._must_be_column(dataset, column)
            yield column, given

    def _table(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(
                "M001",
                "Mappningsfilen har en uppgift på fel nivå.",
                "Jämför med exemplet i docs/mappning.md.",
            )
        return value

    def _only(self, table: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
        if unknown := sorted(table.keys() - set(known)):
            raise self._wrong(
                "M008",
                f"{', '.join(unknown)} i {where} känns inte igen.",
                f"Välj bland {', '.join(known)}, eller ta bort uppgiften.",
            )

    def _must_be_dataset(self, dataset: str) -> None:
        if dataset not in DATASETS:
            raise self._wrong(
                "M002", f"Datasetet {dataset} finns inte.", f"Välj bland {', '.join(DATASETS)}."
            )

    def _must_be_column(self, dataset: str, column: Any) -> None:
        if column not in DATASET_COLUMNS[dataset]:
            raise self._wrong(
                "M003",
                f"Kolumnen {column} finns inte i {dataset}.",
                f"Välj bland {', '.join(DATASET_COLUMNS[dataset])}.",
            )

    def _option(self, where: str, what: str) -> ReaderError:
        return self._wrong(
            "M008", f"{where} ska vara {what}.", "Rätta filen. Exempel finns i docs/mappning.md."
        )

    def _unfinished(self, left: list[str]) -> ReaderError:
        shown = ", ".join(left[:_LEFT_SHOWN]) + (
            f" och {len(left) - _LEFT_SHOWN} till" if left[_LEFT_SHOWN:] else ""
        )
        return self._wrong(
            "M007",
            f"Mappningen är inte färdig. Kvar att fylla i: {shown}.",
            "Skriv vad var och en är till höger om likhetstecknet, eller ta bort raden om den inte ska läsas.",
        )

    def _wrong(self, code: str, message: str, remedy: str) -> ReaderError:
        return ReaderError(code, message, remedy=remedy, place=Place(self.path.name))


_LEFT_SHOWN = 20
_AREA = {"sheet", "skip_top", "skip_bottom"}
_PARTS = (
    "columns", "codes", "constants", "joined", "formats", "factors", "blanks", "last_day_included", "sum",
    "sheet", "skip_top", "skip_bottom",
)  # fmt: skip


def _is_format(text: str, spec: FieldSpec) -> bool:
    if spec.kind in ("kronor", "number"):
        return text in {style.value for style in NumberStyle}
    try:
        DayFormat(text)
    except ValueError:
        return False
    return spec.kind == "day"


def _rows(content: Mapping[str, Any], table: str) -> list[Any]:
    declared = content.get(table, [])
    return declared if isinstance(declared, list) else [declared]


def _spec(dataset: str, column: str) -> FieldSpec:
    return next(spec for spec in DATASETS[dataset].fields.values() if spec.column == column)
