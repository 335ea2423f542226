"""What Min kommun says is to be done and stands out, in a busy kommun and in a calm one."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.home import DataHome
from pipelines.home.agreed_days import AGREED_FILE
from tests.conftest import Demo
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage, figures_of, newest_file, opened, text_of
from tests.pages.fixtures.published_file import Odd, write_published
from tests.pages.fixtures.records import plain


def _written(folder: DataHome, statements: tuple[str, ...]) -> DataHome:
    with duckdb.connect(str(write_published(folder))) as con:
        for statement in statements:
            con.execute(statement)
    return folder


#: Nothing stands out in Timrå, though something does in Ånge.
_CALM = (
    *(f"delete from {table}" for table in ("target", "meeting", "delivery_expected", "comment")),
    "delete from waiting where area = '2262'",
    "delete from crosscheck where kommun_code = '2262'",
    "update signal set sentence = ''",
    "update kpi_value set value = 0 where kpi = 'deviations_open' and area = '2262'",
    "update kpi_value set value = 1000 where kpi = 'cost_per_care_day'",
    "update kpi_value set value = 0 where kpi in ('breakdowns', 'replacements', 'referrals_returned_gfo')",
)


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    """Everything goes wrong with Timrå's deliveries."""
    statements = (
        "alter table delivery_expected add column waiting timestamp",
        "alter table delivery_expected add column waiting_status varchar",
        "insert into delivery_expected values ('kostnader', '2262', 'sen', 'x', date '2026-04-30', null, null)",
        "insert into delivery_expected values ('placeringar', '2262', 'i tid', 'x', '2026-08-31', null, 'avvisad')",
        "update delivery_status set sender = '2262'",
        "insert into delivery_finding values (7, 'R018', 'lagrum', 'varning', 2, '', '')",
    )
    return _written(DataHome(tmp_path_factory.mktemp("busy")), statements)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    return _written(DataHome(tmp_path_factory.mktemp("calm")), _CALM)


def _listed(said: str) -> list[str]:
    """The lines of what to look at, words alone; none where there is no list."""
    lists = [one.split("</ul>", 1)[0] for one in said.split('<ul class="attention">')[1:]]
    lines = [line for one in lists for line in one.split("<li>")[1:]]
    return [re.sub(r"<[^>]+>", "", line) for line in lines]


def test_what_to_look_at_is_what_the_overview_says_under_the_same_name(
    open_page: OpenPage, busy: DataHome
) -> None:
    here, overview = (
        text_of(open_page(page, {"kommun": "timra", "period": "2026T2"}, busy)) for page in ("kommun", "")
    )
    assert sorted(_listed(here)) == sorted(_listed(overview))
    # What somebody has to act on stands first, of the day that it is known of.
    first = here.split("<h2>Att göra, läget den 31 augusti 2026</h2>", 1)[1].split("</ul>", 1)[0]
    acted_on = {line.split(" ")[0] for line in _listed(f"{first}</ul>")}
    assert "Leveranser" in acted_on <= {"Lång", "Öppna", "Leveranser"}
    assert here.index("Att göra") < here.index('<ul class="cards">') < here.index("Att uppmärksamma")
    assert len(_listed(here)) >= 4
    assert "<h2>Att uppmärksamma</h2>" in here
    assert "<h2>Att uppmärksamma</h2>" in overview
    # What leads to a section of the overview does so from here too.
    assert 'href="#andrat"' in overview
    assert 'href="./?kommun=timra&amp;period=2026T2#andrat"' in here


def test_whichever_period_is_chosen_it_is_what_is_so_now(open_page: OpenPage, busy: DataHome) -> None:
    now, then = (
        text_of(open_page("kommun", {"kommun": "timra", "period": period}, busy))
        for period in ("2026T2", "2024T1")
    )
    assert "<h2>Att uppmärksamma, T2 2026</h2>" in then
    assert _listed(now) == _listed(then)
    assert 'href="leveranser?kommun=timra&amp;period=2026T2"' in then


