"""What a kind of finding means of whatever rows it was found in: no blank is left open, and no row is named."""

from __future__ import annotations

import pytest

from pipelines.contracts.finding_kinds import finding_kinds
from pipelines.contracts.findings import Category, FindingKind, Severity
from pipelines.contracts.in_general import IN_GENERAL


def _kind(message: str) -> FindingKind:
    return FindingKind("V999", Category.VALUE, Severity.NOTE, message, "Rätta {column}.")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Kolumnen {column} saknas.", "Kolumnen slutdatum saknas."),
        ("Läses som hela kolumnen ({count} av {total}).", "Läses som hela kolumnen."),
        ("Rader som är dolda: {count}. Detta är den första.", "Rader som är dolda."),
        ("Tidszoner i kolumnen ({words}): {count}. Detta är den första.", "Tidszoner i kolumnen."),
        ("Fyll i (Arkiv, Info).", "Fyll i (Arkiv, Info)."),
    ],
)
def test_what_one_row_had_is_left_out(message: str, told: str) -> None:
    assert _kind(message).general("slutdatum") == (told, "Rätta slutdatum.")


def test_only_codes_have_words_in_general() -> None:
    assert set(IN_GENERAL) <= set(finding_kinds())


@pytest.mark.parametrize("code", sorted(finding_kinds()))
def test_every_kind_can_be_told_of_no_row(code: str) -> None:
    for words in finding_kinds()[code].general("slutdatum"):
        assert words[-1] in ".)"
        assert not set("{}…") & set(words)
        assert "etta är den första" not in words
