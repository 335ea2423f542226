"""The list of every KPI, and each one's own view: its figure, its kommuner, its parts, its periods, its definition."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.published.records import Definition, Goal, PartialFigure, PeriodInfo, Status, Value
from dashboard.views.kpi import sentences
from dashboard.words import formats, per_thousand
from dashboard.words.cuts import DIMENSIONS
from dashboard.words.periods import when
from dashboard.words.targets import how_far
from dashboard.words.topics import HEADLINE_TOPICS, TOPICS, by_topic
from pipelines.home import DataHome
from pipelines.periods import Period
from pipelines.reference import SQL_ROOT
from tests.pages.fixtures.opening import OpenPage, cards_of, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, Odd, expected, write_published

T2 = PeriodInfo("2026T2", "tertial", "T2 2026", date(2026, 5, 1), date(2026, 8, 31), False)
T3 = PeriodInfo("2026T3", "tertial", "T3 2026", date(2026, 9, 1), date(2026, 12, 31), True)
BEFORE = PeriodInfo("2025T2", "tertial", "T2 2025", date(2025, 5, 1), date(2025, 8, 31), False)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _value(number: str | None, status: Status = "ok", reason: str = "", kpi: str = "k") -> Value:
    value = None if number is None else Decimal(number)
    return Value(kpi, "", "2262", "2026T2", value, None, None, None, status, reason, False)


def _definition(
    unit: str = "remisser", measure: str = "flow", decimals: int = 0, source: str = ""
) -> Definition:
    words: dict[str, Any] = dict.fromkeys(Definition.__dataclass_fields__, "")
    words |= {"name": "Namn", "unit": unit, "measure": measure, "decimals": decimals, "source": source}
    return Definition(**words)


def _opened(open_page: OpenPage, query: dict[str, str], home: DataHome | None = None) -> str:
    app = open_page("nyckeltal", {"kommun": "timra", "period": "2026T2", **query}, home)
    said = text_of(app)
    assert not app.exception
    assert "Sidan kunde inte visas" not in said
    return _plain(said)


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
    assert [title for title, _kpis in TOPICS] == re.findall(r'colspan="7">(.*?)</th>', said)


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
    assert "för få för att visas" in _row(said, "replacements")
    assert "<b>–</b>" in _row(said, "children_in_care")
    assert "inga fall" in _row(said, "children_in_care")
    assert "bara för hela GFO" in _row(said, "gfo_budget")
    assert "bara för hela GFO" not in _opened(open_page, {"kommun": "gfo"}, home)


@pytest.mark.parametrize(("words", "found"), [("vårddygn", True), ("xyzzy", False)])
def test_a_search_leaves_the_kpis_that_it_is_about(open_page: OpenPage, words: str, found: bool) -> None:
    said = _opened(open_page, {"sok": words})
    assert ("visa=cost_per_care_day" in said) == found
    assert ("Inget nyckeltal handlar om" in said) != found
    assert "visa=referrals_received" not in said


# A KPI's own view.


def test_how_many_referrals_timra_made_in_2022_is_found_by_its_address(open_page: OpenPage) -> None:
    said = _opened(open_page, {"visa": "referrals_received", "period": "2022"})
    figure = formats.number(expected("referrals_received", "2262", Period.whole_year(2022)))
    assert '<h2 class="kpi">Inkomna remisser</h2>' in said
    assert f"Timrå: {figure} remisser under 2022. Ingen jämförelse: 2021 – inte med i GFO." in said
    row = said.split('<tr class="chosen"><th scope="row">2022</th>')[-1].split("</tr>", 1)[0]
    cells = re.findall(r'<td class="n">(.*?)</td>', row)
    areas = ("2280", "2282", "2283", "2262", "2260", "2284", "GFO")
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
    said = _plain(text_of(app))
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
    assert per_thousand.rate(_value("43"), _value("4177")).value == pytest.approx(
        Decimal("10.2945"), abs=Decimal("0.0001")
    )
    assert per_thousand.rate(_value("0"), _value("4177")).value == 0
    for count, children, status in (
        (_value(None, "hidden"), _value("4177"), "hidden"),
        (_value("43"), _value(None, "missing", "uppgift_saknas", "children_0_20"), "missing"),
        (_value(None, "missing", "ej_med"), _value("4177"), "missing"),
        (_value("43"), _value("0"), "missing"),
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
    assert "Uppgift saknas: Timrå har inte levererat T2 2026." in said
    assert "Timrå och Ånge visas inte, så kommunerna går inte att lägga ihop till GFO:s siffra." in said
    row = said.split('<tr class="chosen"><th scope="row">T2 2026</th>')[-1].split("</tr>", 1)[0]
    assert [cell for cell in re.findall(r'<td class="n">(.*?)</td>', row) if cell in ("..", "–")] == [
        "–",
        "..",
        "–",
    ]


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
    assert "▲</span> Högre än normalt för Timrå: 9, mot normalt 0–2.</p>" in _opened(
        open_page, {"visa": "homes_approved"}
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
        "GFO:s siffra väntar på Timrå och Härnösand. De 4 kommuner som har levererat har tillsammans 12,0 mnkr"
        " (T2 2025: 11,0 mnkr)."
    )
    for kommun in ("gfo", "timra"):
        assert _opened(open_page, {"visa": "placement_cost", "kommun": kommun}, home).count(told) == 1


def test_of_very_many_kommuner_those_nearest_in_size_are_shown(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "insert into area select (1000 + i)::varchar, 'Kommun ' || i, '', true from range(20) as t (i)"
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


# Its sentences.


@pytest.mark.parametrize(
    ("period", "measure", "said"),
    [
        (T2, "flow", "under T2 2026"),
        (T2, "during", "någon gång under T2 2026"),
        (T2, "stock", "den 31 augusti 2026"),
        (T2, "level", "för T2 2026"),
        (T3, "flow", "under T3 2026 till och med 15 oktober"),
        (T3, "stock", "den 15 oktober 2026"),
    ],
)
def test_when_a_figure_is_of(period: PeriodInfo, measure: str, said: str) -> None:
    assert when(period, measure, date(2026, 10, 15)) == said


@pytest.mark.parametrize(
    ("definition", "number", "said"),
    [
        (_definition(), "5", "5 remisser"),
        (_definition(), "1", "1 remiss"),
        (_definition(), "0", "inga remisser"),
        (_definition("kr", "sum"), "21400000", "21,4 mnkr"),
        (_definition("kr", "sum"), "0", "0 kr"),
        (_definition("kr", "difference"), "71021", "+71 tkr"),
        (_definition("procent", "ratio"), "0", "0 %"),
        (_definition("dagar", "median", 1), "42.5", "42,5 dagar"),
    ],
)
def test_a_figure_in_a_sentence(definition: Definition, number: str, said: str) -> None:
    assert _plain(sentences.amount(Decimal(number), definition)) == said


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [
        ("5", ("0", "14", "3"), "Timrå: 5 remisser under 2022; övriga kommuner högst 14"),
        ("0", ("2", "14"), "Timrå: inga remisser under 2022; övriga kommuner från 2 till 14"),
        ("5", ("3", "3"), "Timrå: 5 remisser under 2022; övriga kommuner 3 vardera"),
        ("5", ("0", "0"), "Timrå: 5 remisser under 2022; övriga kommuner inga"),
        ("5", (None,), "Timrå: 5 remisser under 2022"),
        (None, ("2", "14"), "Kommunerna under 2022: från 2 till 14 remisser"),
        (None, (None,), "Kommunerna var för sig"),
    ],
)
def test_kommuner_are_told_without_an_order(
    own: str | None, others: tuple[str | None, ...], said: str
) -> None:
    values = [_value(number, "ok" if number else "missing") for number in others]
    chosen = None if own is None else ("Timrå", _value(own))
    found = sentences.kommuner_title(chosen, values, _definition(), "under 2022", "övriga kommuner")
    assert _plain(found) == said


@pytest.mark.parametrize(
    ("gfo", "kommuner", "said"),
    [
        (_value("8"), (_value("5"), _value("3")), ""),
        (_value("8"), (_value("8"), _value(None, "missing", "ej_med")), ""),
        (
            _value("9"),
            (_value("5"), _value("3")),
            (
                "Kommunerna har tillsammans 8 hem, GFO 9. Skillnaden, 1, hör inte till någon av kommunerna, till"
                " exempel hem som ligger utanför dem."
            ),
        ),
        (
            _value("9"),
            (_value("5", "published"), _value("3")),
            "Kommunerna har tillsammans 8 hem, GFO 9. Någon av siffrorna är ur en äldre rapport.",
        ),
        (
            _value("9"),
            (_value("5"), _value(None, "hidden")),
            "B visas inte, så kommunerna går inte att lägga ihop till GFO:s siffra.",
        ),
        (_value(None, "missing"), (_value("5"), _value("3")), ""),
    ],
)
def test_why_kommuner_do_not_add_up(gfo: Value, kommuner: tuple[Value, Value], said: str) -> None:
    homes = _definition("hem", "stock", source="familjehem")
    assert _plain(sentences.sums(gfo, dict(zip("AB", kommuner, strict=True)), homes)) == said
    assert sentences.sums(gfo, dict(zip("AB", kommuner, strict=True)), _definition("procent", "ratio")) == ""


def test_one_kommun_that_has_delivered_is_told_in_the_singular() -> None:
    found = PartialFigure("2262", 1, Decimal(3), None)
    assert _plain(sentences.partial(found, {"2262": "Timrå"}, _definition(), BEFORE)) == (
        "GFO:s siffra väntar på Timrå. Den kommun som har levererat har 3 remisser."
    )


def test_a_remark_of_all_kommuner_is_said_once_and_that_of_one_with_its_name() -> None:
    values = {
        "Timrå": _value("5", reason="med_fran:2022-09-01"),
        "Ånge": _value("2"),
        "Kramfors": _value(None, "missing", "ej_med"),
    }
    assert sentences.remarks_of(values) == "Timrå: räknas från 2022-09-01, då kommunen gick med i GFO."
    everyone = dict.fromkeys(("A", "B"), _value("1", reason="per:2025-12-31"))
    assert sentences.of_children(everyone) == "Antalet barn: bygger på uppgiften per 2025-12-31."


@pytest.mark.parametrize(
    ("kpi", "aim", "value", "beside", "said"),
    [
        ("bank_homes_available", ("2026T2", 30), 27, "2026T2", "○ inte nått, 3 hem kvar"),
        ("bank_homes_available", ("2026T2", 30), 31, "2026T2", "● nått"),
        ("days_to_match", ("2026", 45), 50, "2026T2R3", "◔ efter, 5 dagar över"),
        ("days_to_match", ("2026", 45), 40, "2026T2R3", "◐ på väg"),
        ("match_rate", ("2026", 55), 48, "2026T2R3", "◔ efter, 7 procentenheter kvar"),
        ("homes_approved", ("2026", 28), 10, "2026T2Y", "◔ efter"),
        ("homes_approved", ("2026", 28), None, "2026", ""),
        ("referrals_received", ("2026", 28), 20, "2026", ""),
    ],
)
def test_how_far_a_target_is(
    kpi: str, aim: tuple[str, int], value: int | None, beside: str, said: str
) -> None:
    status: Status = "missing" if value is None else "ok"
    number = None if value is None else Decimal(value)
    held = Value(kpi, "", "GFO", beside, number, None, None, None, status, "", False)
    goal = Goal(Decimal(aim[1]), aim[0], held)
    assert _plain(how_far(goal, DEFINITIONS[kpi])) == said  # type: ignore[arg-type]