def test_a_kommuns_own_deliveries_are_told_in_one_line(open_page: OpenPage, busy: DataHome) -> None:
    (line,) = (
        one
        for one in _listed(text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, busy)))
        if one.startswith("Leveranser")
    )
    for said in (
        "Sena: kostnader",
        "Väntar på en rättad fil: placeringar",
        "3 rader i placeringar avvisades och räknas inte.",
        "2 varningar i leveransen av placeringar.",
        "1 fynd mellan uppgifterna: en månad saknar kostnad.",
    ):
        assert said in line


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2026T2", "3 avvikelser är inte avslutade; den äldsta har varit öppen sedan mars 2026, i minst 5 månader."),
        ("2026T1", "3 avvikelser var inte avslutade den 30 april 2026; den äldsta hade varit öppen sedan mars 2026."),
    ],
)  # fmt: skip
def test_the_oldest_open_deviation_tells_its_age(
    open_page: OpenPage, tmp_path: Path, period: str, told: str
) -> None:
    home = _written(
        DataHome(tmp_path), ("update kpi_value set value = 3 where kpi = 'deviations_open' and cut = ''",)
    )
    said = text_of(open_page("", {"kommun": "timra", "period": period}, home))
    assert told in said
    if period == "2026T2":
        assert told in text_of(open_page("kommun", {"kommun": "timra", "period": period}, home))


def test_without_the_age_in_the_file_the_count_is_told_alone(open_page: OpenPage, tmp_path: Path) -> None:
    three = "update kpi_value set value = 3 where kpi = 'deviations_open' and cut = ''"
    home = _written(DataHome(tmp_path), (three, "drop table oldest_deviation"))
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, home))
    assert "3 avvikelser är inte avslutade.</span>" in said


def test_where_nothing_stands_out_that_is_said(open_page: OpenPage, calm: DataHome) -> None:
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, calm))
    assert "<p>Inget utöver det vanliga.</p>" in said
    assert not _listed(said)


def test_what_is_not_known_is_never_called_usual(open_page: OpenPage, tmp_path: Path) -> None:
    unknown = "update kpi_value set value = null, status = 'missing', reason = 'ej_levererat'"
    home = _written(DataHome(tmp_path), (*_CALM, f"{unknown} where kpi = 'referrals_open'"))
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, home))
    assert "Inget utöver det vanliga i de uppgifter som finns. Uppgift saknas om pågående remisser." in said


def test_while_nothing_has_come_of_the_tertial_under_way_what_stood_at_the_last_ones_end_is_told(
    open_page: OpenPage, tmp_path: Path
) -> None:
    unknown = "update kpi_value set value = null, status = 'missing', reason = 'ej_levererat'"
    of = "where area = '2262' and kpi in ('referrals_open', 'deviations_open') and period = '2026'"
    home = _written(DataHome(tmp_path), (f"{unknown} {of}",))
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2026"}, home))
    assert "<h2>Att uppmärksamma, T2 2026</h2>" in said
    assert "Uppgift saknas om" not in said.split("Kort sagt", 1)[0]
    assert _listed(said)


@pytest.mark.parametrize("known", rest_slow([True, False], bool))
def test_what_to_do_is_of_the_day_that_it_is_said_to_be_of(
    open_page: OpenPage, tmp_path: Path, *, known: bool
) -> None:
    """Of a tertial under way, where what is followed up is known of it; else of the last one's end."""
    home = DataHome(tmp_path)
    path = write_published(home, odd=Odd(reporting_date=date(2026, 10, 31)))
    of = "where area = '2262' and period = '2026T3'"
    with duckdb.connect(str(path)) as con:
        con.execute(f"update kpi_value set value = 4 {of} and kpi = 'deviations_open'")
        con.execute(
            "update kpi_value set value = 6, status = 'ok' "
            "where area = '2262' and period = '2026T2' and kpi = 'deviations_open'"
        )
        if not known:
            con.execute(
                "update kpi_value set value = null, status = 'missing', reason = 'ej_levererat:GFO' "
                f"{of} and kpi = 'referrals_open'"
            )
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, home))
    day, count = ("31 oktober", 4) if known else ("31 augusti", 6)
    listed = said.split(f"<h2>Att göra, läget den {day} 2026</h2>", 1)[1].split("</ul>", 1)[0]
    assert f"{count} avvikelser är inte avslutade" in listed


