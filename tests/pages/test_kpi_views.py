"""The list of every KPI, and each one's own view: its figure, its kommuner, its parts, its periods, its definition."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.words import formats, per_thousand
from dashboard.words.absence import NO_BAR, STRIPED, THIN_LINE
from dashboard.words.cuts import DIMENSIONS
from dashboard.words.topics import HEADLINE_TOPICS, TOPICS, by_topic
from pipelines.home import DataHome
from pipelines.periods import Period
from pipelines.reference import SQL_ROOT
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, cards_of, opened, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, Odd, expected, write_published
from tests.pages.fixtures.records import plain, value_of


def _opened(open_page: OpenPage, query: dict[str, str], home: DataHome | None = None) -> str:
    app = open_page("nyckeltal", {"kommun": "timra", "period": "2026T2", **query}, home)
    said = text_of(app)
    assert not app.exception
    assert "Sidan kunde inte visas" not in said
    return plain(said)


def _row(said: str, kpi: str) -> str:
    """A KPI's row of the list."""
    return said.split(f'visa={kpi}">', 1)[1].split("</tr>", 1)[0]


def _tiles(said: str) -> dict[str, str]:
    """The kommuner beside each other, by their names."""
    tiles = said.split('class="multiples areas">', 1)[1].split("</ul>", 1)[0].split("<li")[1:]
    return {re.sub("<[^>]+>", "", tile.split('class="name">')[1].split("</div>")[0]): tile for tile in tiles}


# The list.


def test_every_kpi_has_one_topic() -> None:
    files = sorted(path.stem for path in (SQL_ROOT / "kpi").glob("*.sql"))
    assert sorted(kpi for _title, kpis in TOPICS for kpi in kpis) == files
    topics = dict(TOPICS)
    assert all(topics[title][: len(kpis)] == kpis for title, kpis in HEADLINE_TOPICS)


def test_a_kpi_without_a_topic_is_told_last() -> None:
    assert by_topic(["new_one", "breakdowns", "matches"]) == (
        ("Remisser", ("matches",)),
        ("Kvalitet", ("breakdowns",)),
        ("Övrigt", ("new_one",)),
    )


def test_every_dimension_of_a_kpi_has_a_word() -> None:
    assert {cut for definition in DEFINITIONS.values() for cut in definition.cuts} == DIMENSIONS.keys()


def test_the_list_has_every_kpi_as_a_door_with_its_figure_and_what_it_is_set_beside(
    open_page: OpenPage,
) -> None:
    said = _opened(open_page, {})
    doors = re.findall(
        r'<a class="door" href="nyckeltal\?kommun=timra&amp;period=2026T2&amp;visa=(\w+)">', said
    )
    assert sorted(doors) == sorted(DEFINITIONS)
    now, before = (
        formats.number(expected("referrals_received", "2262", Period.parse(period)))
        for period in ("2026T2", "2025T2")
    )
    row = _row(said, "referrals_received")
    assert f'<td class="n"><b>{now}</b></td><td class="n before">{before}</td>' in row
    assert 'class="line"' in row
    assert [title for title, _kpis in TOPICS] == re.findall(r'colspan="\d"><span>(.*?)</span>', said)


def test_the_list_marks_what_is_judged_unusual_and_what_can_change(open_page: OpenPage) -> None:
    said = _opened(open_page, {})
    assert '<td class="mark">▲ fler</td>' in _row(said, "homes_approved")
    assert '<td class="mark"></td>' in _row(said, "referrals_received")
    assert '<b class="preliminary">' in _row(said, "enquiry_conversion")
    # Months are not judged.
    assert "▲" not in _opened(open_page, {"period": "2026-08"})


