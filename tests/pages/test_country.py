"""The country beside us: what is said of it by its rules, and the section on Min kommun and on a KPI's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.published.country_records import Beside, CountryFigure, CountryValue
from dashboard.words import country as words
from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.published_file import write_published

RATE = CountryFigure(
    "N33817", "Barn i familjehem per 1 000 invånare 0–20 år", "per 1 000 invånare 0–20 år", 1, True, 9, 1, "",
    "foster_children", "", date(2026, 9, 25),
)  # fmt: skip
COST = replace(RATE, name="Kostnad för HVB", unit="kr per invånare 0–20 år", decimals=0, published_month=8)


def value(number: str | None, status: str = "ok", kommuner: int | None = None) -> CountryValue:
    found = None if number is None else Decimal(number)
    return CountryValue("N33817", "x", 2024, found, status, kommuner)  # type: ignore[arg-type]


def beside(
    own: str | None, country: str | None = None, alike: str | None = None, status: str = "ok", figure=RATE
) -> Beside:
    return Beside(
        figure,
        "Timrå",
        2024,
        value(own, status),
        None if alike is None else value(alike),
        None,
        None if country is None else value(country),
    )


def test_what_chance_may_part_is_as_good_as_the_same() -> None:
    every = replace(beside("9.1", "7.7", "9.5"), near=Decimal("2.9"))
    assert words.title(every) == (
        "Timrå ligger ungefär som både riket och liknande kommuner 2024; skillnaderna kan vara slump"
    )
    near = replace(beside("9.1", "7.7", "9.5"), near=Decimal("0.48"))
    assert words.title(near) == "Timrå ligger högre än riket och ungefär som liknande kommuner 2024"
    others = [value(one) for one in ("9.7", "12", "8.7", "8.5")]
    assert words.place(near, others) == (
        "Av de 4 andra kommunerna i GFO har 2 högre siffra än Timrå och 2 lägre; mot 1 av dem kan skillnaden vara"
        " slump."
    )
    assert words.place(every, [value("8.7"), value("7.2")]) == (
        "Alla 2 andra kommuner i GFO har lägre siffra än Timrå; skillnaderna kan vara slump."
    )


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (("8.4", "6.7", "8.2"), ("9.1", "7.7", "9.5"), (
            "Timrå gått från 8,4 till 9,1, liknande kommuner från 8,2 till 9,5 och riket från 6,7 till 7,7"
        )),
        # What rounds to the same has not moved.
        (("9.11", "6.7", None), ("9.1", "7.7", "9.5"), "Timrå legat kvar på 9,1 och riket gått från 6,7 till 7,7"),
        (("8.4", None, None), ("9.1", "7.7", "9.5"), "Timrå gått från 8,4 till 9,1"),
        ((None, "6.7", "8.2"), ("9.1", "7.7", "9.5"), ""),
    ],
)  # fmt: skip
def test_the_course_is_told_from_the_first_year_to_the_newest(then, now, said: str) -> None:
    first = replace(beside(*then), year=2019)
    assert words.course(first, beside(*now)) == (f"Sedan 2019 har {said}." if said else "")
    assert words.course(beside(*now), beside(*now)) == ""


def test_a_mean_of_other_kommuner_than_then_is_no_course() -> None:
    first = replace(beside("8.4"), year=2019, alike=value("8.2", kommuner=6))
    now = replace(beside("9.1"), alike=value("9.5", kommuner=7))
    assert words.course(first, now) == "Sedan 2019 har Timrå gått från 8,4 till 9,1."


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        (("8.6", "12.1", "9.1"), "Högst var Timrå 2023: 12,1."),
        (("8.6", "6.0", "9.1"), "Lägst var Timrå 2023: 6,0."),
        # Not outside the ends, nor far outside them.
        (("8.6", "9.0", "9.1"), ""),
        (("8.6", "9.4", "9.1"), ""),
        (("8.6", None, "9.1"), ""),
        ((None, "12.1", "9.1"), ""),
    ],
)
def test_a_year_far_outside_the_ends_of_the_course_is_told(numbers, said: str) -> None:
    then, middle, now = numbers
    first, newest = replace(beside(then), year=2019), beside(now)
    own = {2019: first.own, 2023: replace(value(middle), year=2023), 2024: newest.own}
    assert words.between(first, newest, own) == said


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (
            ("10", "11", "9.14", "2"),
            "Av de 4 andra kommunerna i GFO har 2 högre siffra än Timrå, 1 samma och 1 lägre.",
        ),
        (("1", "2"), "Alla 2 andra kommuner i GFO har lägre siffra än Timrå."),
        (("1", None), ""),
        ((), ""),
    ],
)
def test_the_kommuns_place_is_told_where_every_one_is_shown(others, said: str) -> None:
    assert words.place(beside("9.1"), [value(one) for one in others]) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (beside("9.1", "7.7", "9.5"), "Timrå ligger högre än riket men lägre än liknande kommuner 2024"),
        (beside("9.9", "7.7", "9.5"), "Timrå ligger högre än både riket och liknande kommuner 2024"),
        (beside("2.0", "7.7", "9.5"), "Timrå ligger lägre än både riket och liknande kommuner 2024"),
        # What rounds to the same reads as the same.
        (
            beside("7.69", "7.66", "9.5"),
            "Timrå ligger lägre än liknande kommuner och på samma nivå som riket 2024",
        ),
        (beside("7.7", "7.7", "7.7"), "Timrå ligger på samma nivå som både riket och liknande kommuner 2024"),
        (beside("9.1", "7.7"), "Timrå ligger högre än riket 2024"),
        (beside("9.1"), "Timrå: 9,1 2024"),
        (beside(None, "7.7", status="withheld"), "Kolada visar inte siffran för Timrå 2024"),
    ],
)
def test_the_title_says_on_which_side_of_the_country_and_its_like_a_kommun_lies(
    told: Beside, said: str
) -> None:
    assert words.title(told) == said


def test_the_numbers_stand_in_one_sentence_with_their_marks() -> None:
    told = beside("5899.22", "3728.46", "4828.57", figure=COST)
    assert words.numbers(told).replace("\u00a0", " ") == (
        "2024: Timrå 5 899 kr, liknande kommuner 4 829 kr och riket 3 728 kr."
    )
    assert words.numbers(beside(None, "1.0", status="withheld")) == "2024: Timrå .. och riket 1,0."
    assert words.sentence(beside("9.07", "7.67")) == (
        "Barn i familjehem per 1 000 invånare 0–20 år 2024: Timrå 9,1 och riket 7,7."
    )


@pytest.mark.parametrize(
    ("above", "known", "said"),
    [
        (4, 6, "4 av 6 kommuner ligger högre än riket 2024"),
        (1, 6, "1 av 6 kommuner ligger högre än riket 2024"),
        (0, 6, "Ingen av 6 kommuner ligger högre än riket 2024"),
        (6, 6, "Alla 6 kommuner ligger högre än riket 2024"),
        # Of one Kolada shows nothing: five are not all.
        (5, 5, "Alla 5 kommuner med siffra i Kolada ligger högre än riket 2024"),
    ],
)
def test_with_no_kommun_chosen_those_above_the_country_are_counted(above: int, known: int, said: str) -> None:
    assert words.of_kommuner(above, known, 6, 2024) == said


def test_a_mean_without_all_its_kommuner_is_nowhere_called_their_mean() -> None:
    told = beside("9.1", "7.7", "9.5")
    assert told.alike is not None
    partial = replace(told, alike=replace(told.alike, kommuner=6, members=7))
    assert words.title(partial) == "Timrå ligger högre än riket men lägre än liknande kommuner (6 av 7) 2024"
    assert "liknande kommuner (6 av 7) 9,5" in words.numbers(partial)
    assert words.left_out("länet", {2023: [], 2024: ["Ånge"], 2022: ["Ånge"], 2021: ["Timrå", "Ånge"]}) == (
        "Kolada visar inte alla siffror: medelvärdet för länet är utan Timrå och Ånge (2021); Ånge (2022 och 2024)."
    )
    assert words.left_out("länet", {2024: []}) == ""


@pytest.mark.parametrize(
    ("newest", "said"), [(["Ånge"], "2025 utan Ånge."), ([], "2025 är alla med.")], ids=["one", "none"]
)
def test_who_is_left_out_in_many_years_is_told_together(newest: list[str], said: str) -> None:
    absent = {2021: ["Timrå", "Ånge"], 2022: ["Timrå"], 2023: ["Ånge", "Kramfors"], 2024: ["Kramfors"]}
    assert words.left_out("länet", absent | {2025: newest}) == (
        "Kolada visar inte alla siffror: medelvärdet för länet är olika år utan någon eller några av Timrå, Ånge och "
        f"Kramfors; {said}"
    )


def mean(kommuner: int) -> CountryValue:
    return CountryValue("N33817", "0022", 2024, Decimal(8), "ok", kommuner, 7)


def test_where_figures_come_from_tells_ours_from_koladas() -> None:
    said = words.where_from(
        RATE, [("länet", [mean(5), mean(7)]), ("liknande kommuner", [mean(7)])], "Gnesta, Mora", [2023, 2024]
    )
    assert said == (
        "Medelvärdena för länet (5–7 av 7 kommuner) och liknande kommuner (7 kommuner) har GFO Insikt räknat; de är "
        "inte Koladas. Övriga siffror är Koladas (RKA), hämtade 2026-09-25. Ett års siffror publiceras i september "
        "året efter; nyast i den här versionen är 2024. "
        "Liknande kommuner är RKA:s grupp för individ- och familjeomsorg 2024: Gnesta, Mora. "
        "Medelvärden för en grupp eller ett län är ovägda: varje kommun räknas lika, stor som liten."
    )
    assert words.where_from(RATE, [], "", [2024]).startswith("Siffrorna är Koladas (RKA), hämtade")
    made_up = words.where_from(RATE, [], "", [2024], sample=True)
    assert made_up.startswith("Siffrorna är Koladas (RKA). Även de här raderna är påhittade. Ett års")


def test_the_noise_in_the_population_is_told_from_2025() -> None:
    assert "Från 2025 lägger SCB in små slumpmässiga ändringar" in words.where_from(
        RATE, [], "", [2024, 2025]
    )
    assert "SCB" not in words.where_from(replace(RATE, unit="%"), [], "", [2025])


def test_min_kommun_has_the_chosen_kommun_beside_the_country(open_page: OpenPage) -> None:
    app = open_page("kommun", {"kommun": "timra", "jamfor": "N33817"})
    assert not app.exception
    said = text_of(app)
    # Timrå is the second of the six: 2 + 4.
    assert (
        "Timrå ligger ungefär som både riket och liknande kommuner 2025; skillnaderna kan vara slump" in said
    )
    assert "2025: Timrå 6,0, liknande kommuner 6,5, länet 8,0 och riket 5,0." in said
    assert "Sedan 2" in said.split("och riket 5,0.", 1)[1].split("</p>", 1)[0]
    assert "Medelvärdet för länet (7 kommuner) har GFO Insikt räknat" in said
    assert "<td>Kolada</td>" in said
    assert "<td>egen beräkning</td>" in said


def test_another_figure_is_chosen_by_the_address(open_page: OpenPage) -> None:
    said = text_of(open_page("kommun", {"kommun": "timra", "jamfor": "N33022"})).replace("\u00a0", " ")
    assert "2025: Timrå 2 000 kr, liknande kommuner 2 600 kr, länet 3 200 kr och riket 2 000 kr." in said
    assert "Timrå ligger lägre än liknande kommuner och på samma nivå som riket 2025" in said


def test_for_gfo_the_kommuner_above_the_country_are_counted(open_page: OpenPage) -> None:
    # 5, 6, 7, 8, 9 and 10 beside 5.
    assert "5 av 6 kommuner ligger högre än riket 2025" in text_of(open_page("kommun", {"jamfor": "N33817"}))


def test_a_kpi_with_a_twin_shows_both_figures_and_why_they_differ(
    open_page: OpenPage, sample_home: DataHome
) -> None:
    said = text_of(open_page("nyckeltal", {"kommun": "timra", "visa": "foster_children"}))
    ours = figures_of(sample_home).value("foster_children", "2262", "2025")
    assert ours.value is not None
    assert f"Timrå 2025: {ours.value:.0f} i GFO Insikt, 42 i Kolada" in said
    assert "barn utan fullständigt personnummer" in said
    assert (
        "Timrå ligger ungefär som både riket och liknande kommuner 2025; skillnaderna kan vara slump" in said
    )


def test_for_gfo_a_twin_is_a_table_of_the_kommuner(open_page: OpenPage) -> None:
    said = text_of(open_page("nyckeltal", {"visa": "foster_children"}))
    assert "GFO Insikt och Kolada 2025" in said
    assert "Varför de kan skilja sig" in said


def test_a_kpi_without_a_twin_has_no_such_section(open_page: OpenPage) -> None:
    assert "Jämför</h2>" not in text_of(open_page("nyckeltal", {"visa": "referrals_received"}))


def _changed(folder: Path, *statements: str) -> DataHome:
    home = DataHome(folder)
    with duckdb.connect(str(write_published(home))) as con:
        for statement in statements:
            con.execute(statement)
    return home


def test_a_figure_that_kolada_withholds_is_marked_and_said(open_page: OpenPage, tmp_path: Path) -> None:
    home = _changed(
        tmp_path,
        "update comparison set value = null, status = 'withheld' where area = '2262' and year = 2025",
    )
    said = text_of(open_page("kommun", {"kommun": "timra", "jamfor": "N33817"}, home))
    assert "Kolada visar inte siffran för Timrå 2025" in said
    assert "2025: Timrå .., liknande kommuner 6,5" in said
    assert words.WITHHELD in said
    twin = text_of(open_page("nyckeltal", {"kommun": "timra", "visa": "foster_children"}, home))
    assert "i GFO Insikt, .. i Kolada" in twin


def test_a_year_that_kolada_has_no_figure_for_is_not_the_newest(open_page: OpenPage, tmp_path: Path) -> None:
    home = _changed(
        tmp_path,
        "update comparison set value = null, status = 'missing' where area = '2262' and year = 2025",
    )
    said = text_of(open_page("kommun", {"kommun": "timra", "jamfor": "N33817"}, home))
    assert "2024: Timrå 6,0, liknande kommuner 6,5, länet 8,0 och riket 5,0." in said
    twin = text_of(open_page("nyckeltal", {"kommun": "timra", "visa": "foster_children"}, home))
    assert "i GFO Insikt, 42 i Kolada" in twin
    assert "Timrå 2025" not in twin


@pytest.mark.parametrize(
    "statements",
    [
        ("delete from comparison",),
        ("drop table comparison", "drop table comparison_kpi", "drop table comparison_area"),
    ],
    ids=["never fetched", "published before there was any"],
)
def test_without_koladas_figures_our_own_are_compared_alone(
    open_page: OpenPage, tmp_path: Path, statements: tuple[str, ...]
) -> None:
    home = _changed(tmp_path, *statements)
    app = open_page("nyckeltal", {"visa": "foster_children"}, home)
    assert not app.exception
    assert "Jämför</h2>" not in text_of(app)
    own = text_of(open_page("kommun", {"kommun": "timra"}, home))
    assert "Kommunen bredvid de andra i GFO.</p>" in own
    assert "Kolada" not in own.split("Jämför</h2>", 1)[1]


def test_what_is_left_out_since_it_is_protected_is_counted_and_named() -> None:
    why = "siffran i GFO Insikt är skyddad, för den skulle kunna peka ut ett barn eller ett hem."
    assert words.protected([]) == ""
    assert words.protected(["Timrå"]) == f"Timrå är inte med: {why}"
    assert words.protected(["Timrå", "Ånge"]) == f"2 kommuner är inte med (Timrå och Ånge): {why}"
    assert words.protected(["2023", "2024"], years=True) == f"2 år är inte med (2023 och 2024): {why}"


@pytest.mark.parametrize(("kommun", "who"), [("gfo", "Timrå"), ("timra", "2025")])
def test_koladas_figure_does_not_stand_beside_one_of_ours_that_is_protected(
    open_page: OpenPage, tmp_path: Path, kommun: str, who: str
) -> None:
    hidden = "value = null, numerator = null, denominator = null, n = null, status = 'hidden', reason = ''"
    home = _changed(
        tmp_path,
        f"update kpi_value set {hidden} where kpi = 'foster_children' and area = '2262' and period = '2025'",
    )
    said = text_of(open_page("nyckeltal", {"visa": "foster_children", "kommun": kommun}, home))
    section = said.split('id="jamfor"', 1)[1].split(
        "GFO Insikt och Kolada" if kommun == "gfo" else "Streckat", 1
    )[1]
    assert f"{who} är inte med: siffran i GFO Insikt är skyddad" in section
    assert words.WITHHELD not in said
    table = section.split("<table", 1)[1].split("</table>", 1)[0]
    assert "Ånge" in table if kommun == "gfo" else "2024" in table
    assert who not in table
