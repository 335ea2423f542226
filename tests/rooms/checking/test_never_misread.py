"""The property that matters most: a register is read to the rows that were written, or refused; never to other rows."""

from __future__ import annotations

import csv
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.checking.files import check_file
from tests.fixtures.messy import FIELDS, HEADERS, Messy, Style, messy_register
from tests.fixtures.quickly import examples

RECEIVED = date(2026, 9, 3)
_T = TypeVar("_T")


class _Drawing:
    """Hypothesis chooses."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def pick(self, choices: Sequence[_T]) -> _T:
        return self._draw(st.sampled_from(choices))

    def number(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))


class _Seeded:
    """A generator of random numbers chooses, the same each time."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def pick(self, choices: Sequence[_T]) -> _T:
        return self._random.choice(choices)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


@st.composite
def registers(draw: st.DrawFn) -> Messy:
    return messy_register(_Drawing(draw))


def accepted(messy: Messy) -> dict[int, tuple[object, ...]]:
    """What the product takes of a register, by the row of the file."""
    with tempfile.TemporaryDirectory() as folder:
        checked = check_file(messy.write(Path(folder)), received=RECEIVED, dataset=messy.dataset)
    frames = [part.accepted for part in checked.parts if not checked.stopped and not part.stops]
    if not frames:
        return {}
    rows = pl.concat(frames)
    return dict(zip(rows["source_row"], rows.select(FIELDS[messy.dataset]).rows(), strict=True))


def as_written(messy: Messy) -> dict[int, tuple[object, ...]]:
    return dict(enumerate(messy.rows, messy.first_row))


@settings(deadline=None, max_examples=examples(15, 150), suppress_health_check=[HealthCheck.too_slow])
@given(registers())
def test_any_register_in_any_dress_is_read_to_its_rows_or_refused(messy: Messy) -> None:
    written = as_written(messy)
    for row, values in accepted(messy).items():
        assert values == written[row], (messy.dress, messy.cells)


# What a plain reader, told everything, reads out of the same file.


def read_plainly(messy: Messy, path: Path) -> dict[int, tuple[object, ...]]:
    """The rows as a person with `csv` or `openpyxl` reads them, who has been told how all is written."""
    dress = messy.dress
    if dress.kind == "csv":
        with path.open(encoding=dress.codec, newline="") as file:
            lines = list(csv.reader(file, delimiter=dress.delimiter))[dress.above :]
    elif dress.kind == "xlsx":
        sheet = openpyxl.load_workbook(path)["Register"]
        lines = [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]
        lines = lines[dress.above :]
    else:
        frame = pl.read_parquet(path)
        lines = [frame.columns, *map(list, frame.rows())]
    header, *cells = lines
    assert tuple(header) == HEADERS[messy.dataset]
    read = _placement if messy.dataset == "placeringar" else _cost
    return {at + messy.first_row: read(messy, at, line) for at, line in enumerate(cells)}


def _placement(messy: Messy, at: int, line: Sequence[Any]) -> tuple[object, ...]:
    number, _, child, form, start, end, home = line
    dress = messy.dress
    ended = None if end == dress.open_end else _day(end, dress.end)
    return number, child, form, _day(start, dress.start_of(at)), ended, None if home == "saknas" else home


def _cost(messy: Messy, _at: int, line: Sequence[Any]) -> tuple[object, ...]:
    _, month, form, amount = line
    day = month.date() if isinstance(month, datetime) else date.fromisoformat(f"{month}-01")
    exact = messy.dress.number.read(amount) if isinstance(amount, str) else round(Decimal(amount), 2)
    return day, form, exact


def _day(cell: Any, style: Style) -> object:
    return cell.date() if isinstance(cell, datetime) else style.read(cell)


@pytest.mark.parametrize("registers", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_messy_registers_are_stored_as_a_plain_reader_reads_them(tmp_path: Path, registers: int) -> None:
    taken: Counter[str] = Counter()
    for seed in range(registers):
        messy = messy_register(_Seeded(seed))
        plain = read_plainly(messy, messy.write(tmp_path))
        stored = accepted(messy)
        assert {row: plain[row] for row in stored} == stored, (seed, messy.dress)
        taken["whole" if len(stored) == len(plain) else "in part" if stored else "refused"] += 1
    # Neither all nor nothing: a check that refused everything would misread nothing.
    assert min(taken["whole"], taken["refused"]) > registers / 5, taken
