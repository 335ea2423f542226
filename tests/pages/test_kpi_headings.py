"""A figure's own page: whose figure changed most, what it is too early to tell, and what no kommun has any of."""

from __future__ import annotations

import pytest

from dashboard.charts.drawing import period_ticks
from dashboard.published.records import Value
from dashboard.views.kpi.sentences import most_moved
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, opened
from tests.pages.fixtures.records import definition_of, plain, value_of

_WHEN = ("under T2 2026", "T2 2025")


def _each(**sizes: str) -> dict[str, Value]:
    return {name: value_of(size) for name, size in sizes.items()}


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        # Who has most is who is largest: the news is who has changed.
        (
            _each(A="95", B="21"),
            _each(A="94", B="5"),
            "Störst ändring: B, 21 namn under T2 2026, mot 5 T2 2025",
        ),
        (
            _each(A="30", B="2"),
            _each(A="31", B="16"),
            "Störst ändring: B, 2 namn under T2 2026, mot 16 T2 2025",
        ),
        # Of few, and of two as large, nobody is named.
        (_each(A="9", B="2"), _each(A="5", B="2"), ""),
        (_each(A="15", B="2"), _each(A="5", B="12"), ""),
        # One was not there.
        (_each(A="15", B="2"), _each(A="5"), ""),
    ],
)
def test_the_kommun_whose_count_changed_most_is_named(
    now: dict[str, Value], before: dict[str, Value], said: str
) -> None:
    assert plain(most_moved(now, before, definition_of(), *_WHEN)) == said


def test_a_share_that_is_too_early_to_tell_is_in_no_heading(open_page: OpenPage, demo: Demo) -> None:
    asked = {"version": "2", "period": "2026T2", "visa": "enquiry_conversion"}
    said = plain(opened(open_page, demo, "nyckeltal", "styrgrupp", **asked))
    assert "Andel anmälningar som blev hem: för tidigt att säga om T2 2026</h2>" in said
    assert "Kommunerna: för tidigt att säga om T2 2026</h2>" in said


def test_where_no_kommun_has_any_it_is_a_sentence_and_no_row_of_empty_charts(
    open_page: OpenPage, demo: Demo
) -> None:
    asked = {"version": "2", "period": "2026T2", "visa": "foster_parents_trained"}
    said = plain(opened(open_page, demo, "nyckeltal", "styrgrupp", **asked))
    assert "Kommunerna har tillsammans inga utbildade familjehemsföräldrar, GFO 11." in said
    assert 'class="multiples"' not in said


def test_years_to_date_name_their_years_and_tertials_only_the_first_of_each() -> None:
    assert period_ticks(["2024T2Y", "2025T2Y"])["ticktext"] == ["T2<br>2024", "T2<br>2025"]
    assert period_ticks(["2025T1", "2025T2", "2025T3"])["ticktext"] == ["T1<br>2025", "T2", "T3"]
