"""What the overview says needs attention, how targets stand, and its one table."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.blocks.attention_lines import Line, weightiest_first
from dashboard.words import formats
from dashboard.words.topics import HEADLINES, HOW_THEY_ENDED, TOPICS
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, opened, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, Odd, expected, write_published


def test_the_long_waits_lead_to_where_they_are_told(demo: Demo, open_page: OpenPage) -> None:
    said = opened(open_page, demo, "oversikt", "kommun-2262", kommun="timra", period="2026T2")
    assert re.search(r'href="remisser\?[^"]*#vantar">Lång väntan</a> <span>[^<]*; den äldsta kom in i', said)
    assert 'id="vantar">2 av de 5 pågående' in opened(
        open_page, demo, "remisser", "kommun-2262", kommun="timra", period="2026T2"
    )


@pytest.fixture(scope="module")
def unusual_home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    """A file where each kind of line has something to say, and one judgement far less likely than the other."""
    home = DataHome(tmp_path_factory.mktemp("unusual"))
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update signal set sentence = '', chance = 0.5")
        con.execute(
            "update signal set side = 1, chance = 1e-9, sentence = 'Högre nivå för Ånge: 9.'"
            " where kpi = 'replacements' and area = '2260' and period = '2026T2'"
        )
        con.execute(
            "update signal set side = -1, chance = 0.001, sentence = 'Lägre för Ånge: 1.'"
            " where kpi = 'exit_interviews' and area = '2260' and period = '2026T2'"
        )
        con.execute("update kpi_definition set next_review = date '2026-01-01' where kpi = 'breakdowns'")
    return home


def _lines(said: str) -> list[str]:
    listed = said.split('<ul class="attention">', 1)[1].split("</ul>", 1)[0]
    return [re.sub(r"<[^>]+>", "", line).replace("\u00a0", " ") for line in listed.split("<li>")[1:]]


def test_the_weightiest_stands_first_and_leads_to_its_figure(
    open_page: OpenPage, unusual_home: DataHome
) -> None:
    said = text_of(open_page("", {"kommun": "ange", "period": "2026T2"}, unusual_home))
    found = _lines(said)
    assert found[0] == "Omplaceringar Högre nivå för Ånge: 9."
    assert len(found) <= 7
    listed = said.split('<ul class="attention">', 1)[1]
    assert listed.index(DEFINITIONS["exit_interviews"].name) < listed.index("Ändrade siffror</a>")
    assert 'href="nyckeltal?kommun=ange&amp;period=2026T2&amp;visa=replacements"' in said
    assert not any(line.startswith("Granskning") for line in found)


def test_gfos_page_tells_of_a_kommun_and_of_reviews(open_page: OpenPage, unusual_home: DataHome) -> None:
    said = text_of(open_page("", {"kommun": "gfo", "period": "2026T2"}, unusual_home))
    assert "Omplaceringar Högre nivå för Ånge: 9." in _lines(said)
    assert 'href="nyckeltal?kommun=ange&amp;period=2026T2&amp;visa=replacements"' in said
    # What only a kommun's less asked for figures say stays on the kommun's own page.
    assert "Lägre för Ånge" not in said


def test_nothing_of_another_period_is_told(open_page: OpenPage, unusual_home: DataHome) -> None:
    assert "Högre nivå för Ånge" not in text_of(
        open_page("", {"kommun": "ange", "period": "2026T1"}, unusual_home)
    )


def test_that_nothing_stands_out_is_an_answer(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        for table in ("target", "meeting", "waiting", "delivery_expected", "crosscheck"):
            con.execute(f"delete from {table}")
        con.execute("update signal set sentence = ''")
        con.execute("update kpi_value set value = 0 where kpi = 'deviations_open'")
        con.execute("update kpi_value set value = 1000 where kpi = 'cost_per_care_day'")
        con.execute(
            "update kpi_value set value = 50, numerator = 4, denominator = 8 where kpi = 'match_rate'"
        )
        con.execute(
            "update kpi_value as t set value = s.value from kpi_value as s where s.kpi = t.kpi and s.area = t.area"
            " and s.cut = t.cut and s.period = '2026T2' and t.period = '2025T2' and t.kpi = 'placement_cost'"
        )
        con.execute(
            "update kpi_value set value = 0 where kpi in ('breakdowns', 'replacements', 'referrals_returned_gfo')"
        )
    assert "Inget utöver det vanliga." in text_of(open_page("", {"kommun": "ange", "period": "2026T2"}, home))


@pytest.mark.parametrize(("now", "told"), [(1160, True), (1140, False)])
def test_a_dearer_day_is_looked_at(open_page: OpenPage, tmp_path: Path, now: int, told: bool) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update kpi_value set value = 1000 where kpi = 'cost_per_care_day'")
        con.execute(
            "update kpi_value set value = ? where kpi = 'cost_per_care_day' and period = '2026T2'", [now]
        )
    said = text_of(open_page("", {"kommun": "ange", "period": "2026T2"}, home))
    assert ("Ett vårddygn kostade" in said) == told


_SET = (
    "update kpi_value set value = {}, numerator = {}, denominator = {}, status = 'ok', reason = null where kpi = '{}'"
    " and area = '2260' and cut = '' and period = '{}'"
)


def _of_ange(folder: Path, figures: dict[str, tuple[str, str]], more: tuple[str, ...] = ()) -> DataHome:
    """A file with Ånge's figures of T2 2026 and T2 2025 as they are asked for, by KPI; a share as `0/6`."""
    home = DataHome(folder)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update signal set sentence = ''")
        con.execute("delete from target")
        for kpi, both in figures.items():
            for period, text in zip(("2026T2", "2025T2"), both, strict=True):
                part, _, whole = text.partition("/")
                value = str(100 * int(part) / int(whole)) if whole else part
                parts = (part, whole) if whole else ("null", "null")
                con.execute(_SET.format(value, *parts, kpi, period))
        for statement in more:
            con.execute(statement)
    return home


