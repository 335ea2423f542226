"""A column of amounts or figures, judged as a whole: which sign parts the decimals, and which the thousands.

A thousand-fold error looks right in its row. So 418,250 is a number only where the column's other numbers leave it
one reading; where they leave two, the column is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from pipelines.checking.judging import Cell, ColumnTerms, Judged, RowCounts
from pipelines.checking.numbers import (
    NumberStyle,
    Written,
    is_figures,
    is_too_long,
    native_number,
    plain_minus,
    readings,
)
from pipelines.contracts.fields import LARGEST_AMOUNT, FieldSpec

_COMMA, _POINT, _ENGLISH = NumberStyle.COMMA, NumberStyle.POINT, NumberStyle.ENGLISH


def judge_numbers(cells: Sequence[Cell], rows: RowCounts, spec: FieldSpec, terms: ColumnTerms) -> Judged:
    """The number of each distinct text, times the sender's factor where there is one."""
    found = Judged.blank(len(cells))
    dtype = spec.dtype
    assert isinstance(dtype, pl.Decimal)  # noqa: S101 - the builders of fields.py give no other type
    kronor = spec.kind == "kronor"
    # In thousands of kronor three decimals more are whole kronor.
    scale = dtype.scale + (terms.factor.adjusted() if terms.factor else 0)
    texts: dict[int, dict[NumberStyle, Written]] = {}
    for at, cell in enumerate(cells):
        if cell.native:
            found.values[at], found.codes[at] = native_number(cell.text, scale=scale)
            continue
        text = plain_minus(cell.text, kronor=kronor)
        ways = {} if is_too_long(text) else readings(text, point_thousands=kronor)
        if ways:
            texts[at] = ways
        else:
            found.codes[at] = _unreadable(text)
    column = _Column(cells, texts, scale, kronor, found, rows)
    column.read(_stated(terms.style) or column.style())
    limit = LARGEST_AMOUNT if kronor else Decimal(10) ** ((dtype.precision or 38) - dtype.scale)
    unit = Decimal(1).scaleb(-dtype.scale)
    for at, value in enumerate(found.values):
        if value is None:
            continue
        whole = (value * terms.factor if terms.factor else value).quantize(unit, ROUND_HALF_UP)
        found.values[at], found.codes[at] = (whole, "") if abs(whole) < limit else (None, "V032")
    return found


def _unreadable(text: str) -> str:
    if not is_figures(text):
        return "V006"
    if is_too_long(text):
        return "V032"
    return "V007" if "." in text or "," in text else "V006"


def _stated(style: str) -> NumberStyle | None:
    """The style that a sender's mapping names; its thousands points are read wherever the decimal comma is."""
    stated = next((one for one in NumberStyle if one.value == style), None)
    return _COMMA if stated is NumberStyle.POINT_THOUSANDS else stated


@dataclass
class _Column:
    """The texts of a column with every reading of each, and the style that is left when all are held together."""

    cells: Sequence[Cell]
    texts: dict[int, dict[NumberStyle, Written]]
    scale: int
    kronor: bool
    found: Judged
    rows: RowCounts

    def style(self) -> NumberStyle | None:
        """The one style in which the column can be read; None when there are two, which refuses it."""
        only: dict[NumberStyle, list[int]] = {style: [] for style in NumberStyle}
        commas: list[int] = []
        points: list[int] = []
        for at, ways in self.texts.items():
            fitting = {style: one.value for style, one in ways.items() if one.fits(self.scale)}
            if len(fitting) == 1:
                only[next(iter(fitting))].append(at)
            elif len(set(fitting.values())) > 1:
                (commas if _ENGLISH in fitting else points).append(at)
        decimal_commas = [at for at in only[_COMMA] if "," in self.cells[at].text]
        thousands = [at for at in only[_COMMA] if "." in self.cells[at].text]
        unclear: list[int] = []
        if only[_ENGLISH] and (commas or not decimal_commas):
            unclear = commas or only[_ENGLISH]
        elif commas and not self._decimals(commas, decimal_commas, _COMMA):
            unclear = commas
        elif points and (
            (only[_POINT] and not self._decimals(points, only[_POINT], _POINT))
            or (not only[_COMMA] and not only[_POINT])
        ):
            unclear = points
        elif only[_POINT] and (thousands or (points and decimal_commas)):
            unclear = thousands or points
        if unclear:
            self.found.refuse(self.texts, "V026", example=self.cells[min(unclear)].text)
            return None
        return self._likeliest(only[_POINT], [*decimal_commas, *commas])

    def _decimals(self, either: Sequence[int], only: Sequence[int], style: NumberStyle) -> bool:
        """Whether what could be thousands are decimals: the others write decimals, and in kronor three as well.

        An amount of three decimals comes from a program that writes three everywhere, or it is no decimal.
        """
        lengths = {len(self.texts[at][style].decimals) for at in (*either, *only)} - {0}
        return bool(only) and (not self.kronor or lengths == {3})

    def _likeliest(self, points: Iterable[int], commas: Iterable[int]) -> NumberStyle:
        """The style of most rows; the others are told apart, not read."""
        points, commas = list(points), list(commas)
        if not points or not commas:
            return _POINT if points else _COMMA
        counts = self.rows()
        return _POINT if sum(counts[at] for at in points) > sum(counts[at] for at in commas) else _COMMA

    def read(self, style: NumberStyle | None) -> None:
        """Read every text in the style; what is written otherwise has no value."""
        if style is None:
            return
        self.found.style = style.value
        parted = []
        for at, ways in self.texts.items():
            written = ways.get(style) or (ways.get(_POINT) if style is _ENGLISH else None)
            if written is None:
                # Nowhere else has it a value either: what is wrong is the number, not its style.
                fits = any(one.fits(self.scale) for one in ways.values())
                self.found.codes[at] = "V022" if fits else "V008"
            elif not written.fits(self.scale):
                self.found.codes[at] = "V008" if len(written.decimals) != 3 or len(ways) == 1 else "V007"
            else:
                self.found.values[at] = written.value
                if style is _COMMA and "." in self.cells[at].text:
                    parted.append(at)
        if parted:
            self.found.note("V033", parted)
