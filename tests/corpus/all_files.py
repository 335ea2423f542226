"""The whole corpus, and the codes that no file alone can give."""

from __future__ import annotations

from tests.corpus import (
    against_former,
    between_rows,
    column_values,
    columns,
    fine_text,
    fine_workbooks,
    hostile,
    identity,
    kolada_files,
    population_files,
    rules_of_gfo,
    rules_of_kommuner,
    senders,
    text_files,
    typed_files,
    values,
    workbooks,
)
from tests.corpus.case import BadFile, FineFile

_KINDS = (
    text_files,
    typed_files,
    workbooks,
    hostile,
    identity,
    columns,
    values,
    column_values,
    against_former,
    rules_of_kommuner,
    rules_of_gfo,
    between_rows,
    senders,
    population_files,
    kolada_files,
    fine_text,
    fine_workbooks,
)

BAD: tuple[BadFile, ...] = tuple(file for kind in _KINDS for file in kind.corpus.bad)
FINE: tuple[FineFile, ...] = tuple(file for kind in _KINDS for file in kind.corpus.fine)

BY_CIRCUMSTANCE = {
    "F036": "the file changes while it is read: test_file_that_is_still_being_written",
    "L042": "the bytes were delivered and replaced before: test_bytes_that_a_later_delivery_replaced",
    "L045": "the delivery of the bytes was purged: test_a_purged_file_is_known_again",
    "L022": "the archive is damaged: test_register_whose_former_file_is_damaged",
}
