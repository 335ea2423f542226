"""Min kommun as a page: its large figures, its months, its cost and its doors."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.words import formats
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, opened, text_of
from tests.pages.fixtures.published_file import Odd, expected, write_published
from tests.pages.fixtures.records import plain


def _written(folder: DataHome, statements: tuple[str, ...]) -> DataHome:
    with duckdb.connect(str(write_published(folder))) as con:
        for statement in statements:
            con.execute(statement)
    return folder


def _heads(said: str) -> list[str]:
    table = said.split("<caption>Senaste månaden och året hittills, Timrå", 1)[1]
    return re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table.split("</thead>", 1)[0])


def _row(said: str, kpi: str) -> list[str]:
    table = said.split("<caption>Senaste månaden och året hittills", 1)[1]
    row = table.split(f"visa={kpi}", 1)[1].split("</tr>", 1)[0]
    return re.findall(r"<td[^>]*>(.*?)</td>", row)


def test_the_newest_month_and_the_year_so_far_stand_beside_the_same_time_a_year_before(
    open_page: OpenPage,
) -> None:
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2025T1"}))
    assert _heads(said) == [
        "Nyckeltal",
        "Augusti 2026",
        "Augusti 2025",
        "Hittills 2026",
        "Samma tid 2025",
        "GFO hittills 2026",
    ]
    assert "Samma tid är 1 januari–31 augusti 2025." in said
    wanted = [Period.parse(text) for text in ("2026-08", "2025-08", "2026", "2025D0831")]
    assert _row(said, "replacements") == [
        *(formats.number(expected("replacements", "2262", period)) for period in wanted),
        formats.number(expected("replacements", "GFO", wanted[2])),
    ]
    # As a card has room for; a phone breaks it before its unit.
    cost = expected("placement_cost", "2262", wanted[0])
    assert _row(said, "placement_cost")[0] == formats.short_kronor(cost).replace("\u00a0", " ")


def test_a_share_of_the_referrals_stands_with_the_two_numbers_behind_it_and_those_returned_above(
    open_page: OpenPage, tmp_path: Path
) -> None:
    statement = (
        "update kpi_value set value = {}, numerator = {}, denominator = {}, status = '{}', reason = {}"
        " where kpi = 'match_rate' and area = '2262' and period = '{}' and cut = ''"
    )
    odd = (
        statement.format("62.5", 5, 8, "ok", "null", "2026"),
        statement.format("null", "null", "null", "missing", "'inga_fall'", "2026-08"),
        "update kpi_value set value = 3 where kpi = 'referrals_returned_gfo' and area = '2262' and period = '2026'",
    )
    home = _written(DataHome(tmp_path), odd)
    said = plain(text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, home)))
    table = said.split("<caption>Senaste månaden och året hittills", 1)[1].split("</table>", 1)[0]
    returned, share = (
        re.findall(r"<td[^>]*>([^<]*)</td>", table.split(f"{name}</a>", 1)[1].split("</tr>", 1)[0])
        for name in ("Återlämnade remisser", "Andel matchade")
    )
    assert returned[2] == "3"
    assert (share[0], share[2]) == ("–", "63 % (5 av 8)")


def test_a_month_that_has_not_come_is_told_by_the_one_before_and_nothing_before_membership_is_zero(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    odd = {
        ("placement_cost", "2262", "2026-08"): "ej_levererat",
        ("referrals_received", "2262", "2025-08"): "ej_med",
    }
    write_published(home, odd=Odd(missing=odd))
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2021T2"}, home))
    july = formats.card_figure(expected("placement_cost", "2262", Period.parse("2026-07")), "ok", "kr")
    assert _row(said, "placement_cost")[0] == f"{july} (juli 2026)"
    assert _row(said, "referrals_received")[1] == "inte med i GFO"
    assert "Timrå var inte med i GFO T2 2021." in said


def test_the_last_figure_known_is_told_however_old_and_without_any_month_of_late_the_last_one_stands(
    open_page: OpenPage, tmp_path: Path
) -> None:
    unknown = (
        "update kpi_value set value = null, numerator = null, denominator = null, status = 'missing',"
        " reason = 'ej_levererat' where area = '2262' and period like '____-__' and period > '{}'"
    )
    asked = {"kommun": "timra", "period": "2026T2"}
    one = _written(DataHome(tmp_path / "one"), (f"{unknown.format('2022-03')} and kpi = 'placement_cost'",))
    march = formats.card_figure(expected("placement_cost", "2262", Period.parse("2022-03")), "ok", "kr")
    assert _row(text_of(open_page("kommun", asked, one)), "placement_cost")[0] == f"{march} (mars 2022)"
    every = _written(DataHome(tmp_path / "every"), (unknown.format("2022-03"),))
    assert _heads(text_of(open_page("kommun", asked, every)))[1:3] == ["Mars 2022", "Mars 2021"]


def test_the_comparison_is_of_the_year_and_of_the_latest_whole_one_while_that_is_under_way(
    open_page: OpenPage,
) -> None:
    for period, year in (("2026T2", "2025"), ("2023T1", "2023"), ("2026", "2025"), ("2024", "2024")):
        said = text_of(open_page("kommun", {"kommun": "timra", "period": period}))
        assert f"per 1 000 barn och unga 0–20 år under {year}." in said


def test_the_cost_is_of_the_newest_budget_year_and_leads_to_the_allocation(open_page: OpenPage) -> None:
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2023T2"})).replace("\u00a0", " ")
    assert "<h2>Timrå betalade 1 073 073 kr till GFO 2023</h2>" in said
    assert "fordelning?kommun=timra&amp;period=2023T2&amp;ar=2023" in said
    # Whichever period the figures are of; of a year before the first there is nothing more to say.
    earlier = text_of(open_page("kommun", {"kommun": "timra", "period": "2021T2"})).replace("\u00a0", " ")
    assert "<h2>Timrå betalade 1 073 073 kr till GFO 2023</h2>" in earlier
    assert "2021 betalade" not in earlier


def test_the_lines_of_the_comparison_are_said_in_plain_words(open_page: OpenPage) -> None:
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2025T2"}))
    (chart,) = (one for one in said.split('class="figuretitle"') if "barn och unga 0–20 år under" in one)
    assert "Innanför de streckade linjerna kan skillnaden vara slump" in chart
    assert "99,8" not in chart.split("<table", 1)[0]


def test_gfo_is_asked_to_choose_and_has_the_comparisons_alone(open_page: OpenPage) -> None:
    said = text_of(open_page("kommun", {"kommun": "gfo", "period": "2025T2"}))
    assert "Välj en kommun för att se dess egen sida." in said
    assert len(re.findall(r'<a class="door" href="kommun\?kommun=\w+&amp;period=2025T2">', said)) == 6
    assert "Att uppmärksamma" not in said
    # The kommuner beside each other, and beside the country.
    assert said.count('class="figuretitle"') == 2


def test_an_event_is_told_once(open_page: OpenPage) -> None:
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}))
    assert len(re.findall(r"<li>[^<]*Timrå gick med i GFO\.</li>", said)) == 1


@pytest.mark.parametrize(
    ("audience", "beyond_the_tables"),
    [("publik", set()), ("styrgrupp", {"Placerade per 1 000 barn och unga 0–20 år"})],
)
def test_the_figures_that_are_explained_are_those_of_the_page(
    open_page: OpenPage, demo: Demo, audience: str, beyond_the_tables: set[str]
) -> None:
    said = opened(open_page, demo, "kommun", audience, kommun="ange")
    page, explained = said.split("Så räknas siffrorna på sidan", 1)
    listed = re.findall(r'visa=\w+[^"]*">([^<]+)</a>', page)
    assert set(re.findall(r"<h3>([^<]+)</h3>", explained)) == {*listed} | beyond_the_tables
    assert len(listed) > 10


def test_the_cost_is_told_of_the_year_so_far_where_the_tertial_is_not_its_first(
    open_page: OpenPage, demo: Demo
) -> None:
    def told(period: str) -> str:
        said = opened(open_page, demo, "kommun", "kommun-2262", kommun="timra", period=period)
        return plain(re.findall(r'<p class="lead">(.*?)</p>', said)[0])

    of_newest = told("2026T2")
    assert re.search(
        r"Under T2 2026 kom .*\. Hittills i år, till och med 31 augusti, har de kostat [\d,]+ miljoner"
        r" kronor, \d+ procent (mer|mindre) än samma tid 2025\.$",
        of_newest,
    )
    assert re.search(
        r"Under januari–augusti 2025 kostade de .* än januari–augusti 2024\.$",
        told("2025T2"),
    )
    assert told("2026T1").endswith("än T1 2025, främst på grund av fler dygn i HVB (577 mot 358).")


def test_beside_a_time_outside_gfo_no_form_is_said_to_be_the_cause(open_page: OpenPage, demo: Demo) -> None:
    def heading(period: str) -> str:
        said = opened(open_page, demo, "kommun", "kommun-2262", kommun="timra", period=period)
        return plain(re.findall(r"<h2[^>]*>(Timrås placeringar kostade [^<]*)</h2>", said)[0])

    assert heading("2023-2025").endswith(
        "mer under 2023–2025 än 2020–2022, då Timrå inte var med i GFO hela tiden"
    )
    assert heading("2023T1").endswith("än T1 2022, då Timrå inte var med i GFO")
    # It was outside both, or in both.
    assert "inte var med" not in heading("2021T2")
    assert "främst på grund av fler dygn i HVB (615 mot 206)" in heading("2026T2")


def test_the_line_of_the_cost_names_the_form_that_the_charts_heading_names(
    open_page: OpenPage, demo: Demo
) -> None:
    here, overview = (
        plain(opened(open_page, demo, page, "kommun-2262", kommun="timra", period="2026T2"))
        for page in ("kommun", "oversikt")
    )
    assert "mer än T2 2025, främst på grund av fler dygn i HVB (615 mot 206)." in overview
    # There it is said aloud, and by the chart's heading, above its parts.
    assert "mer än T2 2025, främst på grund av fler dygn i HVB (615 mot 206). Hittills i år" in here
    assert "främst på grund av fler dygn i HVB (615 mot 206)" in here
    assert "Det beror på att" in here


def test_a_month_is_set_beside_another_in_one_way(open_page: OpenPage, demo: Demo) -> None:
    said = plain(opened(open_page, demo, "kommun", "kommun-2262", kommun="timra", period="2026-08"))
    assert "än i augusti 2025" in said
    assert "än augusti 2025" not in said


def _cards(said: str) -> list[str]:
    """The large figures, words alone, from the first thing on the page."""
    first = said.split('<ul class="cards">', 1)[1].split("</ul>", 1)[0].split('<li class="card">')[1:]
    without = [re.sub(r"<details.*?</details>", "", card) for card in first]
    return [plain(" ".join(re.sub(r"<[^>]+>", " ", card).split())) for card in without]


def test_the_page_begins_with_large_figures_and_says_in_whole_sentences_what_can_be_read_aloud(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "kommun", "kommun-2260", kommun="ange", period="2026T2")
    assert said.index('<ul class="cards">') < said.index("Att uppmärksamma")
    assert _cards(said) == [
        "Barn i vård vid periodens slut 13 unika barn, sista dagen Färre än T2 2025 (14).",
        "Placeringskostnad 4,01 mnkr Högre än T2 2025 (2,63 mnkr).",
        "Kostnad per vårddygn 2 441 kr per vårddygn Högre än T2 2025 (1 571 kr).",
        "Del av GFO:s budget 2026 454 tkr 5,0 % av budgeten Högre än 2025 (428 tkr).",
    ]
    assert re.search(r'href="fordelning\?kommun=ange&amp;[^"]*ar=2026"><span>Del av', said)
    (lead,) = re.findall(r'<p class="lead">(.*?)</p>', said)
    assert plain(lead).startswith(
        "Den 31 augusti 2026 var 13 barn från Ånge i vård, 1 färre än ett år tidigare. Under T2 2026 kom inga remisser"
    )


def test_the_cost_over_time_is_headed_by_what_happened_and_told_why(open_page: OpenPage, demo: Demo) -> None:
    said = plain(opened(open_page, demo, "kommun", "kommun-2260", kommun="ange", period="2026T2"))
    chart = said.split(
        "Ånges placeringar kostade 1,38 mnkr mer under T2 2026 än T2 2025, främst på grund av fler", 1
    )
    assert chart[1].startswith(
        " dygn i HVB (246 mot 0); kostnaden har varit 3,77–4,01 mnkr tre tertial i rad</h2>"
    )
    assert "Av de dyrare formerna ökade HVB mest" in chart[1].split("Källa:", 1)[0]
    # What another page has a chart of has none here.
    titles = re.findall(r'class="figuretitle"[^>]*>([^<]+)<', said)
    assert not [title for title in titles if title.startswith(("Inkomna remisser", "Omplaceringar"))]


def test_a_kommun_without_a_part_of_the_budget_has_no_card_of_it(open_page: OpenPage, tmp_path: Path) -> None:
    home = _written(DataHome(tmp_path), ("delete from cost_allocation where area = '2260'",))
    said = text_of(open_page("kommun", {"kommun": "ange", "period": "2026T2"}, home))
    assert [card.split(" ", 1)[0] for card in _cards(said)] == ["Barn", "Placeringskostnad", "Kostnad"]


def test_of_very_many_kommuner_the_comparison_lists_those_nearest_in_size(
    open_page: OpenPage, tmp_path: Path
) -> None:
    many = " from range(20) as t (i), (values ('children_0_20'), ('placed_per_1000')) as u (k), period as p"
    home = _written(
        DataHome(tmp_path),
        (
            "insert into area select (1000 + i)::varchar, 'Kommun ' || i, '', true, null from range(20) as t (i)",
            "insert into kpi_value select k, '', (1000 + i)::varchar, p.period, case k when 'children_0_20' then"
            " 100000 + 1000 * i else 14 end, 50, 3600, null, 'ok', null, false" + many,
        ),
    )
    said = text_of(open_page("kommun", {"kommun": "kommun-19", "period": "2026T2"}, home))
    (chart,) = (one for one in said.split('class="figuretitle"') if "barn och unga 0–20 år under" in one)
    table = chart.split("<table", 1)[1].split("</table>", 1)[0]
    assert set(re.findall(r'<th scope="row">([^<]+)</th>', table)) == {f"Kommun {n}" for n in range(14, 20)}
    assert "Varje kommun är en punkt; tabellen har de närmaste i antal barn." in chart
