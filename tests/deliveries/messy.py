"""Registers of known rows, dressed as senders dress them: every way of writing days and amounts, every codec and kind.

Whoever chooses (Hypothesis, or a seeded generator) is a `Chooser`; the dress says how a reader who is told everything
reads the file back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

import polars as pl
import xlsxwriter

SWEDEN, UTC = ZoneInfo("Europe/Stockholm"), ZoneInfo("UTC")
EXCEL_DAY_0 = date(1899, 12, 30)
_T = TypeVar("_T")


class Chooser(Protocol):
    def pick(self, choices: Sequence[_T]) -> _T: ...

    def number(self, low: int, high: int) -> int: ...


@dataclass(frozen=True)
class Style:
    """A way of writing one kind of value, and of reading it when one is told that it is used."""

    name: str
    write: Callable[..., str]
    read: Callable[[str], object] = field(repr=False)


def _day(text: str, pattern: str) -> date:
    return datetime.strptime(text, pattern).replace(tzinfo=UTC).date()


def _strptime(name: str, pattern: str) -> Style:
    return Style(name, lambda day: day.strftime(pattern), lambda text: _day(text, pattern))


def _utc(pattern: str) -> Style:
    """Midnight in Sweden as a clock in UTC shows it."""

    def write(day: date) -> str:
        return datetime(day.year, day.month, day.day, tzinfo=SWEDEN).astimezone(UTC).strftime(pattern)

    def read(text: str) -> date:
        return datetime.strptime(text, pattern).replace(tzinfo=UTC).astimezone(SWEDEN).date()

    return Style(pattern, write, read)


def _unpadded(order: str, sign: str) -> Style:
    def write(day: date) -> str:
        parts = {"D": day.day, "M": day.month, "Y": day.year}
        return sign.join(str(parts[one]) for one in order)

    def read(text: str) -> date:
        parts = dict(zip(order, map(int, text.split(sign)), strict=True))
        return date(parts["Y"], parts["M"], parts["D"])

    return Style(f"{order} {sign}", write, read)


DAY_STYLES: tuple[Style, ...] = (
    _strptime("iso", "%Y-%m-%d"),
    _strptime("compact", "%Y%m%d"),
    _strptime("iso slashes", "%Y/%m/%d"),
    _strptime("midnight", "%Y-%m-%d 00:00:00"),
    _strptime("T midnight Z", "%Y-%m-%dT00:00:00Z"),
    _strptime("end of day", "%Y-%m-%d 23:59:59.999"),
    _strptime("working hours", "%Y-%m-%d 14:05"),
    *(_unpadded(order, sign) for order in ("DMY", "MDY") for sign in "/.-"),
    _strptime("padded dmy", "%d/%m/%Y"),
    _strptime("padded mdy with clock", "%m/%d/%Y 00:00:00"),
    _strptime("us clock", "%m/%d/%Y 12:00:00 AM"),
    _strptime("short", "%y%m%d"),
    _strptime("short dmy", "%d%m%y"),
    _strptime("short dashes", "%y-%m-%d"),
    _strptime("short slashes", "%m/%d/%y"),
    _strptime("eight figures, day first", "%d%m%Y"),
    _strptime("month in letters", "%d %b %Y"),
    Style(
        "short, zero lost",
        lambda day: str(int(day.strftime("%y%m%d"))),
        lambda text: _day(text.zfill(6), "%y%m%d"),
    ),
    Style(
        "short dmy, zero lost",
        lambda day: str(int(day.strftime("%d%m%y"))),
        lambda text: _day(text.zfill(6), "%d%m%y"),
    ),
    Style(
        "serial",
        lambda day: str((day - EXCEL_DAY_0).days),
        lambda text: EXCEL_DAY_0 + timedelta(days=int(text)),
    ),
    _utc("%Y-%m-%dT%H:%M:%SZ"),
    _utc("%Y-%m-%d %H:%M:%S+00:00"),
    _utc("%Y-%m-%d %H:%M:%S"),
    _utc("%Y-%m-%d %H:%M"),
)


def _grouped(amount: Decimal, thousands: str, decimal: str, places: int) -> str:
    text = f"{amount:,.{places}f}"
    return text.replace(",", "\x00").replace(".", decimal).replace("\x00", thousands)


def _number(name: str, thousands: str, decimal: str, places: int, after: str = "") -> Style:
    def read(text: str) -> Decimal:
        text = text.removesuffix(after)
        if thousands:
            text = text.replace(thousands, "")
        return Decimal(text.replace(decimal, ".") if decimal else text)

    return Style(name, lambda amount: _grouped(amount, thousands, decimal, places) + after, read)


EXPONENT = Style(
    "exponent",
    lambda amount: f"{amount:.2E}".replace(".", ","),
    lambda text: Decimal(text.replace(",", ".")),
)
#: With how many decimals each can write; amounts are whole where it writes none.
NUMBER_STYLES: tuple[tuple[Style, int], ...] = (
    *((_number(f"comma {t!r}", t, ",", 2), 2) for t in ("", " ", "\u00a0", "\u202f")),
    (_number("point", "", ".", 2), 2),
    (_number("point thousands", ".", ",", 2), 2),
    (_number("english", ",", ".", 2), 2),
    (_number("swiss", "'", ".", 2), 2),
    (_number("three decimals, comma", "", ",", 3), 2),
    (_number("three decimals, point", "", ".", 3), 2),
    (_number("six decimals", "", ".", 6), 2),
    (_number("kronor", " ", ",", 2, " kr"), 2),
    (_number("whole", "", "", 0), 0),
    (_number("whole, blanks", " ", "", 0), 0),
    (_number("whole, points", ".", "", 0), 0),
    (_number("whole, commas", ",", "", 0), 0),
    (_number("whole, point zero", "", ".", 1), 0),
    (EXPONENT, 0),
)
CODECS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "cp850", "mac_roman")
WORDS_FOR_OPEN = ("", "9999-12-31", "NULL", "pågår", "tillsvidare", "-", "0001-01-01", "00000000")
FORMS = ("hvb", "familjehem_gfo", "natverkshem", "sis")
HEADERS = {
    "placeringar": (
        "placering_id",
        "kommun",
        "barn_id",
        "placeringsform",
        "startdatum",
        "slutdatum",
        "hem_id",
    ),
    "kostnader": ("kommun", "manad", "placeringsform", "belopp"),
}


@dataclass(frozen=True)
class Dress:
    """How a register is written; what a reader must be told to read it back.

    `typed`: days and numbers are cells of their own kind, not texts (workbooks alone). `odd`: every third start is
    written in this style instead.
    """

    kind: str
    codec: str
    delimiter: str
    above: int
    start: Style
    end: Style
    number: Style
    open_end: str
    kommun: str
    typed: bool = False
    odd: Style | None = None

    def start_of(self, row: int) -> Style:
        return self.odd if self.odd and row % 3 == 1 else self.start


@dataclass(frozen=True)
class Messy:
    """A register: its true rows, the texts of its cells, and its dress."""

    dataset: str
    rows: tuple[tuple[object, ...], ...]
    cells: tuple[tuple[str, ...], ...]
    dress: Dress

    @property
    def first_row(self) -> int:
        return self.dress.above + 2

    def write(self, folder: Path) -> Path:
        path = folder / f"register.{self.dress.kind}"
        lines = [HEADERS[self.dataset], *self.cells]
        if self.dress.kind == "csv":
            out = io.StringIO(newline="")
            out.write("Uttag ur systemet\r\n" * self.dress.above)
            csv.writer(out, delimiter=self.dress.delimiter, lineterminator="\r\n").writerows(lines)
            path.write_bytes(out.getvalue().encode(self.dress.codec, "replace"))
        elif self.dress.kind == "xlsx":
            with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
                sheet = book.add_worksheet("Register")
                shown = book.add_format({"num_format": "yyyy-mm-dd"})
                for number, line in enumerate(lines, self.dress.above):
                    for column, text in enumerate(line):
                        value = self._typed(number - self.dress.above - 1, column)
                        if isinstance(value, date):
                            sheet.write_datetime(
                                number, column, datetime(value.year, value.month, value.day), shown
                            )
                        elif value is not None:
                            sheet.write_number(number, column, float(value))
                        else:
                            sheet.write_string(number, column, text)
        else:
            schema = dict.fromkeys(HEADERS[self.dataset], pl.String)
            pl.DataFrame(list(self.cells), schema=schema, orient="row").write_parquet(path)
        return path

    def _typed(self, row: int, column: int) -> date | Decimal | None:
        """The cell's own value where it is written as one; None where it is written as a text."""
        at = {"placeringar": {4: 3, 5: 4}, "kostnader": {1: 0, 3: 2}}[self.dataset].get(column)
        if not self.dress.typed or row < 0 or at is None:
            return None
        value = self.rows[row][at]
        return value if isinstance(value, date | Decimal) else None


