"""The first two pages, run as Streamlit runs them, on a published file by the schema."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import duckdb
import pytest

from dashboard.blocks import attention
from dashboard.blocks.attention_lines import Line
from dashboard.blocks.headline_table import goal_html
from dashboard.reader.access import published_builds
from dashboard.words import formats
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.conftest import Demo
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage, opened, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, Odd, expected, write_published
from tests.pages.fixtures.records import plain


@pytest.mark.slow
def test_a_card_shows_the_chosen_kommuns_figure_and_last_years(open_page: OpenPage) -> None:
    app = open_page("familjehem", {"kommun": "timra", "period": "2025T2"})
    now = formats.number(expected("bank_homes_available", "2262", Period.parse("2025T2")))
    before = formats.number(expected("bank_homes_available", "2262", Period.parse("2024T2")))
    said = text_of(app)
    assert "<strong>Timrå</strong> · T2 2025" in said
    unit = DEFINITIONS["bank_homes_available"].unit
    assert f"<b>{now}</b> <small>{unit}, sista dagen</small>" in said
    assert f"än T2 2024 ({before})" in said or f"som T2 2024 ({before})" in said


def test_header_says_sample_preliminary_build_and_date(open_page: OpenPage, tmp_path: Path) -> None:
    said = text_of(open_page())
    assert "Exempeldata – påhittade rader" in said
    assert "uppgifter t.o.m. 2026-08-31 · version 20261121T2000-test" in said
    assert "(preliminärt)" not in said
    home = DataHome(tmp_path)
    write_published(home, odd=Odd(sample=False))
    assert "Exempeldata" not in text_of(open_page("", {}, home))


def test_default_period_is_the_newest_complete_tertial(open_page: OpenPage) -> None:
    assert open_page().query_params["period"] == "2026T2"


def test_choosing_a_kommun_writes_the_address(open_page: OpenPage) -> None:
    app = open_page()
    app.button_group(key="kommun").set_value("2284").run()
    assert app.query_params["kommun"] == "ornskoldsvik"
    assert "<strong>Örnsköldsvik</strong>" in text_of(app)


@pytest.mark.parametrize("kommun", ["timra", "ange"])
def test_a_trend_chart_has_a_text_alternative_a_table_and_an_axis_for_its_own_figures(
    open_page: OpenPage, kommun: str
) -> None:
    app = open_page("remisser", {"kommun": kommun})
    begins = f"{DEFINITIONS['referrals_received'].name} för"
    (chart,) = (one.proto for one in app.get("plotly_chart") if begins in one.proto.alt)
    drawn = json.loads(chart.spec)
    known = [number for trace in drawn["data"] for number in trace.get("y", ()) if number is not None]
    low, high = drawn["layout"]["yaxis"]["range"]
    assert low == 0
    # A line of few is not laid flat by the many of another kommun.
    assert max(known) <= high <= 2.5 * max(known)
    assert "<summary>Visa som tabell</summary>" in text_of(app)


@pytest.mark.slow
def test_hidden_and_missing_are_said_and_never_shown_as_numbers(open_page: OpenPage, tmp_path: Path) -> None:
    odd = Odd(
        hidden=frozenset({("replacements", "2262", "2026T2")}),
        missing={("children_in_care", "2262", "2026T2"): "ej_levererat"},
    )
    home = DataHome(tmp_path)
    write_published(home, odd=odd)
    said = text_of(open_page("placeringar", {"kommun": "timra", "period": "2026T2"}, home))
    assert "Skyddad: visas inte, för siffran skulle kunna peka ut ett barn eller ett hem." in said
    assert "Uppgift saknas: Timrå har inte levererat T2 2026." in said


def test_allocation_2023_shows_every_published_amount_and_names_derived_inputs(open_page: OpenPage) -> None:
    app = open_page("fordelning")
    said = text_of(app).replace(formats.NBSP, " ")
    for amount in ("3 116 945", "1 597 231", "1 095 506", "1 073 073", "1 027 677", "440 687", "8 351 119"):
        assert f"{amount} kr" in said
    assert "härledda, inte publicerade" in said


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"kommun": "sundsvall"}, "Kommunen ”sundsvall” i adressen finns inte här."),
        ({"period": "1999T9"}, "Perioden ”1999T9” i adressen finns inte i siffrorna."),
        ({"version": "../../etc"}, "Versionen ”../../etc” finns inte."),
    ],
)
def test_an_address_that_cannot_be_followed_is_said_calmly(
    open_page: OpenPage, query: dict[str, str], said: str
) -> None:
    app = open_page("", query)
    assert said in text_of(app)
    assert not app.exception


def test_no_build_yet_says_what_to_do(open_page: OpenPage, tmp_path: Path) -> None:
    app = open_page("", {}, DataHome(tmp_path))
    assert "Det finns inga publicerade siffror ännu." in text_of(app)
    assert not app.exception


@pytest.mark.slow
def test_a_vanished_file_is_a_sentence_and_a_new_build_is_picked_up(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    first = write_published(home, "first")
    app = open_page("", {}, home)
    assert "version first" in text_of(app)
    first.unlink()
    app.run()
    assert "Det finns inga publicerade siffror ännu." in text_of(app)
    write_published(home, "second")
    app.run()
    assert "version second" in text_of(app)


def test_an_exception_in_a_page_shows_a_reference_that_is_in_the_log(
    open_page: OpenPage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    import duckdb

    home = DataHome(tmp_path)
    path = write_published(home)
    with duckdb.connect(str(path)) as connection:
        connection.execute("drop table cost_allocation")
    app = open_page("fordelning", {}, home)
    said = text_of(app)
    assert "Sidan kunde inte visas." in said
    reference = said.split("Referens: ", 1)[1].split("<", 1)[0]
    assert reference in caplog.text
    assert not app.exception


@pytest.mark.slow
def test_markup_in_a_kpis_name_is_shown_as_text(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    write_published(home, odd=Odd(html_in_names=True))
    said = text_of(open_page("", {}, home))
    assert "<b>Inkomna" not in said
    assert "&lt;b&gt;Inkomna" in said


def test_a_year_without_an_allocation_is_said_and_the_page_shows_another(open_page: OpenPage) -> None:
    said = text_of(open_page("fordelning", {"ar": "1999"}))
    assert "Det finns ingen kostnadsfördelning för 1999. Sidan visar 2023." in said
    assert "fördelad till 50\u00a0% efter barn i befolkningen och 50\u00a0% efter placerade barn" in said
    assert '<th scope="col" class="n">Placerade barn 2020</th>' in said


@pytest.mark.slow
def test_versions_stand_by_their_numbers_whatever_the_files_dates(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    for build in ("9", "10"):
        write_published(home, build)
    os.utime(home.published / "9" / "styrgrupp.duckdb")
    assert published_builds(home, "styrgrupp") == ("10", "9")


def test_a_kommun_without_targets_of_its_own_is_told_so_and_has_no_empty_columns(open_page: OpenPage) -> None:
    said = text_of(open_page("", {"kommun": "timra", "period": "2026T2"}))
    assert '<th scope="col" class="goal">Mål</th>' not in said
    assert '<td class="goal">' not in said
    way = '<a class="door" href="./?kommun=gfo&amp;period=2026T2">Se GFO:s mål</a>'
    assert f"Målen gäller hela GFO; Timrå har inga egna. {way}" in said
    of_gfo = text_of(open_page("", {"kommun": "gfo", "period": "2026T2"}))
    assert '<th scope="col" class="goal">Mål</th>' in of_gfo
    assert "har inga egna" not in of_gfo


def test_a_target_alone_says_on_a_phone_what_it_is() -> None:
    assert goal_html("45", "") == '<span class="alone">Mål: </span>45'
    assert goal_html("66 på tre tertial, mål 45", "") == "66 på tre tertial, mål 45"
    assert (goal_html("◐ på väg: 20 av 28 hittills", "◐ på väg"), goal_html("", "")) == (
        "◐ på väg: 20 av 28 hittills",
        "",
    )


@pytest.mark.parametrize(("more", "said"), [(1, "Visa en till"), (2, "Visa de 2 andra")])
def test_what_more_there_is_to_attend_to_is_behind_a_line_that_counts_it(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, more: int, said: str
) -> None:
    found = [Line("Remisser", "Många väntar.", "remisser", 1.0)] * (attention.MOST + more)
    monkeypatch.setattr(attention, "lines", lambda _reader: tuple(found))
    assert f"<summary>{said}</summary>" in text_of(open_page())


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    rest_slow(
        [
            (64_000, -8_180, ["64 tkr under", "8 tkr över", "72 tkr bättre"]),
            (12_100_000, 3_000, ["12,10 mnkr under", "3 000 kr under", "12,10 mnkr bättre"]),
            (-64_000, 0, ["64 tkr över", "0 kr", "64 tkr sämre"]),
        ],
        lambda case: case[1] != 0,
    ),
)
def test_money_in_one_row_has_one_unit_unless_nothing_would_be_left(
    open_page: OpenPage, tmp_path: Path, now: int, before: int, shown: list[str]
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        for period, value in (("2026T2", now), ("2025T2", before)):
            con.execute(
                "update kpi_value set value = ? where kpi = 'gfo_deviation' and period = ?", [value, period]
            )
    said = plain(text_of(open_page("", {"kommun": "gfo", "period": "2026T2"}, home)))
    row = said.split('visa=gfo_deviation">')[-1].split("</tr>", 1)[0]
    row = re.sub(r'<td class="n former">.*?</td>', "", row)
    assert re.findall(r"[\d ,]+ (?:mn|t)?kr(?: \w+)?", row)[: len(shown)] == shown


def test_the_overview_begins_with_the_targets_that_are_not_met_and_says_what_their_shapes_mean(
    demo: Demo, open_page: OpenPage
) -> None:
    asked = {"kommun": "gfo", "period": "2026T2", "version": "senaste"}
    said = plain(opened(open_page, demo, "oversikt", "styrgrupp", **asked))
    first = re.search(r"\d av \d mål nåddes inte, och \d till nås inte som det ser ut nu\.", said)
    assert first
    assert said.index(first[0]) < said.index("Att uppmärksamma")
    assert "◔ ligger efter: nås inte som det ser ut nu." in said.split("Nyckeltalen i korthet", 1)[1]
    of_timra = opened(open_page, demo, "oversikt", "styrgrupp", **(asked | {"kommun": "timra"}))
    assert not re.search(r"mål nå(s|ddes) inte", of_timra)