def _told(open_page: OpenPage, home: DataHome, kommun: str = "ange") -> dict[str, str]:
    """The lines of the newest tertial by their names."""
    said = text_of(open_page("", {"kommun": kommun, "period": "2026T2"}, home))
    listed = said.split('<ul class="attention">', 1)[1].split("</ul>", 1)[0].replace("\u00a0", " ")
    return dict(re.findall(r">([^<]+)</a> <span>([^<]+)</span>", listed))


_BAD = {
    "placement_cost": ("1120000", "1000000"),
    "match_rate": ("0/6", "4/6"),
    "breakdowns": ("3", "1"),
    "replacements": ("3", "0"),
}


def test_a_kommuns_money_and_quality_stand_beside_a_year_ago_and_changed_figures_last(
    open_page: OpenPage, tmp_path: Path
) -> None:
    found = _told(open_page, _of_ange(tmp_path, _BAD))
    assert found["Placeringskostnad"] == (
        "Placeringarna kostade 1,12 mnkr, 0,12 mnkr (12 %) mer än T2 2025."
        " T2 2025 var kostnaden lägre än tertialen närmast före och efter."
    )
    assert found["Andel matchade"].startswith(
        "Ingen av de 6 avslutade remisserna matchades, mot 4 av 6 under T2"
    )
    assert found["Sammanbrott"] == (
        "3 sammanbrott, mot 1 under T2 2025; så små tal kan vara en slump. Det är 3 av GFO:s 8 under T2 2026."
    )
    assert found["Omplaceringar"].startswith("3 omplaceringar, mot 0 under T2 2025;")
    order = list(found)
    bad = ["Placeringskostnad", "Andel matchade", "Sammanbrott", "Omplaceringar"]
    assert [name for name in order if name in bad] == bad
    assert len(order) <= 7


@pytest.mark.parametrize(
    "figures",
    [
        # A twentieth dearer, one more than a year ago, and few of whom more than half as many as before were matched.
        {
            "placement_cost": ("1050000", "1000000"),
            "match_rate": ("3/6", "4/6"),
            "breakdowns": ("2", "1"),
            "replacements": ("8", "6"),
        },
        # Too few are decided to tell a share of.
        {"match_rate": ("0/4", "4/6"), "breakdowns": ("1", "3"), "replacements": ("0", "3")},
    ],
)
def test_what_has_changed_little_or_for_the_better_is_not_told(
    open_page: OpenPage, tmp_path: Path, figures: dict[str, tuple[str, str]]
) -> None:
    home = _of_ange(tmp_path, {"placement_cost": ("1000000", "1000000")} | figures)
    found = _told(open_page, home)
    assert not {"Placeringskostnad", "Andel matchade"} & set(found)
    assert not [line for line in found.values() if "mot" in line.split() and "T2 2025" in line]


def test_a_hidden_figure_is_set_beside_nothing_and_a_judged_one_not_called_chance(
    open_page: OpenPage, tmp_path: Path
) -> None:
    hidden = (
        "update kpi_value set value = null, status = 'hidden' where area = '2260' and cut = '' and period = '2025T2'"
        " and kpi in ('placement_cost', 'breakdowns')"
    )
    judged = (
        "update signal set side = 1, sentence = 'Högre nivå för Ånge: 3.'"
        " where kpi = 'replacements' and area = '2260' and period = '2026T2'"
    )
    found = _told(open_page, _of_ange(tmp_path, _BAD, (hidden, judged)))
    assert not {"Placeringskostnad", "Sammanbrott"} & set(found)
    assert found["Omplaceringar"] == "Högre nivå för Ånge: 3."