def test_the_list_says_why_a_figure_is_not_there(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    cell = ("children_in_care", "2262", "2026T2")
    hidden = frozenset({("replacements", "2262", "2026T2")})
    write_published(home, odd=Odd(hidden=hidden, missing={cell: "inga_fall"}))
    said = _opened(open_page, {}, home)
    assert "<b>..</b>" in _row(said, "replacements")
    assert "skyddad" in _row(said, "replacements")
    assert "<b>–</b>" in _row(said, "children_in_care")
    assert "inga fall" in _row(said, "children_in_care")
    assert "bara för hela GFO" in _row(said, "gfo_budget")
    assert "bara för hela GFO" not in _opened(open_page, {"kommun": "gfo"}, home)


# A KPI's own view.


def test_how_many_referrals_timra_made_in_2022_is_found_by_its_address(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "referrals_received", "period": "2022"})
    figure = formats.number(expected("referrals_received", "2262", Period.whole_year(2022)))
    assert '<h2 class="kpi">Inkomna remisser</h2>' in said
    assert f"Timrå: {figure} remisser under 2022. Ingen jämförelse: 2021 – inte med i GFO." in said
    row = said.split('<tr class="chosen"><th scope="row">2022</th>')[-1].split("</tr>", 1)[0]
    cells = re.findall(r'<td class="n">(.*?)</td>', row)
    areas = ("2262", "GFO", "2280", "2282", "2283", "2260", "2284")
    assert cells == [
        formats.number(expected("referrals_received", area, Period.whole_year(2022))) for area in areas
    ]
    assert "Visa ett räknat exempel" in said
    assert 'href="nyckeltal?kommun=timra&amp;period=2022">← Alla nyckeltal</a>' in said


def test_the_kommuner_stand_beside_each_other_with_the_chosen_one_told_apart(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "children_in_care"})
    tiles = _tiles(said)
    assert list(tiles) == ["Härnösand", "Kramfors", "Sollefteå", "Timrå", "Ånge", "Örnsköldsvik"]
    assert [name for name, tile in tiles.items() if tile.startswith(" class=own")] == ["Timrå"]
    # One scale: the largest figure of all of them alone fills its frame.
    assert [name for name, tile in tiles.items() if "height:100%" in tile] == ["Örnsköldsvik"]
    none = _tiles(_opened(open_page, {"visa": "children_in_care", "kommun": "gfo"}))
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
    assert f"Timrå: {formats.number(count)} unika barn den 31 augusti 2026." in said


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
    said = _opened(open_page, {"visa": "replacements", "per1000": "1"}, home)
    tiles = _tiles(said)
    assert '<div class="value">..</div>' in tiles["Ånge"]
    assert '<div class="value">–</div>' in tiles["Timrå"]
    assert '<div class="value">–</div>' in tiles["Örnsköldsvik"]
    assert 'class="missing" style="height:0%" title="T2 2026: –"' in tiles["Timrå"]
    assert f"{STRIPED} {NO_BAR}</p>" in said
    assert "Uppgift saknas: Timrå har inte levererat T2 2026." in said
    assert "Timrå och Ånge visas inte, så kommunerna går inte att lägga ihop till GFO:s siffra." in said
    row = said.split('<tr class="chosen"><th scope="row">T2 2026</th>')[-1].split("</tr>", 1)[0]
    assert [cell for cell in re.findall(r'<td class="n">(.*?)</td>', row) if cell in ("..", "–")] == [
        "–",
        "..",
        "–",
    ]


def test_nothing_is_a_line_among_bars_and_is_told(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update kpi_value set value = 0 where kpi = 'replacements' and area = '2262'")
    said = _opened(open_page, {"visa": "replacements"}, home)
    tiles = _tiles(said)
    assert '<i class="now zero" style="height:0%" title="T2 2026: 0">' in tiles["Timrå"]
    assert "zero" not in tiles["Ånge"]
    assert f"{THIN_LINE.replace(chr(160), chr(32))}</p>" in said
    assert NO_BAR not in said


@pytest.mark.parametrize("every", [True, False])
def test_kommuner_that_the_file_has_no_figure_of_are_no_difference(
    open_page: OpenPage, tmp_path: Path, every: bool
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update kpi_value set value = value + 3 where kpi = 'bank_homes' and area = 'GFO'")
        if not every:
            con.execute("delete from kpi_value where kpi = 'bank_homes' and area not in ('GFO', '2262')")
    said = _opened(open_page, {"visa": "bank_homes", "kommun": "timra"}, home)
    assert ("Kommunerna har tillsammans" in said) == every


def test_the_reader_chooses_what_to_cut_by(open_page: OpenPage) -> None:
    query = {"kommun": "timra", "period": "2026T2", "visa": "bank_homes"}
    app = open_page("nyckeltal", query)
    assert "Familjehem i banken efter typ av hem" in text_of(app)
    with_cuts = open_page("nyckeltal", query | {"visa": "training_participants"})
    assert not any(box.key == "choice-del" for box in with_cuts.selectbox)
    assert "Deltagare i utbildning och träffar efter typ av utbildning" in text_of(with_cuts)


def test_an_unknown_kpi_is_told_calmly_with_the_way_back(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "<b>finns-inte"})
    assert "Nyckeltalet finns inte" in said
    assert "Det finns inget nyckeltal som heter ”&lt;b&gt;finns-inte” i den här versionen." in said
    assert ">← Alla nyckeltal</a>" in said
    assert "Så räknas siffran" not in said


def test_a_kpi_of_gfo_alone_leaves_the_kommuner_out(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "gfo_outcome"})
    assert "Nyckeltalet finns bara för hela GFO, inte för Timrå." in said
    assert 'class="multiples areas"' not in said
    assert '<thead><tr><th scope="col">Period</th><th scope="col" class="n">GFO</th></tr></thead>' in said