#: Styles that no reader could tell apart within one column, whatever it is told.
_NEVER_MIXED = ("DMY", "MDY", "padded", "us clock", "zero lost", "serial", "working hours", "%Y-%m-%d %H")


def _odd_style(choose: Chooser, start: Style) -> Style | None:
    odd = choose.pick((None, None, *DAY_STYLES))
    hard = [
        style.name.startswith(_NEVER_MIXED) or "zero lost" in style.name for style in (start, odd) if style
    ]
    return None if all(hard) else odd


def messy_register(choose: Chooser) -> Messy:
    """Any register in any dress."""
    kind = choose.pick(("csv", "csv", "csv", "xlsx", "parquet"))
    number, places = choose.pick(NUMBER_STYLES)
    start = choose.pick(DAY_STYLES)
    dress = Dress(
        kind,
        choose.pick(CODECS[:2] if "202f" in number.name else CODECS),
        choose.pick((";", ",", "\t")),
        0 if kind == "parquet" else choose.pick((0, 0, 1)),
        start,
        choose.pick(DAY_STYLES),
        number,
        choose.pick(WORDS_FOR_OPEN),
        choose.pick(("Timrå", "2262", "Timrå kommun")),
        typed=kind == "xlsx" and choose.pick((True, False)),
        odd=_odd_style(choose, start),
    )
    many = choose.number(1, 8)
    if choose.pick(("placeringar", "kostnader")) == "placeringar":
        return _placements(choose, dress, many)
    return _costs(choose, dress, many, places)