def test_of_gfo_as_a_whole_no_count_is_set_beside_a_year_ago(open_page: OpenPage, tmp_path: Path) -> None:
    more = "update kpi_value set value = 30 where kpi = 'breakdowns' and area = 'GFO' and period = '2026T2'"
    found = _told(open_page, _of_ange(tmp_path, _BAD, (more,)), "gfo")
    assert not [line for line in found.values() if " T2 2025; " in line]


def test_open_referrals_of_whom_none_has_waited_long_ask_for_nothing(demo: Demo, open_page: OpenPage) -> None:
    said = opened(open_page, demo, "kommun", "kommun-2282", kommun="kramfors", period="2026T2")
    assert "Att uppmärksamma" in said
    assert "Pågående remisser</a> <span>" not in said


def test_the_table_holds_every_headline_figure_beside_last_years(open_page: OpenPage) -> None:
    said = text_of(open_page("", {"kommun": "timra", "period": "2026T2"})).replace("\u00a0", " ")
    rows = dict(
        re.findall(
            r'visa=(\w+)">[^<]+</a>(?: <small[^>]*>[^<]*</small>)?</th>(.*?)</tr>',
            said.split('<table class="headlines">', 1)[1],
        )
    )
    told = (*HEADLINES, *HOW_THEY_ENDED)
    assert list(rows) == [
        kpi for _topic, kpis in TOPICS for kpi in kpis if kpi in told and not DEFINITIONS[kpi].gfo_only
    ]
    now, before = (expected("referrals_received", "2262", Period.parse(one)) for one in ("2026T2", "2025T2"))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", rows["referrals_received"])
    assert cells[0] == f"<b>{formats.number(now)}</b>"
    assert cells[1] == formats.number(before)
    assert cells[2].replace("−", "-").removeprefix("+") == str(int(now - before))


