"""Tables as CSV and XLSX for a Swedish spreadsheet, with source, version and definitions in the file.

Knows no Streamlit. A hidden figure is its mark, never a number; a missing one is an empty cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from dashboard.published.figures import Figures
from dashboard.reader.reader import Reader
from dashboard.reader.selection import slug
from dashboard.words import formats
from dashboard.words.absence import PROTECTED
from dashboard.words.audiences import INTERNAL, of_two_times, spread
from dashboard.words.definitions import called
from dashboard.words.tables import Amount, Cell, Sheet, as_amount, for_file, shown
from pipelines.kpi.words import is_money, is_percent
from pipelines.reference import STYRGRUPP

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Said = Sequence[tuple[str, str]]
_SIGNS = (
    f"{formats.HIDDEN} = skyddad, {PROTECTED}; tom cell = ingen siffra: uppgift saknas, inga fall att räkna på{{}}"
    " eller inte med i GFO då. Procent skrivs i procent: 47,5 betyder 47,5 %."
)
# What most empty cells of a file are whose reader waits for the meeting.
_AWAITED = ", visas när styrgruppen har haft möte,"
ABOUT = "Om siffrorna"
# What a spreadsheet would run as a formula.
_FORMULA = frozenset("=+-@\t\r")
# As many as a published figure has.
_DECIMALS = 6
_NARROWEST, _WIDEST = 9, 60
# Excel's own: so long may the name of a sheet be, and without these.
_LONGEST_NAME, _NOT_IN_A_NAME = 31, re.compile(r"[\[\]:*?/\\']")


def source(figures: Figures, mark: str = "") -> Said:
    """Where figures come from, of which time where they are of two, who may have them (`mark`, or whose file they are),
    and how they are written, as (word, text) rows."""
    release, audience = figures.release, figures.source.audience
    two_times = of_two_times(audience, figures.names, figures.meetings)
    return (
        ("Spridning", mark or spread(audience, figures.names)),
        ("Källa", "GFO Insikt" + (" – exempeldata, påhittade rader" if release.sample else "")),
        ("Version", release.build),
        ("Uppgifter t.o.m.", formats.day(release.reporting_date)),
        *((("Förbehåll", two_times),) if two_times else ()),
        ("Teckenförklaring", _SIGNS.format("," if audience == STYRGRUPP else _AWAITED)),
    )


def chosen(reader: Reader, area: str) -> Said:
    """Which page, whose figures and which period, where the page has one."""
    rows = [("Sida", reader.page)]
    if area:
        rows.append(("Område", reader.figures.area(area).name))
    if reader.by_period:
        under_way = " (preliminärt)" if reader.period.preliminary else ""
        rows.append(("Vald period", reader.period_said + under_way))
    return rows


def told(sheet: Sheet) -> Said:
    """What the page says of a table, and what it was computed from where a reader has asked for that."""
    said = (("I ord", text) for text in sheet.said)
    rows = [("Innehåll", sheet.title), ("Visar", sheet.sub), *said, *sheet.given]
    return [row for row in rows if row[1]]


def about(reader: Reader, sheet: Sheet) -> Said:
    """What the file of one table says of itself."""
    return (*told(sheet), *chosen(reader, sheet.area), *source(reader.figures), *defined(reader, sheet.kpis))


def defined(reader: Reader, kpis: Iterable[str]) -> Said:
    """What each figure counts, as (its name, question and caveat) rows."""
    found = [reader.figures.definition(kpi) for kpi in dict.fromkeys(kpis) if reader.figures.has(kpi)]
    return [
        (called(definition), f"{definition.question} {definition.caveat}".strip()) for definition in found
    ]


def file_name(reader: Reader, name: str, area: str) -> str:
    """`gfo-remisser-inkomna-remisser-timra-t2-2026-internt-version-3`: page, what, area, period, whether it is not for
    everybody, and version.

    `area` is the code of the area whose figures it holds; blank where it holds every kommun's.
    """
    page, what = _word(reader.page), _word(name)
    parts = [
        "gfo",
        # Where the one says the other, once is enough.
        page if not f"{what}-".startswith(f"{page}-") else "",
        what,
        _word(reader.figures.area(area).name) if area else "",
        _word(reader.period.label) if reader.by_period else "",
        "" if reader.is_public else _word(INTERNAL),
        "version",
        _word(reader.figures.release.build),
    ]
    return "-".join(part for part in parts if part)


def _word(text: str) -> str:
    """Words as a file name on any machine: `Var barnen bor` → `var-barnen-bor`."""
    return re.sub(r"[^a-z0-9]+", "-", slug(text)).strip("-")


# The files.


def csv_of(reader: Reader, sheet: Sheet) -> bytes:
    """One table as CSV."""
    return as_csv(sheet, about(reader, sheet))


def xlsx_of(reader: Reader, sheet: Sheet) -> bytes:
    """One table as XLSX."""
    return as_xlsx([sheet], about(reader, sheet))


def xlsx_of_page(reader: Reader, area: str) -> bytes:
    """Every table of a page in its order; the page shows `area`, blank: every kommun."""
    sheets, taken = reader.sheets, set[str]()
    said = [*chosen(reader, area), *source(reader.figures)]
    for sheet in sheets:
        said += [("", ""), ("Blad", sheet_name(sheet.name, taken)), *told(sheet)]
    kpis = [kpi for sheet in sheets for kpi in sheet.kpis]
    return as_xlsx(sheets, [*said, ("", ""), *defined(reader, kpis)])


# CSV.


def as_csv(sheet: Sheet, said: Said) -> bytes:
    """Semicolons, decimal comma and a byte-order mark, as a Swedish Excel opens it; what it is stands last."""
    table = for_file(sheet.table)
    rows: Iterator[Sequence[Cell]] = iter([*table.rows, [], *said])
    return "".join(csv_lines(table.columns, rows)).encode("utf-8-sig")


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The lines of a CSV file, its header first."""
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    writer.writerow([_csv_cell(column) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
        if line.tell() > 1 << 16:
            yield line.getvalue()
            line.seek(0)
            line.truncate()
    yield line.getvalue()


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return "'" + cell if cell[:1] in _FORMULA else cell
    amount = as_amount(cell)
    if amount is None:
        return "" if cell is None else shown(cell)
    if amount.number is None:
        return _mark(amount)
    number = round(Decimal(str(amount.number)), _DECIMALS).normalize()
    return format(number, "f").replace(".", ",")


def _mark(amount: Amount) -> str:
    """What stands for a number that is not shown."""
    return formats.HIDDEN if amount.status == "hidden" else ""


# XLSX.


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook: its rows may be many, and are read once."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    total: bool = False


def as_xlsx(sheets: Iterable[Sheet], said: Said) -> bytes:
    """A sheet a table, and one that says what they are."""
    pages = [
        Page(sheet.name, table.columns, table.rows, table.total is not None)
        for sheet, table in ((sheet, for_file(sheet.table)) for sheet in sheets)
    ]
    return workbook(pages, said)


def workbook(pages: Iterable[Page], said: Said, *, made: datetime | None = None) -> bytes:
    """One sheet after another, and what they are; `made` is when the file says that it was made, else now."""
    buffer = io.BytesIO()
    # Not row by row (constant_memory): that writes every text anew, in twice the time.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    # Not at the first page of a server, which makes no file.
    import xlsxwriter

    with xlsxwriter.Workbook(buffer, options) as book:
        if made is not None:
            book.set_properties({"created": made, "author": "GFO Insikt"})
        looks = _Looks(book)
        taken: set[str] = set()
        for page in pages:
            _write(book.add_worksheet(sheet_name(page.name, taken)), page, looks)
        other = book.add_worksheet(sheet_name(ABOUT, taken))
        other.set_column(0, 0, 24)
        other.set_column(1, 1, 100)
        for n, (word, text) in enumerate(said):
            other.write_string(n, 0, word, looks.of(bold=True, valign="top"))
            other.write_string(n, 1, text, looks.of(text_wrap=True, valign="top"))
    return buffer.getvalue()


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel allows and no other sheet of the book has, which is added to `taken`; a longer one ends after a
    whole word, with a mark that it does."""
    plain = _NOT_IN_A_NAME.sub(" ", name).strip() or "Siffror"
    found, number = _within(plain, _LONGEST_NAME), 1
    while found.lower() in taken:
        number += 1
        found = f"{_within(plain, _LONGEST_NAME - 3)} {number}"
    taken.add(found.lower())
    return found


def _within(name: str, most: int) -> str:
    return name if len(name) <= most else shorten(name, most, placeholder=" …")


class _Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[Any, Format] = {}

    def of(self, **look: Any) -> Format:
        """A format by xlsxwriter's own words."""
        key = tuple(look.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    @cached_property
    def head(self) -> Format:
        return self.of(bold=True, bottom=1, text_wrap=True, valign="top")

    def number(self, amount: Amount) -> Format:
        return self.of(num_format=number_format(amount.unit, amount.decimals, signed=amount.signed))


def number_format(unit: str, decimals: int, *, signed: bool = False) -> str:
    """How a spreadsheet shows a number: `#,##0`, `#,##0" kr"`, `#,##0.0" %"`; Excel sets the country's own marks."""
    shape = "#,##0" + ("." + "0" * decimals if decimals else "")
    shape += '" %"' if is_percent(unit) else '" kr"' if is_money(unit) else ""
    return f"+{shape};-{shape};{shape}" if signed else shape


def _write(sheet: Worksheet, page: Page, looks: _Looks) -> None:
    """Header, rows, widths by what stands in them; the header stays in view and the rows can be filtered."""
    sheet.write_row(0, 0, page.columns, looks.head)
    widths = [max(len(word) for word in column.split(" ")) + 3 for column in page.columns]
    last = 0
    for last, row in enumerate(page.rows, start=1):
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], _write_cell(sheet, last, place, cell, looks))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))
    sheet.freeze_panes(1, 1)
    # A sum is not one of the rows to sort among.
    sheet.autofilter(0, 0, max(last - page.total, 1), len(page.columns) - 1)


def _write_cell(sheet: Worksheet, row: int, place: int, cell: Cell, looks: _Looks) -> int:
    """Write a cell by its kind; how wide it is."""
    if isinstance(cell, str):
        if len(cell) > _WIDEST:
            sheet.write_string(row, place, cell, looks.of(text_wrap=True, valign="top"))
        elif cell:
            sheet.write_string(row, place, cell)
        return len(cell) + 1
    if isinstance(cell, date):
        look = "yyyy-mm-dd hh:mm" if isinstance(cell, datetime) else "yyyy-mm-dd"
        sheet.write_datetime(row, place, cell, looks.of(num_format=look, align="left"))
        return len(look) + 1
    amount = as_amount(cell)
    if amount is None:
        return 0
    if amount.number is None:
        if mark := _mark(amount):
            sheet.write_string(row, place, mark, looks.of(align="right"))
        return 0
    sheet.write_number(row, place, float(amount.number), looks.number(amount))
    return len(f"{amount.number:,.{amount.decimals}f}") + 5