def test_deliveries_in_order_are_told_with_when_the_next_are_expected(
    demo: Demo, open_page: OpenPage, tmp_path: Path
) -> None:
    told = "Inget att lämna nu. Uppgifterna om T3 2026 ska komma senast den 15 januari 2027."
    said = opened(open_page, demo, "kommun", "kommun-2262", kommun="timra", period="2026T2")
    assert told in said
    assert "visa=bank_homes_available" in said.split("Senaste månaden och året hittills", 1)[1]
    # Nothing is expected in this file, so nothing is said of it.
    assert "att lämna" not in text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}))
    late = "update delivery_expected set timeliness = 'sen'"
    home = DataHome(tmp_path)
    folder = home.published / "2"
    folder.mkdir(parents=True)
    shutil.copyfile(newest_file(demo.home), folder / "styrgrupp.duckdb")
    (home.published / "current").symlink_to("2")
    with duckdb.connect(str(folder / "styrgrupp.duckdb")) as con:
        con.execute(late)
    said = text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, home))
    assert "Sena: " in said
    assert "att lämna" not in said


def test_a_kommuns_own_people_are_told_what_may_be_said_to_all_with_the_paper_that_has_it(
    demo: Demo, open_page: OpenPage
) -> None:
    said = opened(open_page, demo, "kommun", "kommun-2260", kommun="ange", period="2026T2")
    told = said.split(
        "Får sägas till alla: det som står i nämndinformationen, från mötet den 10 juni 2026 om T1 2026.", 1
    )[1]
    assert "Nämndinformation (PDF)</a>" in told.split("<h2", 1)[0]
    assert "Får sägas" not in opened(open_page, demo, "kommun", "styrgrupp", kommun="ange", period="2026T2")
    # What the paper has and has been corrected since is named to the kommun alone.
    assert "rättat är det" not in said
    said = opened(open_page, demo, "kommun", "kommun-2284", kommun="ornskoldsvik", period="2026T2")
    corrected = (
        "I nämndinformationen står 93 barn i vård den 30 april 2026; rättat är det 97, som är internt."
    )
    assert corrected in plain(said)


@pytest.mark.parametrize("period", ["2026T2", "2026", "2026T2Y", "2026-08"])
def test_what_is_unusual_is_told_whichever_period_of_the_newest_tertial_is_looked_at(
    open_page: OpenPage, demo: Demo, period: str
) -> None:
    said = opened(open_page, demo, "", "styrgrupp", version="2", kommun="kramfors", period=period)
    told = "Högre än vanligt för Kramfors de tre senaste tertialen sammantaget"
    assert f">{'' if period == '2026T2' else 'T2 2026: '}{told}" in said
    assert told not in opened(open_page, demo, "", "styrgrupp", version="2", kommun="kramfors", period="2025")


def test_a_kommuns_year_stands_beside_all_of_gfos(open_page: OpenPage, demo: Demo) -> None:
    said = plain(
        opened(open_page, demo, "kommun", "styrgrupp", version="2", kommun="kramfors", period="2026T2")
    )
    assert "Kramfors har 38 av GFO:s 270 barn i vård, 14 %." in said
    assert "Under T2 2026: 3, mot 1. Det är 3 av GFO:s 4 under T2 2026." in said
    own = opened(open_page, demo, "kommun", "kommun-2282", kommun="kramfors", period="2026T2")
    assert "GFO hittills" not in own
    assert "Det är 3 av GFO:s" not in own
    assert "barn i vård, 14" not in own


def test_a_kommuns_long_waits_stand_beside_those_of_a_year_ago(demo: Demo, open_page: OpenPage) -> None:
    said = opened(open_page, demo, "kommun", "kommun-2284", kommun="ornskoldsvik", period="2026T2")
    line = said.split("Lång väntan</a>", 1)[1].split("</li>", 1)[0]
    waits = figures_of(demo.home).waiting("2284", "2025T2")
    assert f"Ett år tidigare var det {sum(one.referrals for one in waits[2:])}." in plain(line)


def test_whom_to_ask_stands_under_what_is_to_be_done(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path / "hem")
    home.root.mkdir()
    write_published(home, "8")
    asked = {"kommun": "timra"}
    before = text_of(open_page("kommun", asked, home))
    assert "Att göra, läget den" in before
    assert "gfo@example.se" not in before
    (home.root / AGREED_FILE).write_text('ask = "Fråga GFO: gfo@example.se."', encoding="utf-8")
    for said in (text_of(open_page("kommun", asked, home)), text_of(open_page("hjalp", asked, home))):
        assert "Fråga GFO: gfo@example.se." in said