def test_a_figure_with_a_target_has_its_row_and_every_row_the_tertial_before(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("insert into target values ('match_rate', 'GFO', '2026', 55, 'Styrgruppen')")
    said = text_of(open_page("", {"kommun": "gfo", "period": "2026T2"}, home)).replace("\u00a0", " ")
    table = said.split('<table class="headlines">', 1)[1].split("</table>", 1)[0]
    assert [table.index(word) for word in ("days_to_match", "match_rate", "Familjehem</span>")] == sorted(
        table.index(word) for word in ("days_to_match", "match_rate", "Familjehem</span>")
    )
    assert '<th scope="col" class="n former">T1 2026</th>' in table
    before = expected("referrals_received", "GFO", Period.parse("2026T1"))
    row = table.split("visa=referrals_received", 1)[1].split("</tr>", 1)[0]
    assert f'<td class="n former">{formats.number(before)}</td>' in row
    # Nothing of fewer days than it is set beside.
    assert "n former" not in text_of(open_page("", {"kommun": "gfo", "period": "2026"}, home))


def test_a_median_of_few_cases_says_of_how_many(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update kpi_value set value = 77, n = 1 where kpi = 'days_to_match' and area = '2262'")
        con.execute("update kpi_value set value = 50, n = 9 where kpi = 'days_to_match' and area = '2260'")
    found = []
    for kommun in ("timra", "ange"):
        said = text_of(open_page("", {"kommun": kommun, "period": "2026T2"}, home)).replace("\u00a0", " ")
        row = said.split('visa=days_to_match">', 1)[1].split("</tr>", 1)[0]
        found.append(re.findall(r'<small class="of">(.*?)</small>', row))
    assert found == [["1 fall"], ["9 fall"]]


def test_a_row_says_why_a_figure_is_not_there(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    odd = Odd(
        hidden=frozenset({("replacements", "2262", "2026T2")}),
        missing={("children_in_care", "2262", "2026T2"): "ej_levererat"},
    )
    write_published(home, odd=odd)
    said = text_of(open_page("", {"kommun": "timra", "period": "2026T2"}, home))
    for kpi, shown, why in (
        ("replacements", "..", "skyddad"),
        ("children_in_care", "–", "väntar på Timrå"),
    ):
        table = said.split('<table class="headlines">', 1)[1]
        row = table.split(f'visa={kpi}">', 1)[1].split("</tr>", 1)[0]
        assert f"<b>{shown}</b>" in row
        assert re.search(rf'<td class="n change">[^<]*{why}', row)
    # The large figures do not lose one without a word.
    assert "<b>–</b>Barn i vård vid periodens slut<small>väntar på Timrå</small>" in said


def test_the_year_under_way_says_of_a_target_what_its_newest_tertial_says(open_page: OpenPage) -> None:
    aims = []
    for period in ("2026", "2026T2"):
        said = text_of(open_page("", {"kommun": "gfo", "period": period}))
        row = said.split('visa=bank_homes_available">', 1)[1].split("</tr>", 1)[0]
        aims.append(re.findall(r'<td class="goal">(.*?)</td>', row))
    # The year has no homes of its own to show yet, so it says whose they are.
    assert aims == [["● nått: 51 T2 2026, mål 30"], ["● nått: 30"]]


def test_of_children_and_referrals_that_say_the_same_the_referrals_are_told(
    open_page: OpenPage, demo: Demo
) -> None:
    said = text_of(open_page("", {"version": "senaste"}, demo.home))
    assert "återlämnade remisser (29)" in said
    assert "Barn med återlämnad remiss" not in said
    assert "barn med återlämnad remiss" not in said


def test_what_was_missing_at_the_meeting_and_has_come_is_told_as_changed(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "update revision set old_status = 'missing', old_value = null, settled = false, new_value = 7"
        )
    assert "1 siffra har ändrats sedan mötet" in text_of(open_page("", {"kommun": "timra"}, home))


def test_what_was_under_way_at_the_meeting_is_not_told_as_changed(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update revision set settled = false, period = '2026'")
    assert "Inga äldre siffror för området har ändrats" in text_of(open_page("", {"kommun": "timra"}, home))


def test_what_is_said_of_one_figure_is_one_line_where_the_weightiest_of_it_stands():
    said = [
        Line("A", "Lätt.", "a", 2),
        Line("B", "Mitt.", "b", 5),
        Line("A", "Tungt.", "a", 9),
        Line("A", "Även här.", "c", 1),
        Line("A", "Annan.", "a", 1, area="2262"),
    ]
    assert [(line.sentence, line.weight) for line in weightiest_first(said)] == [
        ("Tungt. Lätt. Även här.", 9),
        ("Mitt.", 5),
        ("Annan.", 1),
    ]


def test_a_year_under_way_says_how_far_it_has_come_beside_the_same_days(open_page: OpenPage) -> None:
    said = text_of(open_page("", {"kommun": "timra", "period": "2026"}))
    table = said.split('<table class="headlines">', 1)[1].split("</thead>", 1)[0]
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    assert heads[1:3] == ["2026 till och med 31 augusti", "1 januari–31 augusti 2025"]


def test_nothing_is_judged_of_a_year_before_the_kommun_joined(demo: Demo, open_page: OpenPage) -> None:
    said = opened(open_page, demo, "oversikt", "kommun-2262", kommun="timra", period="2021")
    assert "<p>Perioder innan Timrå gick med i GFO bedöms inte.</p>" in said
    assert "Inget utöver det vanliga" not in said
    # The homes of the bank that lay there were GFO's.
    assert re.search(r'class="lead">Timrå var inte med i GFO 2021\.</p>', said)


def _judged_home(root: Path, judged: dict[str, str]) -> DataHome:
    """A file in which some of GFO's figures of the newest tertial are judged, each in its sentence."""
    home = DataHome(root)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("update signal set side = 0, sentence = '', chance = 0.5")
        for kpi, sentence in judged.items():
            con.execute(
                "update signal set side = 1, sentence = ? where kpi = ? and area = 'GFO' and period = '2026T2'",
                [sentence, kpi],
            )
    return home


def test_what_a_judged_share_is_counted_from_is_told_in_its_line(open_page: OpenPage, tmp_path: Path) -> None:
    share, part = "match_rate", "referrals_returned_gfo"
    name = DEFINITIONS[part].name
    both = _judged_home(tmp_path / "both", {share: "Ovanlig.", part: "Hög."})
    found = _lines(text_of(open_page("", {"kommun": "gfo", "period": "2026T2"}, both)))
    returned = expected(part, "GFO", Period.parse("2026T2"))
    (line,) = [line for line in found if line.startswith(DEFINITIONS[share].name)]
    assert re.search(rf" Ovanlig\. {name}: {returned:.0f}, mot vanligen \d+–\d+\.$", line)
    assert not any(line.startswith(name) for line in found)
    alone = _judged_home(tmp_path / "alone", {part: "Hög."})
    assert f"{name} Hög." in _lines(text_of(open_page("", {"kommun": "gfo", "period": "2026T2"}, alone)))
