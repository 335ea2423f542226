"""The meeting's agenda: its file, its screens, and what they say when a figure is not there."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.briefings.making import Asked, facts_of
from dashboard.briefings.meeting.agenda import AGENDA_FILE, DEFAULT, QUESTIONS, read_agenda
from dashboard.briefings.meeting.screens import SCREENS
from dashboard.briefings.meeting.slides import agenda
from dashboard.briefings.parts import Lines
from dashboard.words import formats
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.periods import Period
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.published_file import Odd, expected, write_published
from tests.pages.fixtures.records import plain


def _written(tmp_path: Path, text: str) -> Path:
    (tmp_path / AGENDA_FILE).write_text(text, encoding="utf-8")
    return tmp_path


def test_without_a_file_the_default_agenda_has_every_screen_once_but_those_that_others_tell(
    tmp_path: Path,
) -> None:
    assert read_agenda(tmp_path, SCREENS) == DEFAULT
    told_by_others = {"framat": "remisser", "dygnskostnad": "placeringar"}
    assert set(told_by_others.values()) <= {item.shows for item in DEFAULT}
    assert sorted([*(item.shows for item in DEFAULT), *told_by_others]) == sorted([*SCREENS, QUESTIONS])
    assert all(item.note for item in DEFAULT)


def test_the_homes_own_file_says_which_screens_in_which_order(tmp_path: Path) -> None:
    text = '[[skarm]]\nvisa = "remisser"\nrubrik = "Det viktiga"\n[[skarm]]\nvisa = "laget"\nanteckning = "Först."'
    home = _written(tmp_path, text)
    first, second = read_agenda(home, SCREENS)
    assert (first.shows, first.title, first.note) == ("remisser", "Det viktiga", "")
    assert (second.shows, second.note) == ("laget", "Först.")


def test_what_is_to_be_decided_stands_last_or_where_the_file_places_it(tmp_path: Path) -> None:
    asked = 'fragor = ["Vem ser över dem?", " Till när? "]\n'
    *usual, last = read_agenda(_written(tmp_path, asked), SCREENS)
    assert tuple(usual) == DEFAULT[:-1]
    assert (last.shows, last.questions) == (QUESTIONS, ("Vem ser över dem?", "Till när?"))
    one, two = read_agenda(_written(tmp_path, f'{asked}[[skarm]]\nvisa = "laget"'), SCREENS)
    assert (one.questions, two.shows) == ((), QUESTIONS)
    placed = f'{asked}[[skarm]]\nvisa = "fragor"\nrubrik = "Beslut"\n[[skarm]]\nvisa = "laget"'
    first, second = read_agenda(_written(tmp_path, placed), SCREENS)
    assert (first.title, first.questions[1], second.shows) == ("Beslut", "Till när?", "laget")


def test_what_is_to_be_decided_is_on_the_wall_and_on_a_slide(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    write_published(home)
    _written(home.root, 'fragor = ["Vem ser över <dem>?"]')
    said = text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"}, home))
    screen = said.split('<section class="screen"')[-1]
    assert "<h2>Att ta ställning till</h2>" in screen
    assert "Vem ser över &lt;dem&gt;?" in screen
    facts = facts_of(home, Asked("agenda", period="2026T2"))
    page = agenda(facts, home.root).pages[-1]
    assert page.title == "Att ta ställning till"
    assert page.parts[0] == Lines(("1.\u00a0Vem ser över <dem>?",))
    # It is GFO's meeting.
    assert "Vem ser över" not in text_of(open_page("mote", {"kommun": "timra", "period": "2026T2"}, home))


def test_what_has_been_agreed_on_stands_under_what_is_to_be_decided_or_alone(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(home)
    _written(home.root, "fragor_ur_siffrorna = false")
    asked = {"kommun": "gfo", "period": "2026T2"}
    alone = text_of(open_page("mote", asked, home)).split('<section class="screen"')[-1]
    assert "<h2>Överenskommet sedan tidigare</h2>" in alone
    assert "<h3>Överenskommet den 28 maj 2026</h3><p>Ånge ringer familjerna. Gjort?</p>" in plain(alone)
    _written(home.root, 'fragor = ["Vem?"]')
    both = text_of(open_page("mote", asked, home)).split('<section class="screen"')[-1]
    assert both.index("Vem?") < both.index("Ånge ringer familjerna.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[skarm", "är inte rätt skriven"),
        ("", "mellan 1 och 30 skärmar"),
        ("skarm = 3", "skrivs som [[skarm]]"),
        ("fraga = 'Vem?'", "”fraga” kan inte följas"),
        ("fragor = 'Vem?'", "Frågorna skrivs som fragor = [“…”".replace("“…”", '"…"')),
        ("fragor = ['Vem?', '  ']", "Frågorna skrivs som"),
        (f"fragor = {['Vem?'] * 7}", "Högst 6 frågor får plats"),
        ("fragor_ur_siffrorna = 'nej'", "fragor_ur_siffrorna skrivs som true eller false"),
        (f"fragor = ['{'x' * 161}']", "med högst 160 tecken"),
        ('[[skarm]]\nvisa = "vädret"', "”vädret” finns inte. Det som finns är andrat"),
        ('[[skarm]]\nvisa = "laget"\nstorlek = "9"', "”storlek” kan inte följas"),
        ("[[skarm]]\nvisa = 3", "”visa” kan inte följas"),
        ('[[skarm]]\nvisa = "laget"\n' * 31, "mellan 1 och 30 skärmar"),
    ],
)
def test_an_agenda_that_cannot_be_followed_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ReaderError) as raised:
        read_agenda(_written(tmp_path, text), SCREENS)
    assert raised.value.code == "G009"
    assert said in raised.value.message


def test_every_screen_of_gfo_has_a_heading_a_note_and_says_whose_figures_it_shows(
    open_page: OpenPage,
) -> None:
    said = text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"}))
    screens = said.split('<section class="screen"')[1:]
    assert len(screens) >= 10
    for screen in screens:
        assert '<p class="speaker" hidden>' in screen
        assert (
            "GFO · T2 2026 · uppgifter t.o.m. 2026-08-31 · version 20261121T2000-test · exempeldata" in screen
        )
        assert "internt arbetsmaterial" in screen
        # Its words are one piece of a row whose pieces stand apart.
        assert re.search("<footer><span>(hela )?GFO · T2 2026", screen)


def test_a_screen_without_figures_is_left_out_and_a_hidden_one_is_no_number(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(
        home,
        odd=Odd(
            hidden=frozenset({("children_in_care", "2262", "2026T2")}),
            missing={("deviations_reported", "2262", "2026T2"): "ej_levererat"},
        ),
    )
    said = text_of(open_page("mote", {"kommun": "timra", "period": "2026T2"}, home))
    titles = [part.split("</h2>", 1)[0] for part in said.split("<h2>")[1:]]
    assert not any("barn i vård" in title or "rapporterades" in title for title in titles)


def test_open_deviations_are_not_told_as_part_of_those_reported_in_the_period(open_page: OpenPage) -> None:
    said = plain(text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"})))
    still = formats.number(expected("deviations_open", "GFO", Period.parse("2026T2")))
    assert f"Öppna avvikelser den 31 augusti 2026, oavsett när de rapporterades: {still}." in said


def test_a_kommuns_screen_of_figures_has_those_returned_and_how_many_a_share_is_of(
    open_page: OpenPage,
) -> None:
    agenda = {"period": "2026T2", "version": "20261121T2000-test"}
    own, gfo = (
        plain(text_of(open_page("mote", {"kommun": kommun, **agenda}))) for kommun in ("timra", "gfo")
    )
    in_brief, of_gfo = (
        next(one for one in said.split("<section")[1:] if re.search("<h2>(Nyckeltalen|Remisser och)", one))
        for said in (own, gfo)
    )
    assert "Återlämnade remisser" in in_brief
    share = in_brief.split("Andel matchade", 1)[1].split("</tr>", 1)[0]
    # Beside its figure: a column of its own would be empty but for it.
    assert re.search(r">\d+ % \(\d+ av \d+\)<", share)
    assert "Återlämnade remisser" not in of_gfo


def test_a_screen_whose_figure_is_awaited_says_of_whom_and_what_was_last_known(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    late = {
        (kpi, "GFO", "2026T2"): "ej_levererat:2262,2280" for kpi in ("children_in_care", "placement_cost")
    }
    write_published(home, odd=Odd(missing=late))
    said = plain(text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"}, home)))
    (screen,) = [one for one in said.split("<h2>") if one.startswith("Barn i vård vid periodens slut väntar")]
    assert screen.startswith("Barn i vård vid periodens slut väntar på Timrå och Härnösand</h2>")
    children = formats.number(expected("children_in_care", "GFO", Period.parse("2026T1")))
    assert f"<strong>{children}</strong><span>senast kända, T1 2026</span>" in screen
    cost = plain(formats.card_figure(expected("placement_cost", "GFO", Period.parse("2026T1")), "ok", "kr"))
    assert (
        f"Väntar på Timrå och Härnösand. Senast kända för GFO, T1 2026: barn i vård vid periodens slut {children} och"
        f" placeringskostnad {cost}." in said
    )


def test_the_referrals_tell_what_is_expected_and_the_placements_what_a_day_costs(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    write_published(home)
    choices = {"kommun": "gfo", "period": "2026T2"}
    usual = plain(text_of(open_page("mote", choices, home)))
    _written(home.root, '[[skarm]]\nvisa = "dygnskostnad"\n[[skarm]]\nvisa = "framat"')
    cost, ahead = plain(text_of(open_page("mote", choices, home))).split("<h2>")[1:]
    (placements,) = [one for one in usual.split("<h2>")[1:] if "barn i vård" in one.split("</h2>")[0]]
    # A day's cost stands on its form's row, beside the children.
    for figure, form in re.findall(r"<strong>([^<]+)</strong><span>([^<]+), per dygn</span>", cost):
        row = placements.split(f">{form}</th>", 1)[1].split("</tr>", 1)[0]
        assert f'<td class="n">{figure}</td>' in row
    assert cost.count(", per dygn</span>") == 3
    (referrals,) = [one for one in usual.split("<h2>")[1:] if "pågående remisser" in one.split("</h2>")[0]]
    assert f"<p>{ahead.split('</h2>')[0]}.</p>" in referrals
    # What comes and what goes are told apart by a sign, the levels have none.
    assert re.findall(r"<li[^>]*><span>([+−]?)", referrals) == ["", "+", "−", "−", "−", "−", ""]


def test_the_homes_agenda_is_what_the_page_shows(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    write_published(home)
    _written(home.root, '[[skarm]]\nvisa = "nyckeltal"\nrubrik = "Siffrorna <i korthet>"')
    said = text_of(open_page("mote", {"kommun": "timra", "period": "2026T2"}, home))
    assert said.count('<section class="screen"') == 1
    assert "<h2>Siffrorna &lt;i korthet&gt;</h2>" in said
    _written(home.root, "[[skarm]]\nvisa = 'fel'")
    assert "Mötets agenda kan inte visas." in text_of(open_page("mote", {}, home))


@pytest.mark.parametrize(("months", "told"), [(12, True), (4, False)])
def test_a_part_of_a_year_is_set_beside_no_whole_one(
    open_page: OpenPage, tmp_path: Path, months: int, told: bool
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "insert into cost_allocation select * replace (2022 as year) from cost_allocation where year = 2023"
        )
        con.execute("update cost_allocation set months = ? where year = 2022 and area = '2262'", [months])
        con.execute("delete from cost_allocation where year not in (2022, 2023)")
    said = text_of(open_page("mote", {"kommun": "timra", "period": "2026T2"}, home))
    screen = next(one for one in said.split("<section")[1:] if "<p>Kommunerna delar" in one)
    assert '<th class="n">Kr mot 2022</th>' in screen

    def change(name: str) -> str:
        row = re.findall(rf"<tr><th[^>]*>{name}</th>(.*?)</tr>", screen)[0]
        return re.findall("<td[^>]*>(.*?)</td>", row)[0]

    assert (change("Timrå") == "0") == told
    assert change("Kramfors") == "0"


def test_a_proposal_is_a_screen_with_all_that_it_assumes(open_page: OpenPage) -> None:
    asked = {"kommun": "gfo", "period": "2026T2", "ar": "2023", "tank": "lamnar-timra"}
    said = text_of(open_page("mote", asked))
    title = "<h2>Tänk om, med oförändrad budget: "
    screen = said.split(title, 1)[1].split("</section>", 1)[0]
    assert "Timrå lämnar den 31 december 2026; kronor 2027. Antar: " in screen
    assert "; Timrå är inte med; oförändrad budget" in screen
    assert "Minskar budgeten i takt med barnen" in screen
    assert screen.count("beslutat") >= 6
    begins = said.split('data-begin="', 1)[1].split('"', 1)[0]
    assert f'data-screen="{begins}"' in said.split(title, 1)[0].rsplit("<section", 1)[1]
    assert "Tänk om" not in text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"}))
    door = text_of(open_page("fordelning", asked)).split("Visa i mötet", 1)[0].rsplit('href="', 1)[1]
    assert door.startswith("mote?")
    assert "tank=lamnar-timra" in door
    assert "ar=2023" in door


def test_a_proposal_that_cannot_be_computed_says_why(open_page: OpenPage) -> None:
    asked = {"kommun": "gfo", "period": "2026T2", "ar": "2023", "tank": "vikter", "budget": "mycket"}
    said = text_of(open_page("mote", asked))
    assert "”mycket” går inte att använda som budget i kronor" in said


@pytest.mark.parametrize(("period", "foreseen"), [("2025T3", False), ("2025", False), ("2025T2", True)])
def test_of_a_year_that_is_over_nothing_is_foreseen(open_page: OpenPage, period: str, foreseen: bool) -> None:
    said = plain(text_of(open_page("mote", {"kommun": "gfo", "period": period})))
    screen = next(one for one in said.split("<h2>")[1:] if '<th class="n">Budget</th>' in one)
    assert f">{Period.parse(period).label}</th>" in screen
    assert ("Hela 2025, väntat" in screen) == foreseen


def test_every_target_is_on_one_screen_with_how_it_stands(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "insert into target values ('bank_homes_available', 'GFO', '2026T2', 9999, 'Styrgruppen')"
        )
    said = text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"}, home)).replace("\u00a0", " ")
    (screen,) = [one for one in said.split('<section class="screen"') if "minst 9 999 hem T2 2026" in one]
    assert "<h2>Målet nåddes inte</h2>" in screen
    assert "○ inte nått" in screen
    of_kommun = text_of(open_page("mote", {"kommun": "timra", "period": "2026T2"}, home))
    assert "Målet nås" not in of_kommun


def test_what_was_foreseen_at_the_last_meeting_stands_beside_what_came(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home, "1"))) as con:
        con.execute("update capacity_forecast set period = '2026T2'")
    write_published(home, "2")
    came = expected("referrals_open", "GFO", Period.parse("2026T2"))
    told = f"Till mötet den 10 juni 2026 väntades mellan 15 och 28 vid utgången av T2 2026. Det blev {came:.0f}, "
    told += "färre än väntat." if came < 15 else "fler än väntat." if came > 28 else "som väntat."
    for page in ("mote", "familjehem"):
        asked = {"kommun": "gfo", "version": "senaste"}
        assert told in text_of(open_page(page, asked, home)).replace("\u00a0", " "), page
        assert "Till mötet den" not in text_of(open_page(page, {"kommun": "gfo", "version": "1"}, home))


def test_targets_are_told_on_their_own_screen_and_what_the_wall_has_no_room_for_is_named_under_it(
    open_page: OpenPage, demo: Demo, tmp_path: Path
) -> None:
    chosen = {"kommun": "gfo", "period": "2026T2", "version": "2"}
    said = plain(text_of(open_page("mote", chosen, demo.home)))
    (screen,) = [one for one in said.split("<h2>") if one.startswith("Att uppmärksamma")]
    assert screen.startswith("Att uppmärksamma</h2>")
    assert "Målet för" not in screen
    assert "<h2>1 av 5 mål nåddes inte, och 3 till nås inte som det ser ut nu</h2>" in said
    # An agenda without that screen has them here, and names what it has no room for.
    home = DataHome(tmp_path)
    home.published.symlink_to(demo.home.published)
    _written(tmp_path, '[[skarm]]\nvisa = "uppmarksamma"')
    screen = plain(text_of(open_page("mote", chosen, home)))
    every = re.search(r"<h2>Att uppmärksamma: de 7 viktigaste av (\d+)</h2>", screen)
    assert every
    assert "Målet för 2026, 45 dagar, hålls inte" in screen
    named = re.search(r"<p>Dessutom: (.+)\. Allt står på Översikt\.</p>", screen)
    assert named
    assert len(re.split(", | och ", named[1])) == int(every[1]) - screen.split("<tbody>")[1].count("<tr>")
    assert named[1] == named[1].lower()
