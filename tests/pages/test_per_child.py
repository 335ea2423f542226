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


def _rate(size: str) -> Value:
    """Of 4 191 children: two of them are 0.48."""
    return replace(value_of(size), denominator=Decimal(4191))


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"Kramfors": "13.16", "Ånge": "7.52"}, ", högst av de 3 kommunerna, strax över Kramfors (13,2)"),
        (
            {"Kramfors": "13.5", "Ånge": "7.52"},
            ", bland de högsta av de 3 kommunerna, ungefär som Kramfors (13,5)",
        ),
        ({"Kramfors": "13.36", "Ånge": "7"}, ", högst av de 3 kommunerna tillsammans med Kramfors (13,4)"),
        ({"Kramfors": "12.7", "Ånge": "7.52"}, ", högst av de 3 kommunerna"),
        ({"Kramfors": "15", "Ånge": "14"}, ", lägst av de 3 kommunerna"),
        ({"Kramfors": "15", "Ånge": "13.1"}, ", bland de lägsta av de 3 kommunerna, ungefär som Ånge (13,1)"),
        ({"Kramfors": "15", "Ånge": "13.5"}, ", lägst av de 3 kommunerna, strax under Ånge (13,5)"),
        ({"Kramfors": "15", "Ånge": "7.5"}, "; av de andra ligger 1 högre och 1 lägre"),
        (
            {"Kramfors": "15", "Ånge": "7.5", "Härnösand": "13.5"},
            "; av de andra ligger 1 högre, Härnösand (13,5) ungefär lika och 1 lägre",
        ),
        ({"Kramfors": "13.2"}, ", ungefär som Kramfors (13,2)"),
        ({"Kramfors": "12", "Ånge": None}, ", högst av de 2 kommunerna som visas"),
    ],
)
def test_the_kommuns_place_is_told_with_those_that_a_child_or_two_part_it_from(
    others: dict[str, str | None], said: str
) -> None:
    values = {"Timrå": _rate("13.36")}
    values |= {name: _rate(size) if size else value_of(None, "hidden") for name, size in others.items()}
    told = per_thousand.foster_title(values, "Timrå", 2025)
    assert told == f"2025 hade Timrå 13,4 barn i familjehem per 1 000 barn{said}"


def test_without_a_kommun_chosen_it_is_told_from_which_to_which() -> None:
    values = {"Timrå": _rate("13.36"), "Ånge": _rate("7.52"), "Kramfors": value_of(None, "hidden")}
    assert per_thousand.foster_title(values, "GFO", 2025) == (
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
