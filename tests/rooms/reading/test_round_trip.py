"""Any table, written in any format that is read, and read again is the same table."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipelines.contracts.headers import DATASET_COLUMNS
from pipelines.reading.asides import SUBTOTAL
from pipelines.reading.files import read_file
from pipelines.reading.model import ReadFile
from tests.fixtures.quickly import examples

# A letter first, so that no cell is a subtotal's number, a person's number or a blank; anything after it.
_SWEDISH = "abcåäöÅÄÖé0123 .,-;\t\"'=+@#|/\\_<>&%"
# Â and Ã are left out: cp1252 text with them may be good UTF-8 as well, and nobody can tell. So are the signs whose
# bytes are å ä ö Å Ä Ö of a Macintosh or of DOS: where no word tells, a file of them is refused.
_LETTERS = st.characters(
    codec="cp1252", categories=("L", "P", "S", "Zs"), exclude_characters="ÂÃ€…ŒŠš„†Ž”™‚ƒ"
)
_CELL = st.one_of(
    st.none(),
    st.text(_SWEDISH, max_size=12).map(lambda text: f"x{text}"),
    st.text(_LETTERS, max_size=8).map(lambda text: f"x{text}"),
    st.sampled_from(
        ["2026-08-31", "9999-12-31", "20260831", "1 234,50", "Örnsköldsvik", "nan", "NULL", "x\ny"]
    ),
)


@st.composite
def registers(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[str | None, ...]]]:
    headers = draw(st.sampled_from(sorted(DATASET_COLUMNS.values())))
    rows = draw(st.lists(st.tuples(*[_CELL] * len(headers)), max_size=8))
    kept = [row for row in rows if any(row) and tuple(row) != headers]
    return headers, kept


def same(read: ReadFile, headers: tuple[str, ...], rows: list[tuple[str | None, ...]], first: int) -> None:
    assert not [finding for finding in read.findings if finding.code not in ("F024", "F023")]
    (sheet,) = read.sheets
    assert sheet.headers == headers
    assert sheet.rows.rows() == [(first + index, *row) for index, row in enumerate(rows)]


def written_csv(headers, rows, delimiter: str, end: str, quoting: int) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([headers, *[[cell or "" for cell in row] for row in rows]])
    return out.getvalue()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@given(
    registers(),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\r\n", "\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["", "Lifecare{end}", "Urval{delimiter}alla{end}{end}"]),
)
@settings(deadline=None, max_examples=examples(40, 300), suppress_health_check=[HealthCheck.too_slow])
def test_text_file_in_any_dress_is_read_as_it_was_written(
    register, delimiter, end, codec, quoting, preamble
) -> None:
    headers, rows = register
    above = preamble.format(end=end, delimiter=delimiter)
    text = above + written_csv(headers, rows, delimiter, end, quoting)
    content = text.encode(codec)
    # Ä before a space that does not break is good UTF-8 as well, and nobody can tell.
    assume(codec != "cp1252" or text.isascii() or not _is_utf8(content))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        path.write_bytes(content)
        same(read_file(path), headers, rows, above.count(end) + 2)


@given(registers(), st.integers(0, 3))
@settings(deadline=None, max_examples=examples(12, 80), suppress_health_check=[HealthCheck.too_slow])
def test_workbook_is_read_as_it_was_written(register, skipped: int) -> None:
    headers, rows = register
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            sheet = book.add_worksheet("Register")
            for number, row in enumerate([headers, *rows]):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write_string(skipped + number, column, cell)
        same(read_file(path), headers, rows, skipped + 2)


@pytest.mark.slow
@given(registers())
@settings(deadline=None, max_examples=examples(5, 40), suppress_health_check=[HealthCheck.too_slow])
def test_parquet_file_is_read_as_it_was_written(register) -> None:
    headers, rows = register
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.parquet"
        pl.DataFrame(rows, schema=dict.fromkeys(headers, pl.String), orient="row").write_parquet(path)
        same(read_file(path), headers, rows, 2)


def test_no_cell_of_these_tables_is_taken_for_a_subtotal() -> None:
    assert not pl.Series(["xsumma", "x Summa", "nan"]).str.contains(SUBTOTAL).any()