def test_a_target_is_told_with_how_far_it_is(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "bank_homes_available", "kommun": "gfo"})
    gap = 30 - formats.rounded(expected("bank_homes_available", "GFO", Period.parse("2026T2")), 0)
    far = "● nått" if gap <= 0 else f"○ inte nått, {formats.number(gap)} hem kvar"
    assert f"Mål: 30 hem. {far}." in said


def test_a_judged_figure_says_so(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "homes_approved"})
    assert "▲</span> Högre än normalt för Timrå: 9, mot normalt 0–2.</p>" in said
    # Once: the chart under it does not say it again.
    assert said.count("Högre än normalt för Timrå") == 1


def test_a_figure_that_is_awaited_has_the_last_one_known_with_its_period_beside_it(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    missing = {
        ("placement_cost", "GFO", "2026T2"): "ej_levererat:2262",
        ("placement_cost", "GFO", "2026T1"): "ej_levererat:2262",
        ("children_in_care", "GFO", "2026T2"): "inga_fall",
    }
    write_published(home, odd=Odd(missing=missing))
    last = plain(formats.card_figure(expected("placement_cost", "GFO", Period.parse("2025T3")), "ok", "kr"))
    row = _row(_opened(open_page, {"kommun": "gfo"}, home), "placement_cost")
    assert "väntar på Timrå" in row
    assert f"senast kända: {last} (T3 2025)" in row
    assert "senast kända" not in _row(_opened(open_page, {"kommun": "gfo"}, home), "children_in_care")
    assert "senast kända" not in _row(_opened(open_page, {"kommun": "timra"}, home), "placement_cost")
    said = _opened(open_page, {"visa": "placement_cost", "kommun": "gfo"}, home)
    assert (
        f"Uppgift saknas: Timrå har inte levererat T2 2026. Senast kända: {last} (T3 2025)."
        in said.split('class="lead">', 1)[1]
    )


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
        assert _opened(open_page, {"visa": "placement_cost", "kommun": kommun}, home).count(told) == 1


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
    said = _opened(open_page, query, home)
    assert list(_tiles(said)) == [f"Kommun {n}" for n in range(14, 20)]
    assert "Bara Kommun 19 och de 5 kommuner som är närmast i antal barn visas." in said
    said = _opened(open_page, query | {"kommun": "gfo"}, home)
    assert list(_tiles(said)) == [f"Kommun {n}" for n in range(14, 20)]
    assert "Bara de 6 kommuner som har flest barn visas." in said


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2026T2", "2025", "2026-08"])
def test_every_kpi_has_a_view(open_page: OpenPage, period: str) -> None:
    for kpi, definition in DEFINITIONS.items():
        said = _opened(open_page, {"visa": kpi, "period": period})
        assert f'<h2 class="kpi">{definition.name}</h2>' in said, kpi
        assert "Så räknas siffran" in said, kpi


def test_cards_and_small_multiples_are_doors(open_page: OpenPage) -> None:
    query = {"kommun": "timra", "period": "2026T1"}
    said = text_of(open_page("remisser", query))
    door = '<a class="door" href="nyckeltal?kommun=timra&amp;period=2026T1&amp;visa='
    assert f'{door}referrals_received">' in cards_of(said)["Inkomna remisser"]
    assert f'<li><div class="name">{door}matches">Matchningar</a></div>' in said


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("uppgift_saknas", "Siffran finns per tertial, inte per månad."),
        ("ej_per_manad", "Uppgiften finns bara per tertial."),
    ],
)
def test_a_figure_of_tertials_alone_says_so_of_a_month_and_not_that_it_is_missing(
    open_page: OpenPage, tmp_path: Path, reason: str, sentence: str
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "update kpi_value set value = null, status = 'missing', reason = ?"
            " where kpi = 'gfo_deviation' and period like '____-__'",
            [reason],
        )
    said = _opened(open_page, {"visa": "gfo_deviation", "kommun": "gfo", "period": "2026-05"}, home)
    assert sentence in said
    listed = _opened(open_page, {"kommun": "gfo", "period": "2026-05"}, home)
    assert "finns per tertial" in _row(listed, "gfo_deviation")
    assert "finns per tertial" not in _row(listed, "referrals_received")


