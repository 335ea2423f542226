"""Whose change a change of all of GFO is, and what GFO has written of why."""

from __future__ import annotations

from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, opened


def test_whose_referrals_are_sent_back_is_told_where_it_is_judged(demo: Demo, open_page: OpenPage) -> None:
    for page in ("", "mote"):
        said = opened(open_page, demo, page, "styrgrupp", version="2", **({"skarm": "2"} if page else {}))
        assert "Ökningen är störst i Härnösand (13, mot 2 T2 2025)." in said.replace("\u00a0", " ")


def test_what_gfo_has_written_of_why_stands_with_the_figure_for_a_year(
    demo: Demo, open_page: OpenPage
) -> None:
    def said(page: str, audience: str = "styrgrupp", **query: str) -> str:
        return opened(open_page, demo, page, audience, version="2", **query).replace("\u00a0", " ")

    why = "GFO:s förklaring till T1 2026: Kommunen skickar sedan hösten 2025 remiss även när den själv söker ett hem."
    assert why in said("oversikt")
    assert why in said("remisser", kommun="harnosand")
    # It is of one kommun's figure, and was written of that time.
    assert why not in said("remisser", kommun="timra")
    assert "GFO:s förklaring" not in said("remisser", kommun="harnosand", period="2025T3")
    siblings = "GFO:s förklaring till T1 2026: Flera av remisserna gällde syskon"
    assert siblings in said("nyckeltal", visa="days_to_match")
    assert "syskon" not in opened(open_page, demo, "nyckeltal", "publik", visa="days_to_match")
