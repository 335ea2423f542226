"""What a kommun would pay in the years whose key is not decided: the same as an allocation of all of them gives."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pytest

from dashboard.blocks.proposals import drafts
from dashboard.reader.selection import slug
from dashboard.words import formats
from pipelines.allocation import allocate
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage, figures_of, opened, text_of
from tests.pages.fixtures.published_file import write_published
from tests.pages.fixtures.records import plain


def _told(said: str) -> list[str]:
    (found,) = re.findall(r"skulle \S+ betala ([^<]*)\. Det är en räkneövning", plain(said)) or [""]
    return re.findall(r"omkring ([\d,]+ \w+) (?:2027|2028)", found)


@pytest.mark.parametrize("kommun", rest_slow(["timra", "kramfors", "ornskoldsvik"], "timra".__eq__))
def test_it_is_what_an_allocation_of_every_kommun_gives(demo: Demo, open_page: OpenPage, kommun: str) -> None:
    figures = figures_of(demo.home)
    code = next(area.area for area in figures.areas if slug(area.name) == kommun)
    decided = drafts.decided_inputs(figures, 2026)
    expected = []
    for later in (1, 2):
        counts = [
            drafts.base_years(figures, decided, component, 2026 + later)[base + later]
            for component, base in (
                ("population", decided.base_year_population),
                ("placed", decided.base_year_placed),
            )
        ]
        shares = allocate(replace(decided, year=2026 + later, population=counts[0], placed=counts[1]))
        amount = next(share.amount_sek for share in shares if share.kommun_code == code)
        thousands = Decimal(amount).quantize(Decimal(1000), ROUND_HALF_EVEN)
        expected.append(plain(formats.short_kronor(int(thousands))))
    said = opened(open_page, demo, "kommun", "styrgrupp", version="2", kommun=kommun)
    assert _told(said) == expected
    # Its own file, which lacks the others' placed children, says the same.
    own = opened(open_page, demo, "kommun", f"kommun-{code}", kommun=kommun)
    assert _told(own) == expected


def test_nothing_is_told_of_counts_that_do_not_make_the_decided_key(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(home)
    said = text_of(open_page("kommun", {"kommun": "timra"}, home))
    assert re.search(r"Timrå betala(r|de) [^<]* till GFO 20", said)
    assert "räkneövning: inget av det är beslutat" not in said


def test_the_allocations_own_page_says_what_the_coming_years_would_be_under_the_newest_key(
    open_page: OpenPage, demo: Demo
) -> None:
    asked = {"version": "2", "kommun": "kramfors"}
    there = opened(open_page, demo, "kommun", "styrgrupp", **asked)
    (told,) = re.findall(r"Med samma budget.*?beslutat\.", there)
    assert told in opened(open_page, demo, "fordelning", "styrgrupp", **asked)
    assert "Med samma budget" not in opened(open_page, demo, "fordelning", "styrgrupp", ar="2025", **asked)


def test_what_a_new_owner_changes_by_itself_is_told_apart_from_newer_counts(
    open_page: OpenPage, demo: Demo
) -> None:
    said = plain(
        opened(
            open_page, demo, "fordelning", "styrgrupp", version="2", kommun="kramfors", tank="ny-sundsvall"
        )
    )

    def kronor(pattern: str) -> int:
        (size, word) = re.findall(pattern + r" ([\d ]+) kr (mer|mindre)", said)[0]
        return int(size.replace(" ", "")) * (1 if word == "mer" else -1)

    alone = kronor("Att Sundsvall kommer med betyder för sig")
    assert alone == kronor("Om budgeten inte ändras: Kramfors betalar") - kronor(
        "antalen från 2024: Kramfors betalar"
    )
    growing = kronor("med oförändrad budget, och")
    assert growing == kronor("växer den i takt med barnen:") - kronor("antalen från 2024: Kramfors betalar")


def test_where_a_kommun_leaves_at_a_new_year_the_heading_has_both_budgets(
    open_page: OpenPage, demo: Demo
) -> None:
    asked = {"version": "2", "tank": "lamnar-ange"}
    said = plain(opened(open_page, demo, "fordelning", "styrgrupp", kommun="kramfors", **asked))
    assert re.search(
        r"Om budgeten inte ändras: Kramfors betalar [\d ]+ kr mer 2027 .*?; minskar den i takt med", said
    )
    # Whoever leaves pays nothing with either.
    own = plain(opened(open_page, demo, "fordelning", "styrgrupp", kommun="ange", **asked))
    assert "Om budgeten inte ändras: Ånge betalar inget 2027" in own
    assert "minskar den i takt med barnen:" not in own
