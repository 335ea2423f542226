"""A column that is missing and one that is not known: when they may be one, and when that would be a guess."""

from __future__ import annotations

import pytest

from tests.fixtures.sheets import check_table

COSTS = "kommun | manad | placeringsform"
ROW = "Timrå | 2026-01 | hvb"


@pytest.mark.parametrize(
    ("headers", "cells", "codes"),
    [
        ("summa_kr", "118400,00", ["C014"]),
        ("summa_kr | bokfört", "118400,00 | januari", ["C005", "C014"]),
        ("summa | moms", "118400 | 29600", ["C003", "C005", "C005"]),
        ("anmärkning", "faktura saknas", ["C003", "C005"]),
        ("summa_kr", "", ["C003", "C005"]),
    ],
    ids=["one that fits", "and one that does not", "two that fit", "words", "no cell"],
)
def test_one_unknown_column_that_fits_is_told_with_the_one_that_is_missing(headers, cells, codes):
    check = check_table(f"{COSTS} | {headers}\n{ROW} | {cells}")
    assert sorted(one.code for one in check.findings) == codes
