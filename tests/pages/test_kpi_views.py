"""The list of every KPI, and each one's own view: its figure, its kommuner, its parts, its periods, its definition."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard.words import formats
from dashboard.words.cuts import DIMENSIONS
from dashboard.words.definitions import called
from dashboard.words.topics import HEADLINE_TOPICS, TOPICS, by_topic
from pipelines.home import DataHome
from pipelines.periods import Period
from pipelines.reference import SQL_ROOT
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, cards_of, opened, opened_kpi, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, Odd, expected, write_published
from tests.pages.fixtures.records import plain


def _row(said: str, kpi: str) -> str:
    """A KPI's row of the list."""
    return said.split(f'visa={kpi}">', 1)[1].split("</tr>", 1)[0]


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
    said = opened_kpi(open_page, {})
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
    said = opened_kpi(open_page, {})
    assert '<td class="mark">▲ fler</td>' in _row(said, "homes_approved")
    assert '<td class="mark"></td>' in _row(said, "referrals_received")
    assert '<b class="preliminary">' in _row(said, "enquiry_conversion")
    # Months are not judged.
    assert "▲" not in opened_kpi(open_page, {"period": "2026-08"})


def test_the_list_says_why_a_figure_is_not_there(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    cell = ("children_in_care", "2262", "2026T2")
    hidden = frozenset({("replacements", "2262", "2026T2")})
    write_published(home, odd=Odd(hidden=hidden, missing={cell: "inga_fall"}))
    said = opened_kpi(open_page, {}, home)
    assert "<b>..</b>" in _row(said, "replacements")
    assert "skyddad" in _row(said, "replacements")
    assert "<b>–</b>" in _row(said, "children_in_care")
    assert "inga fall" in _row(said, "children_in_care")


def test_what_is_of_gfo_alone_stands_once_after_a_kommuns_list_each_a_door(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {})
    line = said.split("<p>Bara för hela GFO: ", 1)[1].split(".</p>", 1)[0]
    assert re.search(r'<a class="door" href="nyckeltal\?[^"]*visa=gfo_budget">GFO:s budget</a>', line)
    assert "visa=gfo_budget" not in said.split("</table>", 1)[0]
    assert "Bara för hela GFO" not in opened_kpi(open_page, {"kommun": "gfo"})
    only = opened_kpi(open_page, {"sok": "GFO:s budget"})
    assert "Bara för hela GFO: " in only
    assert " nyckeltal</h2>" in only


# A KPI's own view.


def test_how_many_referrals_timra_made_in_2022_is_found_by_its_address(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "referrals_received", "period": "2022"})
    figure = formats.number(expected("referrals_received", "2262", Period.whole_year(2022)))
    assert '<h2 class="kpi">Inkomna remisser</h2>' in said
    assert f"Timrå: {figure} inkomna remisser under 2022. Ingen jämförelse: 2021 – inte med i GFO." in said
    row = said.split('<tr class="chosen"><th scope="row">2022</th>')[-1].split("</tr>", 1)[0]
    cells = re.findall(r'<td class="n">(.*?)</td>', row)
    areas = ("2262", "GFO", "2280", "2282", "2283", "2260", "2284")
    assert cells == [
        formats.number(expected("referrals_received", area, Period.whole_year(2022))) for area in areas
    ]
    assert "Visa ett räknat exempel" in said
    assert 'href="nyckeltal?kommun=timra&amp;period=2022">← Alla nyckeltal</a>' in said


def test_the_reader_chooses_what_to_cut_by(open_page: OpenPage) -> None:
    query = {"kommun": "timra", "period": "2026T2", "visa": "bank_homes"}
    app = open_page("nyckeltal", query)
    assert "Familjehem i banken efter typ av hem" in text_of(app)
    with_cuts = open_page("nyckeltal", query | {"visa": "training_participants"})
    assert not any(box.key == "choice-del" for box in with_cuts.selectbox)
    assert "Deltagare i utbildning och träffar efter typ av utbildning" in text_of(with_cuts)


def test_an_unknown_kpi_is_told_calmly_with_the_way_back(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "<b>finns-inte"})
    assert "Nyckeltalet finns inte" in said
    assert "Det finns inget nyckeltal som heter ”&lt;b&gt;finns-inte” i den här versionen." in said
    assert ">← Alla nyckeltal</a>" in said
    assert "Så räknas siffran" not in said


def test_a_kpi_of_gfo_alone_leaves_the_kommuner_out(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "gfo_outcome"})
    assert "Nyckeltalet finns bara för hela GFO, inte för Timrå." in said
    assert 'class="multiples areas"' not in said
    assert '<thead><tr><th scope="col">Period</th><th scope="col" class="n">GFO</th></tr></thead>' in said


def test_a_target_is_told_with_how_far_it_is(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "bank_homes_available", "kommun": "gfo"})
    gap = 30 - formats.rounded(expected("bank_homes_available", "GFO", Period.parse("2026T2")), 0)
    far = "● nått" if gap <= 0 else f"○ inte nått, {formats.number(gap)} hem under målet"
    assert f"Mål: 30 hem. {far}." in said


def test_a_judged_figure_says_so(open_page: OpenPage) -> None:
    said = opened_kpi(open_page, {"visa": "homes_approved"})
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
    row = _row(opened_kpi(open_page, {"kommun": "gfo"}, home), "placement_cost")
    assert "väntar på Timrå" in row
    assert f"senast kända: {last} (T3 2025)" in row
    assert "senast kända" not in _row(opened_kpi(open_page, {"kommun": "gfo"}, home), "children_in_care")
    assert "senast kända" not in _row(opened_kpi(open_page, {"kommun": "timra"}, home), "placement_cost")
    said = opened_kpi(open_page, {"visa": "placement_cost", "kommun": "gfo"}, home)
    assert (
        f"Uppgift saknas: Timrå har inte levererat T2 2026. Senast kända: {last} (T3 2025)."
        in said.split('class="lead">', 1)[1]
    )


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2026T2", "2025", "2026-08"])
def test_every_kpi_has_a_view(open_page: OpenPage, period: str) -> None:
    for kpi, definition in DEFINITIONS.items():
        said = opened_kpi(open_page, {"visa": kpi, "period": period})
        assert f'<h2 class="kpi">{called(definition)}</h2>' in said, kpi
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
    said = opened_kpi(open_page, {"visa": "gfo_deviation", "kommun": "gfo", "period": "2026-05"}, home)
    assert sentence in said
    listed = opened_kpi(open_page, {"kommun": "gfo", "period": "2026-05"}, home)
    assert "finns per tertial" in _row(listed, "gfo_deviation")
    assert "finns per tertial" not in _row(listed, "referrals_received")


# Periods longer than a tertial.


def test_what_stands_on_a_day_is_set_beside_a_day_and_is_no_sum_of_three_tertials(
    open_page: OpenPage, demo: Demo
) -> None:
    said = opened(open_page, demo, "nyckeltal", "gfo", visa="bank_homes", kommun="timra", period="2026T2R3")
    assert re.search(r"(Färre|Fler|Lika många som)( än)? den 31 augusti 2025 \(", said)
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
