"""What a mapping of an export would have to say: its headers, words, days and repeated rows, held against ours.

Nothing is decided here that could be two things: such a place is left blank with the suggestions beside it, and the
mapping counts for nothing until a person has filled it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.checking.columns import ColumnMatch, match_columns
from pipelines.checking.day_columns import judge_days
from pipelines.checking.export_words import codes_called, columns_called, words_of
from pipelines.checking.fitting import FITTING, MOST_WORDS, Renamed, fits, renamed, share
from pipelines.checking.judging import Cell
from pipelines.checking.parsing import value_spellings
from pipelines.checking.suggestions import nearest
from pipelines.contracts import DATASETS, Dataset, FieldSpec
from pipelines.contracts.contract import Sender
from pipelines.contracts.headers import normalise_header, spellings
from pipelines.reading.model import SheetText

# The judgements of a column of days that a stated format would settle.
_SETTLED_BY_FORMAT = frozenset({"V021", "V023", "V024"})


@dataclass(frozen=True)
class Drafted:
    """A word of the sender's: what it is, blank where that would be a guess, what it may be, and in how many rows."""

    word: str
    is_ours: str = ""
    may_be: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True)
class Repeats:
    """Rows that share their key: how many, and how many of them say the very same."""

    rows: int = 0
    alike: int = 0


@dataclass(frozen=True)
class Moves:
    """When a child's next placement begins: on the day the former ends, or the day after."""

    same_day: int = 0
    day_after: int = 0


