"""*Jämför* begins with our own figure per 1 000 children, whose newest year Kolada has later."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.published.records import Value
from dashboard.words import per_thousand
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, opened, text_of
from tests.pages.fixtures.records import plain, value_of


def _rate(count: int, children: int) -> Value:
    size = 1000 * Decimal(count) / children
    return replace(value_of(f"{size:.4f}"), numerator=Decimal(count), denominator=Decimal(children))


@pytest.mark.parametrize(
    ("own", "gfo", "said"),
    [
        ((56, 4191), (440, 41500), ", mot 10,6 i hela GFO; skillnaden kan vara slump"),
        ((90, 4191), (440, 41500), ", mot 10,6 i hela GFO; fler än slumpen kan förklara"),
        ((15, 4191), (440, 41500), ", mot 10,6 i hela GFO; färre än slumpen kan förklara"),
        ((44, 4191), (436, 41500), ", som hela GFO"),
        ((56, 4191), None, ""),
    ],
)
def test_the_kommun_is_set_beside_all_of_gfo_with_what_chance_may_do(
    own: tuple[int, int], gfo: tuple[int, int] | None, said: str
) -> None:
    values = {"Timrå": _rate(*own), "Ånge": value_of(None, "hidden")}
    told = per_thousand.foster_title(values, "Timrå", _rate(*gfo) if gfo else value_of(None, "hidden"), 2025)
    size = f"{1000 * own[0] / own[1]:.1f}".replace(".", ",")
    assert told == f"2025 hade Timrå {size} barn i familjehem per 1 000 barn{said}"


def test_without_a_kommun_chosen_it_is_told_from_which_to_which() -> None:
    values = {"Timrå": _rate(56, 4191), "Ånge": _rate(12, 1596), "Kramfors": value_of(None, "hidden")}
    assert per_thousand.foster_title(values, "GFO", None, 2025) == (
        "Barn i familjehem per 1 000 barn 2025: från 7,5 i Ånge till 13,4 i Timrå"
    )
    assert per_thousand.of_each(values, 2025) == "2025: Timrå 13,4, Ånge 7,5 och Kramfors ..."


def test_a_kommuns_own_file_compares_the_newest_year_and_says_what_kolada_has(
    open_page: OpenPage, demo: Demo
) -> None:
    said = plain(opened(open_page, demo, "kommun", "kommun-2262", kommun="timra"))
    section = said.split("Jämför</h2>", 1)[1]
    (title,) = re.findall(r"2025 hade Timrå [\d,]+ barn i familjehem per 1 000 barn[^<]*", section)[:1]
    figures = figures_of(demo.home)
    children, inhabitants = (
        figures.value(kpi, "2262", "2025").value for kpi in ("foster_children", "children_0_20")
    )
    assert children is not None
    assert inhabitants
    told = f"{1000 * children / inhabitants:.1f}".replace(".", ",")
    assert f"Timrå {told} barn" in title
    assert re.search(r"2025: (?:[^<]*, )?Timrå " + told, section)


def test_kolada_is_joined_by_its_newest_year_and_what_ours_was_then(
    open_page: OpenPage, sample_home: DataHome
) -> None:
    own = text_of(open_page("kommun", {"kommun": "timra"}, sample_home))
    assert re.search(r"Kolada har 2025: Timrå 6,0\.", own)
    theirs = text_of(open_page("kommun", {"kommun": "timra", "jamfor": "N33817"}, sample_home))
    assert "Kolada har 2025" not in theirs
    assert "Övriga siffror är Koladas" in theirs
