"""Every file of the corpus gives the findings that it is declared with, and no other."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from pipelines.checking.files import check_file
from pipelines.checking.mapping_file import parse_mapping
from pipelines.contracts.findings import Finding, Severity
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.deliveries.senders import resolve_sender, sender_code
from pipelines.home import DataHome
from pipelines.reading.files import read_file
from tests.corpus.all_files import BAD, BY_CIRCUMSTANCE, FINE
from tests.corpus.case import At, BadFile, FineFile
from tests.corpus.codes import registered_codes
from tests.corpus.terms import home_after_former, terms_of
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import SEPTEMBER, placements

RECEIVED = SEPTEMBER.date()
#: As dear as a hundred of the others.
_LARGE = {"a_million_texts.xlsx", "zip_bomb.xlsx"}
#: Of the files that show one finding the first stands for the rest, and of those again every other one.
_FIRST = sorted({file.shows.code: file.name for file in reversed(BAD)}.values())[::2]
#: A workbook takes as long as four text files, of which every third stands for the rest.
_WORKBOOKS = ("header_over_merged_cells.xlsx", "a_sheet_a_kommun.xlsx", "days_as_serials_and_date_cells.xlsx")
_TEXTS = [file.name for file in FINE if not file.name.endswith((".xlsx", ".parquet"))]
_FINE_FIRST = (*_TEXTS[::3], *_WORKBOOKS, "typed_columns.parquet")


def _is_first(file: BadFile) -> bool:
    return file.name in _FIRST and file.name not in _LARGE


def said(findings: tuple[Finding, ...]) -> set[At]:
    return {At(one.code, one.place.row or 0, one.place.column) for one in findings}


def findings_of(file: BadFile, folder: Path) -> tuple[Finding, ...]:
    """What the product says of the file, on the terms that it is declared with."""
    path = folder / file.name
    file.make(path)
    if file.limits:
        return read_file(path, limits=file.limits).findings
    if file.former:
        home = home_after_former(file, folder)
        return deliver_file(home, path, terms_of(file)).findings
    asked = sender_code(file.sender) if file.sender else None
    mapping = parse_mapping(file.mapping, asked or "", path) if file.mapping else None
    checked = check_file(path, received=RECEIVED, dataset=file.dataset, mapping=mapping, sender=asked)
    senders = (
        resolve_sender(part, asked, file_name=file.name, unread=unread)
        for _, part, unread in checked.by_part()
    )
    return (*checked.findings, *(finding for sender in senders for finding in sender.findings))


@pytest.mark.parametrize(
    "file",
    [pytest.param(file, marks=[] if _is_first(file) else [pytest.mark.slow], id=file.name) for file in BAD],
)
def test_bad_file_gives_its_findings_and_no_other(tmp_path: Path, file: BadFile) -> None:
    found = findings_of(file, tmp_path)
    assert said(found) == file.expected
    for finding in found:
        assert finding.message
        assert finding.remedy or finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    "file",
    rest_slow(FINE, lambda file: file.name in _FINE_FIRST),
    ids=lambda file: file.name,
)
def test_fine_file_is_accepted_to_the_last_row_with_its_values(tmp_path: Path, file: FineFile) -> None:
    path = tmp_path / file.name
    file.make(path)
    home = DataHome(tmp_path / "home")
    if file.mapping:
        home.mappings.mkdir(parents=True)
        (home.mappings / f"{file.sender}.toml").write_text(file.mapping, encoding="utf-8")
    delivery = deliver_file(home, path, Terms(SEPTEMBER, sender=file.sender, split=file.split))
    assert [f for f in delivery.findings if f.severity in (Severity.FILE, Severity.ROW)] == []
    assert delivery.accepted
    assert {receipt.dataset for receipt in delivery.receipts} == {file.dataset}
    assert sum(receipt.rows_accepted for receipt in delivery.receipts) == len(file.rows)
    checked = delivery.checked
    rows = pl.concat([part.accepted for part in checked.parts])
    if len(checked.sheets) == 1:
        rows = rows.sort("source_row")
    assert rows.select(file.fields).rows() == list(file.rows)


def test_every_registered_code_has_a_file() -> None:
    given = {at.code for file in BAD for at in file.expected}
    assert registered_codes() - given == BY_CIRCUMSTANCE.keys()
    assert given <= registered_codes()


def test_every_code_is_the_point_of_a_file_and_none_of_more_than_three() -> None:
    shown = Counter(file.shows.code for file in BAD)
    assert registered_codes() - shown.keys() == BY_CIRCUMSTANCE.keys()
    assert {code: count for code, count in shown.items() if count > 3} == {}


def test_corpus_is_large_enough_and_its_names_differ() -> None:
    names = [*(file.name for file in BAD), *(file.name for file in FINE)]
    assert len(BAD) >= 60
    assert len(FINE) >= 12
    assert len(set(names)) == len(names)


def test_file_that_is_still_being_written_is_refused(tmp_path: Path) -> None:
    path = placements(tmp_path / "a.csv", range(200_000))
    done = threading.Event()

    def go_on_writing() -> None:
        with path.open("ab") as file:
            while not done.wait(0.001):
                file.write(b"\r\n")
                file.flush()

    writer = threading.Thread(target=go_on_writing)
    writer.start()
    try:
        checked = check_file(path, received=RECEIVED)
    finally:
        done.set()
        writer.join()
    assert said(checked.findings) == {At("F036")}
