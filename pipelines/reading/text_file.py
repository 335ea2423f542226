"""A delimited text file to one raw sheet: its coding, its table, and the rows that are none of the table's."""

from __future__ import annotations

from typing import BinaryIO

from pipelines.contracts.finding_kinds import finding
from pipelines.errors import Place
from pipelines.reading.encoding import find_coding
from pipelines.reading.file_bytes import FileBytes
from pipelines.reading.model import Limits
from pipelines.reading.opened import Located, Opened, RawSheet
from pipelines.reading.ragged import place_ragged
from pipelines.reading.sample_mark import SAMPLE_WORDS
from pipelines.reading.text import read_text


def read_text_file(file: BinaryIO, place: Place, known: frozenset[str], limits: Limits) -> Opened:
    """The file's one table; raises Refusal for what stops it."""
    view = FileBytes(file)
    coding = find_coding(view, place)
    table = read_text(view, coding, place, known, limits)
    outside = (*table.above[:-1], *(fields for _, fields in table.ragged))
    texts = [("en rad", text) for record in outside for text in record]
    # A line that only says that the rows are made up is looked at elsewhere, and is no preamble to tell of.
    above = [
        record
        for record in table.above[: table.header.first]
        if "".join(record).strip() not in ("", SAMPLE_WORDS)
    ]
    rows, findings = place_ragged(table, place, above, known)
    if coding.words:
        findings.append(finding("F037", place, words=coding.words))
    if view.padding:
        findings.append(finding("F039", place, count=view.padding))
    located = Located(table.header, table.header.first + 1, table.header.last + 1, above)
    return Opened([RawSheet("", rows, located=located)], texts, findings)
