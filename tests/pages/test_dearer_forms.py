"""Which forms made most of what the placements' cost changed by: in a heading, and in few words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dashboard.words import dearer
from tests.pages.fixtures.records import plain


def _moved(name: str, days: tuple[int, int], kronor: tuple[int, int]) -> dearer.Form:
    return dearer.Form(name, *(Decimal(number) for number in (*days, *kronor)))


_MORE_HVB = _moved("HVB", (246, 0), (1_780_000, 0))
_LESS_OWN = _moved("Familjehem via GFO", (1000, 1300), (1_200_000, 1_600_000))


@pytest.mark.parametrize(
    ("both", "forms", "said"),
    [
        ((4_010_000, 2_630_000), [_MORE_HVB, _LESS_OWN],
         "1,38 mnkr mer DÅ, främst på grund av fler dygn i HVB (246 mot 0)"),
        ((2_630_000, 4_010_000), [_moved("HVB", (0, 246), (0, 1_780_000)), _LESS_OWN],
         "1,38 mnkr mindre DÅ, främst på grund av färre dygn i HVB (0 mot 246)"),
        # The days are as many: it is the price, and the form alone is named.
        ((1_200_000, 1_000_000), [_moved("HVB", (9, 9), (700_000, 500_000))],
         "0,20 mnkr mer DÅ, främst på grund av HVB"),
        # Two make most of it, where one does not.
        ((1_900_000, 1_300_000), [
            _moved("HVB", (30, 0), (220_000, 0)),
            _moved("Jourhem", (90, 0), (200_000, 0)),
            _moved("Nätverkshem", (90, 0), (180_000, 0)),
        ], "0,60 mnkr mer DÅ, främst på grund av fler dygn i HVB (30 mot 0) och fler dygn i jourhem (90 mot 0)"),
        # More days in a form that costs less than a day did, while the days in all became fewer, made nothing dearer.
        ((1_900_000, 1_500_000), [
            _moved("HVB", (50, 20), (350_000, 140_000)),
            _moved("Kommunens egna familjehem", (600, 400), (660_000, 400_000)),
            _moved("Familjehem via GFO", (700, 960), (890_000, 960_000)),
        ], "0,40 mnkr mer DÅ, främst på grund av fler dygn i HVB (50 mot 20)"),
        # Other forms took back most of it, or the forms are not shown.
        ((1_100_000, 1_000_000), [_MORE_HVB, _moved("Jourhem", (0, 900), (0, 1_680_000))], "0,10 mnkr mer DÅ"),
        ((4_010_000, 2_630_000), [], "1,38 mnkr mer DÅ"),
    ],
)  # fmt: skip
def test_the_heading_names_the_form_that_made_most_of_the_change(
    both: tuple[int, int], forms: list[dearer.Form], said: str
) -> None:
    now, before = both
    told = dearer.heading("Ånge", (Decimal(now), Decimal(before)), forms, "under T2 2026", "T2 2025")
    assert plain(told) == "Ånges placeringar kostade " + said.replace("DÅ", "under T2 2026 än T2 2025")


def test_where_nothing_has_changed_there_is_no_heading_of_it() -> None:
    assert dearer.heading("Ånge", (Decimal(5), Decimal(5)), [_MORE_HVB], "under T2 2026", "T2 2025") == ""


@pytest.mark.parametrize(
    ("both", "forms", "said"),
    [
        ((4_010_000, 2_630_000), [_MORE_HVB, _LESS_OWN], "främst på grund av fler dygn i HVB (246 mot 0)"),
        ((1_200_000, 1_000_000), [_moved("HVB", (9, 9), (700_000, 500_000))], "främst på grund av HVB"),
        ((1_100_000, 1_000_000), [_MORE_HVB, _moved("Jourhem", (0, 900), (0, 1_680_000))], ""),
        ((5, 5), [_MORE_HVB], ""),
    ],
)
def test_in_few_words_the_same_forms_are_named_as_in_the_heading(
    both: tuple[int, int], forms: list[dearer.Form], said: str
) -> None:
    assert dearer.mostly((Decimal(both[0]), Decimal(both[1])), forms) == said


def test_a_heading_beside_a_time_outside_gfo_says_that_and_no_form() -> None:
    both, outside = (Decimal(4_010_000), Decimal(2_630_000)), "då Ånge inte var med i GFO"
    told = dearer.heading("Ånge", both, [_MORE_HVB], "under 2023", "2022", outside)
    assert (
        plain(told)
        == "Ånges placeringar kostade 1,38 mnkr mer under 2023 än 2022, då Ånge inte var med i GFO"
    )