@dataclass(frozen=True)
class DraftedDataset:
    """What the mapping of one sheet would say. Columns are delivered ones of ours, but `unused` headers of theirs.

    `formats`: an example of each column of days that two formats fit. `factors`: kronor a unit of amount.
    """

    dataset: str
    sheet: str
    columns: tuple[Drafted, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    codes: dict[str, tuple[Drafted, ...]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    factors: dict[str, int] = field(default_factory=dict)
    repeats: Repeats = Repeats()
    moves: Moves = Moves()
    end_says_included: bool = False


def draft_datasets(
    sheets: Iterable[SheetText], kind: Sender, dataset: str | None = None
) -> list[DraftedDataset]:
    """A draft for each sheet that may be a dataset of that kind of sender; the likeliest sheet of each dataset."""
    found: dict[str, tuple[float, DraftedDataset]] = {}
    for sheet in sheets:
        candidates = [
            (likeness, one)
            for contract in DATASETS.values()
            if (contract.name == dataset if dataset else contract.sender == kind)
            for likeness, one in [_draft(sheet, contract)]
            if likeness > 0
        ]
        for likeness, one in sorted(candidates, key=lambda pair: -pair[0])[:1]:
            if likeness > found.get(one.dataset, (0.0,))[0]:
                found[one.dataset] = likeness, one
    return [one for _, one in found.values()]


def _draft(sheet: SheetText, dataset: Dataset) -> tuple[float, DraftedDataset]:
    """The draft, and how much of the dataset it finds: nothing when that is under half of what is required."""
    match = match_columns(sheet.headers, dataset, None)
    own = _own_headers(sheet, dataset, match)
    positions = {column: at[0] for column, at in match.positions.items() if len(at) == 1}
    positions |= {column: one.position for column, one in match.in_units.items()}
    positions |= {one.is_ours: sheet.headers.index(one.word) for one in own if one.is_ours}
    guessed = {column for one in own for column in one.may_be}
    required = set(dataset.required)
    missing = tuple(column for column in dataset.required if column not in positions)
    about = required & (positions.keys() | guessed)
    likeness = len(about) / len(required) + 0.01 * len(positions)
    texts = {column: sheet.rows[f"c{at}"] for column, at in positions.items()}
    specs = {spec.column: spec for spec in dataset.fields.values()}
    named = {one.word for one in own} | {sheet.headers[at] for at in positions.values()}
    draft = DraftedDataset(
        dataset.name,
        sheet.name,
        own,
        missing,
        tuple(header for header in sheet.headers if header and header not in named),
        codes={
            column: unknown
            for column, text in texts.items()
            if specs[column].kind in ("code", "kommun") and (unknown := _unknown_words(text, specs[column]))
        },
        formats={
            column: example
            for column, text in texts.items()
            if specs[column].kind == "day" and (example := _two_ways(text))
        },
        factors={column: one.times for column, one in match.in_units.items()},
        repeats=_repeats(sheet, dataset, texts),
        moves=_moves(texts),
        end_says_included="slutdatum" in positions
        and words_of(sheet.headers[positions["slutdatum"]])[-1:] in (("tom",), ("med",)),
    )
    return (likeness if len(about) * 2 >= len(required) else 0.0), draft


# Columns


def _own_headers(sheet: SheetText, dataset: Dataset, match: ColumnMatch) -> tuple[Drafted, ...]:
    """The headers that are none of ours: what each is where one column answers to its name and holds what it would."""
    told = {one.position for one in match.in_units.values()}
    free = {
        spec.column: spec
        for spec in dataset.fields.values()
        if spec.column not in match.positions and spec.column not in match.in_units
    }
    unknown = [at for at in match.unknown if at not in told and sheet.headers[at]]
    called = {
        at: _fitting(sheet, at, dataset, free, columns_called(sheet.headers[at], dataset.name))
        for at in unknown
    }
    claims = [column for columns in called.values() for column in columns]
    # A name that is only like one of ours is worth a thought where no header bears the name itself.
    like = {
        spelling: column
        for spelling, column in spellings(dataset.name).items()
        if column in free and column not in claims
    }
    sought = [free[column] for column in dataset.required if column in free and column not in claims]
    of_its_place = renamed(match, sheet)
    own = []
    for at in unknown:
        header = sheet.headers[at]
        if columns := called[at]:
            sure = len(columns) == 1 and claims.count(columns[0]) == 1
            own.append(Drafted(header, columns[0] if sure else "", columns))
        elif maybe := _fitting(sheet, at, dataset, free, {nearest(header, like)}) or _holds(
            sheet, at, sought, of_its_place
        ):
            own.append(Drafted(header, "", maybe))
    return tuple(own)


def _fitting(
    sheet: SheetText, at: int, dataset: Dataset, free: dict[str, FieldSpec], columns: Iterable[str]
) -> tuple[str, ...]:
    """Those of the columns that the cells do not speak against, in our order."""
    text = sheet.rows[f"c{at}"]
    named = set(columns)
    return tuple(column for column, spec in free.items() if column in named and fits(text, spec, dataset))


def _holds(
    sheet: SheetText, at: int, specs: Sequence[FieldSpec], of_its_place: Renamed | None
) -> tuple[str, ...]:
    """Columns that are still sought and whose kind of value a column holds, whatever its name says; of a kind that
    tells little, where it is the only one that may stand in the place of the one that is missing."""
    if of_its_place is not None and of_its_place.position == at:
        return (of_its_place.column,)
    text = sheet.rows[f"c{at}"]
    if text.null_count() == len(text):
        return ()
    telling = [spec for spec in specs if spec.kind in ("code", "day", "month")]
    return tuple(spec.column for spec in telling if share(text, spec) >= FITTING)


# Words and days


def _unknown_words(text: pl.Series, spec: FieldSpec) -> tuple[Drafted, ...]:
    """The words of a column of codes that are not read as they stand, the commonest first."""
    known = value_spellings(spec)
    counted = text.drop_nulls().str.strip_chars().alias("word").value_counts(sort=True)
    unknown = []
    for word, rows in counted.sort("count", "word", descending=[True, False]).rows()[:MOST_WORDS]:
        if not word or normalise_header(word) in known:
            continue
        may_be = codes_called(word, spec.column)
        unknown.append(Drafted(word, may_be[0] if len(may_be) == 1 else "", may_be or spec.codes, rows))
    return tuple(unknown)


def _two_ways(text: pl.Series) -> str:
    """An example from a column of days that more than one format fits; blank when there is nothing to state."""
    distinct = text.drop_nulls().unique(maintain_order=True).str.strip_chars().to_list()
    judged = judge_days([Cell(one) for one in distinct], lambda: [1] * len(distinct))
    at = next((at for at, code in enumerate(judged.codes) if code in _SETTLED_BY_FORMAT), None)
    return "" if at is None else distinct[at]


# Rows


def _repeats(sheet: SheetText, dataset: Dataset, texts: dict[str, pl.Series]) -> Repeats:
    key = [dataset.fields[name].column for name in dataset.key]
    shared = [column for column in key if column in texts]
    if not shared or any(column not in texts for column in key if column != "kommun"):
        return Repeats()
    rows = pl.DataFrame([texts[column].alias(column) for column in shared])
    repeated = rows.is_duplicated() & rows.select(pl.all_horizontal(pl.all().is_not_null())).to_series()
    cells = sheet.rows.drop("source_row")
    return Repeats(int(repeated.sum()), int((cells.is_duplicated() & repeated).sum()))


def _moves(texts: dict[str, pl.Series]) -> Moves:
    """How a child's placements follow each other, which shows whether the last day is counted."""
    if not {"barn_id", "startdatum", "slutdatum"} <= texts.keys():
        return Moves()
    spans = pl.DataFrame(
        [
            texts["barn_id"].alias("barn_id"),
            *(_days(texts[name]).alias(name) for name in ("startdatum", "slutdatum")),
        ]
    )
    spans = spans.drop_nulls(["barn_id", "startdatum"]).sort("barn_id", "startdatum", "slutdatum")
    gap = (pl.col("startdatum").shift(-1).over("barn_id") - pl.col("slutdatum")).dt.total_days()
    return Moves(*(int(spans.select((gap == days_between).sum()).item()) for days_between in (0, 1)))


def _days(text: pl.Series) -> pl.Series:
    """The days of a column as far as they can be read."""
    distinct = text.drop_nulls().unique()
    judged = judge_days([Cell(one.strip()) for one in distinct.to_list()], lambda: [1] * len(distinct))
    return text.replace_strict(distinct, pl.Series(judged.values, dtype=pl.Date), default=None)