def test_the_kommuners_figures_stand_once_below_their_small_multiples(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "referrals_received"})
    assert 'Siffrorna står i tabellen <a href="#alla-perioder">Alla tertial</a>.' in said
    assert said.count('id="alla-perioder"') == 1


@pytest.mark.parametrize(("kommun", "first"), [("timra", ["Timrå", "GFO"]), ("gfo", ["GFO"])])
def test_the_chosen_area_and_gfo_are_the_first_columns_of_every_period(
    open_page: OpenPage, kommun: str, first: list[str]
) -> None:
    said = _opened(open_page, {"visa": "referrals_received", "kommun": kommun})
    table = said.split('id="alla-perioder"', 1)[1].split("</thead>", 1)[0]
    heads = re.findall('<th scope="col"[^>]*>(.*?)</th>', table)
    assert heads[: 1 + len(first)] == ["Period", *first]
    assert len(set(heads)) == len(heads) == 8


# Periods longer than a tertial.


def test_what_stands_on_a_day_is_set_beside_a_day_and_is_no_sum_of_three_tertials(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "nyckeltal", "gfo", visa="bank_homes", kommun="timra", period="2026T2R3")
    assert re.search(r"(Färre|Fler|Lika många som)( än)? 31 augusti 2025 \(", said)
    assert "Hem den sista dagen i varje tertial, Timrå" in said
    assert "tre tertial i taget" not in said
    said = opened(open_page, demo, "nyckeltal", "gfo", visa="referrals_received", period="2026T2R3")
    assert "Remisser för tre tertial i taget" in said


def test_of_many_months_two_years_are_in_view_and_the_older_behind_a_line(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "nyckeltal", "gfo", visa="referrals_received", period="2026-08")
    newest, older = said.split("<h2 id=", 1)[1].split("<summary>Visa de 68 äldre</summary>", 1)
    assert newest.count('<th scope="row">') == 24
    assert older.split("</table>", 1)[0].count('<th scope="row">') == 68


def test_a_page_writes_a_sum_in_one_way_and_its_file_every_krona(open_page: OpenPage, demo: Demo) -> None:
    said = plain(
        opened(
            open_page,
            demo,
            "nyckeltal",
            "gfo",
            visa="placement_cost",
            period="2025",
            version="1",
            kommun="gfo",
        )
    )
    lead = re.search(
        r'class="lead">GFO: (\S+ mnkr) under 2025\. (?:Lägre|Högre) än 2024 \((\S+) mnkr\)', said
    )
    title = re.search(r"Placeringskostnad: (\S+ mnkr) under 2025, (\S+) mnkr (lägre|högre) än 2024", said)
    assert lead
    assert title
    assert lead[1] == title[1]
    now, before, step = (Decimal(word.split()[0].replace(",", ".")) for word in (lead[1], lead[2], title[2]))
    assert abs(now - before) == step
    table = said.split("de nyaste överst", 1)[1].split("</table>", 1)[0]
    assert "mnkr</td>" in table
    assert not re.search(r"\d kr</td>", table)
