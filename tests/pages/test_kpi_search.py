"""The search among the KPIs: their own words, their topics, and what readers call them."""

from __future__ import annotations

import re

import pytest

from dashboard.words.search_words import SEARCH_WORDS
from dashboard.words.topics import TOPICS
from pipelines.kpi.definitions import kpi_definitions
from tests.pages.fixtures.opening import OpenPage, text_of


def _found(open_page: OpenPage, words: str) -> tuple[str, set[str]]:
    """What the page says, and the KPIs of its list."""
    app = open_page("nyckeltal", {"kommun": "timra", "period": "2026T2", "sok": words})
    assert not app.exception
    said = text_of(app)
    return said, set(re.findall(r"[?&;]visa=(\w+)", said))


@pytest.mark.parametrize(("words", "found"), [("vårddygn", True), ("xyzzy", False)])
def test_a_search_leaves_the_kpis_that_it_is_about(open_page: OpenPage, words: str, found: bool) -> None:
    said, kpis = _found(open_page, words)
    assert ("cost_per_care_day" in kpis) == found
    assert ("Inget nyckeltal handlar om" in said) != found
    assert "referrals_received" not in kpis


@pytest.mark.parametrize(
    ("words", "kpis"),
    [
        ("väntetid", {"days_to_match", "days_to_decision", "referrals_open"}),
        ("Kö", {"days_to_match", "days_to_decision", "referrals_open"}),
        ("avbrott", {"breakdowns", "breakdown_rate"}),
        ("lediga hem", {"bank_homes_available"}),
        ("dygnskostnad", {"cost_per_care_day"}),
        ("kostnad per dygn", {"cost_per_care_day", "care_days_costed"}),
    ],
)
def test_a_search_knows_what_readers_call_a_figure(open_page: OpenPage, words: str, kpis: set[str]) -> None:
    assert _found(open_page, words)[1] == kpis


def test_a_topic_is_found_by_its_name(open_page: OpenPage) -> None:
    assert set(dict(TOPICS)["Pengar"]) <= _found(open_page, "pengar")[1]


def test_every_search_word_leads_to_figures_that_there_are() -> None:
    assert {kpi for kpis in SEARCH_WORDS.values() for kpi in kpis} <= kpi_definitions().keys()
    words = [word for key in SEARCH_WORDS for word in key.split()]
    assert len(words) == len(set(words))