def _placements(choose: Chooser, dress: Dress, many: int) -> Messy:
    rows, cells = [], []
    for at in range(many):
        start = date(2019, 1, 1) + timedelta(days=choose.number(0, 2700))
        end = start + timedelta(days=choose.number(0, 80)) if choose.number(0, 3) else None
        child, form = f"B{choose.number(1, 30)}", choose.pick(FORMS)
        home = choose.pick((None, "H1", "H2"))
        rows.append((f"P{at}", child, form, start, end, home))
        ended = dress.end.write(end) if end else dress.open_end
        cells.append(
            (f"P{at}", dress.kommun, child, form, dress.start_of(at).write(start), ended, home or "saknas")
        )
    return Messy("placeringar", tuple(rows), tuple(cells), dress)


def _costs(choose: Chooser, dress: Dress, many: int, places: int) -> Messy:
    rows, cells = [], []
    size = choose.pick((999, 99_999, 9_999_999))
    for at in range(many):
        whole = choose.number(0, size)
        if dress.number is EXPONENT:
            whole = whole // 100_000 * 100_000
        amount = Decimal(whole) + (Decimal(choose.pick((0, 50, 25, 7))) / 100 if places else 0)
        if choose.number(0, 5) == 0:
            amount = -amount
        month = date(2021 + at // 12, at % 12 + 1, 1)
        rows.append((month, "hvb", amount))
        cells.append((dress.kommun, month.strftime("%Y-%m"), "hvb", dress.number.write(amount)))
    return Messy("kostnader", tuple(rows), tuple(cells), dress)


FIELDS = {
    "placeringar": ("placement_id", "child_id", "form", "start_date", "end_date", "home_id"),
    "kostnader": ("month", "form", "amount"),
}
