"""What the page of deliveries says of how two versions differ."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.views.deliveries import sentences
from dashboard.words import formats
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, expected, write_published


def _two_versions(home: DataHome) -> None:
    """`a` then `b`; in b Timrå's homes are far more, Ånge's a few, and GFO delivered familjehem anew."""
    write_published(home, "a")
    with duckdb.connect(str(write_published(home, "b"))) as con:
        homes = "update kpi_value set value = value * ? where kpi = 'bank_homes' and cut = '' and period = '2025T2'"
        con.execute(homes + " and area = '2262'", [3])
        con.execute(homes + " and area = '2260'", [2])
        con.execute("update kpi_value set value = 1 where kpi = 'bank_homes' and cut = 'hemtyp=jourhem'")
        con.execute(
            "insert into delivery_status select 'familjehem', 'GFO', null, timestamp '2026-10-01', date '2026-08-31',"
            " 1, 0, 'Godkänd', '', repeat('b2', 32)"
        )


@pytest.mark.slow
def test_two_versions_differ_topic_by_topic_the_largest_change_first_with_the_cause(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    _two_versions(home)
    app = open_page("leveranser", {}, home)
    said = text_of(app)
    before = expected("bank_homes", "2262", Period.parse("2025T2"))
    row = (
        f">{DEFINITIONS['bank_homes'].name}, Timrå</a></th><td>T2 2025</td>"
        f'<td class="n">{formats.number(before)}</td><td class="n">{formats.number(before * 3)}</td>'
        '<td class="t">Familjehem från GFO kom den 1 oktober</td>'
    )
    assert row in said
    assert said.index(row) < said.index(f">{DEFINITIONS['bank_homes'].name}, Ånge</a></th>")
    assert "om perioder som var slut i version a är ändrade i version b" in said
    assert sentences.COUNTED in said
    assert [app.selectbox(key=f"choice-{name}").value for name in ("fran", "till")] == ["a", "b"]


@pytest.mark.slow
def test_the_two_versions_are_in_the_address_and_can_be_turned(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    _two_versions(home)
    app = open_page("leveranser", {}, home)
    app.selectbox(key="choice-fran").set_value("b").run()
    assert app.query_params["fran"] == "b"
    assert "Samma version är vald på båda ställena." in text_of(app)
    turned = text_of(open_page("leveranser", {"fran": "b", "till": "a"}, home))
    before = expected("bank_homes", "2262", Period.parse("2025T2"))
    assert (
        f'<td class="n">{formats.number(before * 3)}</td><td class="n">{formats.number(before)}</td>'
        in turned
    )


def test_only_one_version_is_said_calmly(open_page: OpenPage) -> None:
    app = open_page("leveranser", {"fran": "../../etc", "till": "finns-inte"})
    assert "Det finns bara en publicerad version" in text_of(app)
    assert [box.label for box in app.selectbox] == ["Läs som"]


@pytest.mark.slow
def test_equal_versions_say_the_same(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    write_published(home, "a")
    write_published(home, "b")
    assert "Version a och b säger samma sak" in text_of(open_page("leveranser", {}, home))


@pytest.mark.slow
def test_a_version_that_cannot_be_read_leaves_the_rest_of_the_page(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(home, "a").write_bytes(b"broken".ljust(20_000, b"x"))
    write_published(home, "b")
    said = text_of(open_page("leveranser", {}, home))
    assert "De två versionerna gick inte att jämföra." in said
    assert "<summary>Den här versionen: b, publicerad " in said


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((0, 0), "Version 1 och 2 säger samma sak om alla perioder som var slut i version 1."),
        ((1, 1), "1 siffra om perioder som var slut i version 1 är ändrad i version 2, för GFO."),
        ((3, 3), "3 siffror om perioder som var slut i version 1 är ändrade i version 2, alla för GFO."),
        ((35, 17), "är ändrade i version 2: 17 för GFO och 18 för kommunerna."),
    ],
)
def test_sentences_say_how_much_two_versions_differ(counts: tuple[int, int], said: str) -> None:
    assert sentences.compared("1", "2", *counts).endswith(said)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "Remisser: 1 siffra"),
        (12, "Remisser: 12 siffror"),
        (90, "Remisser: 90 siffror (de 25 första; filen har alla)"),
    ],
)
def test_a_topic_says_how_many_of_its_figures_changed(count: int, said: str) -> None:
    assert sentences.of_topic("Remisser", count, 25) == said


@pytest.mark.slow
def test_kronor_and_children_are_sorted_each_in_their_topic_and_in_parts_of_what_they_were(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(home, "a")
    with duckdb.connect(str(write_published(home, "b"))) as con:
        for kpi, period, step in (
            ("placement_cost", "2025T1", "value + 9000000"),
            ("referrals_received", "2025T1", "value + 1"),
            ("referrals_received", "2025T2", "value * 5"),
        ):
            con.execute(
                f"update kpi_value set value = {step} where kpi = ? and area = 'GFO' and period = ? and cut = ''",
                [kpi, period],
            )
        con.execute(
            "update kpi_value set value = null, status = 'missing', reason = 'uppgift_saknas'"
            " where kpi = 'referrals_received' and area = 'GFO' and period = '2025T3' and cut = ''"
        )
    said = text_of(open_page("leveranser", {}, home))
    tables = said.split("jämförd med version a: ", 1)[1]
    assert re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a></th><td>([^<]*)</td>', tables) == [
        ("Inkomna remisser, GFO", "T2 2025"),
        ("Inkomna remisser, GFO", "T1 2025"),
        ("Inkomna remisser, GFO", "T3 2025"),
        ("Placeringskostnad, GFO", "T1 2025"),
    ]
