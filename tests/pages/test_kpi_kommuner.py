"""The kommuner beside each other on a KPI's page: counts, rates, what is hidden among them, and the table below."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.blocks.places import EVERY_PERIOD
from dashboard.words import formats, per_thousand
from dashboard.words.absence import HIDDEN_CELL, PALE, STRIPED, signs
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, opened, opened_kpi, text_of
from tests.pages.fixtures.published_file import Odd, expected, write_published
from tests.pages.fixtures.records import plain, value_of


def _tiles(said: str) -> dict[str, str]:
    """The kommuner beside each other, by their names."""
    tiles = said.split('class="multiples areas">', 1)[1].split("</ul>", 1)[0].split("<li")[1:]
    return {re.sub("<[^>]+>", "", tile.split('class="name">')[1].split("</div>")[0]): tile for tile in tiles}


def test_the_kommuner_stand_beside_each_other_with_the_chosen_one_told_apart(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "children_in_care"})
    tiles = _tiles(said)
    assert list(tiles) == ["Härnösand", "Kramfors", "Sollefteå", "Timrå", "Ånge", "Örnsköldsvik"]
    assert [name for name, tile in tiles.items() if tile.startswith(" class=own")] == ["Timrå"]
    # One scale: the largest figure of all of them alone fills its frame.
    assert [name for name, tile in tiles.items() if "height:100%" in tile] == ["Örnsköldsvik"]
    none = _tiles(opened_kpi(open_page, {"visa": "children_in_care", "kommun": "gfo"}))
    assert not any(tile.startswith(" class=own") for tile in none.values())


def test_counts_are_told_per_1000_children_when_the_reader_asks(open_page: OpenPage) -> None:
    app = open_page("nyckeltal", {"kommun": "timra", "period": "2026T2", "visa": "children_in_care"})
    app.toggle(key="choice-per1000").set_value(True).run()
    assert app.query_params["per1000"] == "1"
    said = plain(text_of(app))
    count, children = (
        expected(kpi, "2262", Period.parse("2026T2")) for kpi in ("children_in_care", "children_0_20")
    )
    rate = formats.number(1000 * count / children, 1)
    assert f'<div class="value">{rate}</div>' in _tiles(said)["Timrå"]
    assert (
        f"Timrå: {rate} unika barn per 1 000 barn 0–20 år den 31 augusti 2026; övriga kommuner från " in said
    )
    # The sentence at the top stays the count.
    assert f"Timrå: {formats.number(count)} barn i vård den 31 augusti 2026." in said


@pytest.mark.parametrize(
    ("kpi", "offered"),
    [
        ("children_in_care", True),
        ("referrals_received", True),
        ("placements_started", True),
        ("placement_cost", True),
        ("match_rate", False),
        ("days_to_match", False),
        ("children_0_20", False),
        ("care_days", False),
        ("bank_homes", False),
        ("gfo_outcome", False),
    ],
)
def test_a_rate_is_offered_where_it_means_something(open_page: OpenPage, kpi: str, offered: bool) -> None:
    app = open_page("nyckeltal", {"kommun": "gfo", "period": "2026T2", "visa": kpi, "per1000": "1"})
    assert ([toggle.key for toggle in app.toggle] == ["choice-per1000"]) == offered
    assert (f"{per_thousand.WORDS}, de nyaste överst" in text_of(app)) == offered


def test_a_rate_by_hand_and_none_of_what_is_hidden_or_missing() -> None:
    assert per_thousand.rate(value_of("43"), value_of("4177")).value == pytest.approx(
        Decimal("10.2945"), abs=Decimal("0.0001")
    )
    assert per_thousand.rate(value_of("0"), value_of("4177")).value == 0
    for count, children, status in (
        (value_of(None, "hidden"), value_of("4177"), "hidden"),
        (value_of("43"), value_of(None, "missing", "uppgift_saknas", "children_0_20"), "missing"),
        (value_of(None, "missing", "ej_med"), value_of("4177"), "missing"),
        (value_of("43"), value_of("0"), "missing"),
    ):
        found = per_thousand.rate(count, children)
        assert (found.status, found.value, found.shown, found.kpi) == (status, None, False, "k")


def test_hidden_and_missing_figures_are_marks_among_the_kommuner_and_in_the_table(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(
        home,
        odd=Odd(
            hidden=frozenset({("replacements", "2260", "2026T2")}),
            missing={
                ("replacements", "2262", "2026T2"): "ej_levererat",
                ("children_0_20", "2284", "2026T2"): "uppgift_saknas",
            },
        ),
    )
    said = opened_kpi(open_page, {"visa": "replacements", "per1000": "1"}, home)
    tiles = _tiles(said)
    assert '<div class="value">..</div>' in tiles["Ånge"]
    assert '<div class="value">–</div>' in tiles["Timrå"]
    assert '<div class="value">–</div>' in tiles["Örnsköldsvik"]
    assert 'class="missing" style="height:0%" title="T2 2026: –"' in tiles["Timrå"]
    assert f"{STRIPED} {PALE}</p>" in said
    assert "Uppgift saknas: Timrå har inte levererat T2 2026." in said
    assert "Timrå och Ånge visas inte, så kommunerna går inte att lägga ihop till GFO:s siffra." in said
    row = said.split('<tr class="chosen"><th scope="row">T2 2026</th>')[-1].split("</tr>", 1)[0]
    assert [cell for cell in re.findall(r'<td class="n">(.*?)</td>', row) if cell in ("..", "–")] == [
        "–",
        "..",
        "–",
    ]


def test_nothing_has_no_bar_and_what_is_missing_a_ground_of_its_own(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update kpi_value set value = 0 where kpi = 'replacements' and area = '2262'")
    said = opened_kpi(open_page, {"visa": "replacements"}, home)
    assert '<i class="now" style="height:0%" title="T2 2026: 0">' in _tiles(said)["Timrå"]
    assert PALE not in said


@pytest.mark.parametrize("every", [True, False])
def test_kommuner_that_the_file_has_no_figure_of_are_no_difference(
    open_page: OpenPage, tmp_path: Path, every: bool
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update kpi_value set value = value + 3 where kpi = 'bank_homes' and area = 'GFO'")
        if not every:
            con.execute("delete from kpi_value where kpi = 'bank_homes' and area not in ('GFO', '2262')")
    said = opened_kpi(open_page, {"visa": "bank_homes", "kommun": "timra"}, home)
    assert ("Kommunerna har tillsammans" in said) == every


def test_gfos_figure_of_those_that_have_delivered(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    path = write_published(
        home, odd=Odd(missing={("placement_cost", "GFO", "2026T2"): "ej_levererat:2262,2280"})
    )
    with duckdb.connect(str(path)) as con:
        con.execute(
            "create table partial_gfo as select 'placement_cost' as kpi, '' as cut, '2026T2' as period,"
            " '2262,2280' as without, 4 as kommuner, 6 as owners, 12000000::decimal(18,6) as value,"
            " null as numerator, null as denominator, 11000000::decimal(18,6) as compared_value"
        )
    told = (
        "GFO:s siffra väntar på Timrå och Härnösand. De 4 kommuner som har levererat har tillsammans 12,00 mnkr"
        " (T2 2025: 11,00 mnkr)."
    )
    for kommun in ("gfo", "timra"):
        assert opened_kpi(open_page, {"visa": "placement_cost", "kommun": kommun}, home).count(told) == 1


def test_of_very_many_kommuner_those_nearest_in_size_are_shown(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "insert into area select (1000 + i)::varchar, 'Kommun ' || i, '', true, null from range(20) as t (i)"
        )
        con.execute(
            "insert into kpi_value select k, '', (1000 + i)::varchar, p.period, case k when 'children_0_20' then"
            " 100000 + 1000 * i else i end, null, null, null, 'ok', null, false from range(20) as t (i),"
            " (values ('children_0_20'), ('referrals_received')) as u (k), period as p"
        )
    query = {"visa": "referrals_received", "kommun": "kommun-19"}
    said = opened_kpi(open_page, query, home)
    assert list(_tiles(said)) == [f"Kommun {n}" for n in range(14, 20)]
    assert "Bara Kommun 19 och de 5 kommuner som är närmast i antal barn visas." in said
    said = opened_kpi(open_page, query | {"kommun": "gfo"}, home)
    assert list(_tiles(said)) == [f"Kommun {n}" for n in range(14, 20)]
    assert "Bara de 6 kommuner som har flest barn visas." in said


def test_the_kommuners_figures_stand_once_below_their_small_multiples(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "referrals_received"})
    assert 'Siffrorna står i tabellen <a href="#alla-perioder">Alla tertial</a>.' in said
    assert said.count('id="alla-perioder"') == 1


@pytest.mark.parametrize(("kommun", "first"), [("timra", ["Timrå", "GFO"]), ("gfo", ["GFO"])])
def test_the_chosen_area_and_gfo_are_the_first_columns_of_every_period(
    open_page: OpenPage, kommun: str, first: list[str]
) -> None:
    said = opened_kpi(open_page, {"visa": "referrals_received", "kommun": kommun})
    table = said.split('id="alla-perioder"', 1)[1].split("</thead>", 1)[0]
    heads = re.findall('<th scope="col"[^>]*>(.*?)</th>', table)
    assert heads[: 1 + len(first)] == ["Period", *first]
    assert len(set(heads)) == len(heads) == 8


def test_a_median_of_few_cases_says_of_how_many_in_the_tables_and_under_the_kommuner(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update kpi_value set value = 60, n = 12 where kpi = 'days_to_match' and cut = ''")
        con.execute(
            "update kpi_value set value = 77, n = 1 where kpi = 'days_to_match' and area = '2262' and cut = ''"
            " and period in ('2026T2', '2026T1')"
        )
    said = plain(
        text_of(
            open_page("nyckeltal", {"kommun": "timra", "period": "2026T2", "visa": "days_to_match"}, home)
        )
    )
    every = said.split("<caption>Dagar till matchning, per tertial", 1)[1].split("</table>", 1)[0]
    assert every.count(">77 (1 fall)</td>") == 2
    assert ">60</td>" in every
    trend = said.split("<table", 1)[1].split("</table>", 1)[0]
    assert trend.count(">77 (1 fall)</td>") == 2
    assert (
        "Antal fall: Härnösand 12, Kramfors 12, Sollefteå 12, Timrå 1, Ånge 12 och Örnsköldsvik 12." in said
    )


def test_a_median_of_enough_cases_and_a_count_say_nothing_of_how_many(open_page: OpenPage) -> None:
    for kpi in ("referrals_received", "children_in_care"):
        said = opened_kpi(open_page, {"visa": kpi})
        assert "Antal fall" not in said
        assert "fall)</td>" not in said


_NO_BLOCK = "delete from kpi_value where area = 'GFO' and period = '2023-2025'"
_FEW = "update kpi_value set n = 4 where kpi = 'days_to_match' and area = '2262' and period = '2024'"


@pytest.mark.parametrize(
    ("statements", "beside"),
    [
        ((), "Timrå: 30 dagar 2023, 31 dagar 2024 och 1 dag 2025; GFO: 42 dagar 2023–2025."),
        ((_NO_BLOCK,),
         "Timrå: 30 dagar 2023, 31 dagar 2024 och 1 dag 2025; GFO: 40 dagar, 41 dagar och 45 dagar."),
        ((_FEW,), "GFO: 42 dagar 2023–2025."),
        ((_NO_BLOCK, _FEW), "GFO: 40 dagar 2023, 41 dagar 2024 och 45 dagar 2025."),
    ],
)  # fmt: skip
def test_beside_a_kommuns_three_years_stand_its_own_years_and_gfos(
    open_page: OpenPage, tmp_path: Path, statements: tuple[str, ...], beside: str
) -> None:
    home = DataHome(tmp_path)
    set_to = "update kpi_value set value = {} where kpi = 'days_to_match' and area = '{}' and period = '{}'"
    gfo = {"2023-2025": 42, "2023": 40, "2024": 41, "2025": 45}
    own = {"2023": 30, "2024": 31, "2025": 1}
    days = [(value, area, one) for area, of in (("GFO", gfo), ("2262", own)) for one, value in of.items()]
    with duckdb.connect(str(write_published(home))) as con:
        for statement in (*(set_to.format(*one) for one in days), *statements):
            con.execute(statement)
    asked = {"kommun": "timra", "visa": "days_to_match"}
    three = plain(text_of(open_page("nyckeltal", asked | {"period": "2023-2025"}, home)))
    assert f'<p class="sub">{beside}</p>' in three
    # Of one year GFO's own stands in the table beside it, and GFO beside nothing.
    one = plain(text_of(open_page("nyckeltal", asked | {"period": "2025"}, home)))
    assert not re.search(r'<p class="sub">[^<]*GFO: ', one)
    whole = plain(text_of(open_page("nyckeltal", asked | {"period": "2023-2025", "kommun": "gfo"}, home)))
    assert not re.search(r'<p class="sub">[^<]*GFO: ', whole)


def test_a_years_kronor_beside_three_years_say_no_more_than_kronor(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(home)
    asked = {"kommun": "timra", "visa": "cost_per_care_day", "period": "2023-2025"}
    said = plain(text_of(open_page("nyckeltal", asked, home)))
    assert re.search(
        r'<p class="sub">Timrå: \d \d{3} kr 2023, \d \d{3} kr 2024 och \d \d{3} kr 2025; GFO: ', said
    )


@pytest.mark.parametrize(
    ("absent", "hidden", "said"),
    [
        ({}, False, ""),
        ({}, True, HIDDEN_CELL),
        ({"inga fall": "Ånge T1 2026"}, False, "– = inga fall."),
        (
            {"inga fall": "", "inte med i GFO": "Timrå T1 2022–T2 2022"},
            True,
            f"– = inga fall eller inte med i GFO (Timrå T1 2022–T2 2022). {HIDDEN_CELL}",
        ),
    ],
)
def test_each_sign_of_a_table_is_explained_once(absent: dict[str, str], hidden: bool, said: str) -> None:
    assert signs(absent, hidden=hidden) == said


@pytest.mark.parametrize(
    ("audience", "query", "told"),
    [
        (
            "kommun-2262",
            {"visa": "referrals_received", "kommun": "timra"},
            "– = inte med i GFO (Timrå T1 2019–T2 2022) eller visas när styrgruppen har haft möte (GFO T2 2026).",
        ),
        (
            "styrgrupp",
            {"visa": "match_rate", "kommun": "timra"},
            "– = inte med i GFO (Timrå T1 2019–T2 2022) eller inga fall.",
        ),
        (
            "kommun-2262",
            {"visa": "replacements", "kommun": "gfo"},
            f"– = visas när styrgruppen har haft möte. {HIDDEN_CELL}",
        ),
    ],
)
def test_under_every_period_stands_what_its_signs_mean_and_where_each_is_meant(
    open_page: OpenPage, demo: Demo, audience: str, query: dict[str, str], told: str
) -> None:
    said = opened(open_page, demo, "nyckeltal", audience, **query)
    below = said.rsplit("per tertial</caption>", 1)[1].split("</table>", 1)[1]
    assert f'<p class="sub">{told}</p>' in below.split('<p class="files">', 1)[0]


def test_a_table_without_signs_explains_none(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "nyckeltal", "styrgrupp", visa="children_in_care", kommun="gfo")
    assert "– =" not in said


def test_the_chart_over_time_has_its_figures_in_the_table_of_every_period_alone(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "days_to_match"})
    chart, rest = said.split('<p class="source">', 1)[1].split("<h2", 1)
    assert (
        f'<p class="sub">Siffrorna står i tabellen <a href="#{EVERY_PERIOD}">Alla tertial</a>.</p>' in chart
    )
    assert "Visa som tabell" not in chart
    periods = re.findall(r'<th scope="row">(T\d \d{4})', rest.split(">Alla tertial</h2>", 1)[1])
    # The newest first.
    assert periods == sorted(periods, key=lambda period: (period[3:], period[:2]), reverse=True)
    assert len(periods) > 20
