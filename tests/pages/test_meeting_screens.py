"""Single screens of the meeting: the bank, the placements, the targets."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from dashboard.briefings.parts import Chart, Series
from dashboard.views.meeting import parts
from dashboard.words import balance
from dashboard.words.tables import Amount
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.published_file import write_published
from tests.pages.fixtures.records import plain


def test_a_screen_that_names_tertials_says_what_they_are(open_page: OpenPage) -> None:
    said = text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"}))
    legend = "T1: januari–april, T2: maj–augusti, T3: september–december"
    before, *screens = said.split('<section class="screen"')
    assert f'<p class="legend">{legend}</p>' in before
    assert all(f"{legend}</span>" in screen for screen in screens)
    assert "T2\u00a02026" in said
    assert "<span>T2 2026</span></li></ol>" in said


def test_the_screen_of_the_bank_has_a_line_at_its_target_and_says_the_homes_that_cannot_take_a_child(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute("delete from target where kpi = 'bank_homes_available'")
        con.execute("insert into target values ('bank_homes_available', 'GFO', '2026T2', 57, 'Styrgruppen')")
        (bank,) = con.execute(
            "select available, occupied, resting from home_bank where period = '2026T2' and area = 'GFO'"
        ).fetchall()
    said = text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2"}, home))
    (screen,) = (one for one in said.split('<section class="screen"')[1:] if '<ol class="standing' in one)
    assert re.search(r"<h2>[^<]*; målet 57 nåddes inte</h2>", screen)
    columns = re.findall(r'style="height:([0-9.]+)%"><b>(\d+)</b>', screen)
    top = max(57, *(int(figure) for _high, figure in columns))
    assert int(columns[-1][1]) == bank[0]
    assert [high for high, _figure in columns] == [f"{100 * int(n) / top:.1f}" for _high, n in columns]
    # The line lies where the target was set, and the chosen period stands out.
    assert re.findall(r"--aim:([0-9.]+)%", screen) == [f"{100 * 57 / top:.1f}"]
    assert "Målet: 57 från T2 2026" in plain(screen)
    assert screen.count("<li class=front>") == 1
    assert plain(f"Dessutom är {bank[1]} hem upptagna och {bank[2]} vilande.") in plain(screen)


def test_a_figure_that_its_column_has_no_room_for_stands_above_it() -> None:
    drawn = parts.html([Chart("beside", ("T1 2026", "T2 2026"), (Series("Hem", (Amount(90), Amount(2))),))])
    assert re.findall(r"<i( class=low)? style=", drawn) == ["", " class=low"]
    assert re.findall(r"<b>([^<]*)</b>", drawn) == ["90", "2"]


def test_what_comes_begins_where_the_others_end() -> None:
    steps = [
        ("Före", 23, "level"),
        ("In", 43, "in"),
        ("Ut", 13, "out"),
        ("Tillbaka", 20, "out"),
        ("Nu", 33, "level"),
    ]
    assert balance.begins(steps) == [0, 23, 53, 33, 0]
    values = tuple(Amount(size) for _name, size, _kind in steps)
    labels = tuple(name for name, _size, _kind in steps)
    starts, out = tuple(balance.begins(steps)), labels[2:4]
    chart = Chart("lying", labels, (Series("Antal", values),), starts=starts, out=out)
    # What goes out has a tint of its own, and a sign beside it where the screen is made.
    assert re.findall(r"<li class=out><span>([^<]+)<", parts.html([chart])) == list(out)
    found = re.findall(r'<i style="(?:margin-left:([0-9.]+)%;)?width:([0-9.]+)%">', parts.html([chart]))
    assert [float(start or 0) + float(size) for start, size in found][1] == pytest.approx(100)
    assert float(found[3][0]) == pytest.approx(float(found[4][1]), abs=0.1)


def test_the_screen_of_the_placements_names_the_form_behind_a_dearer_day(
    open_page: OpenPage, demo: Demo
) -> None:
    said = plain(text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2", "version": "2"}, demo.home)))
    assert re.search(
        r"Av de dyrare formerna ökade HVB mest: [\d,]+ mnkr mot [\d,]+ mnkr T2 2025[^<]*\.</p>", said
    )


def test_the_screen_of_the_targets_says_what_a_newest_tertial_by_itself_rests_on(
    open_page: OpenPage, demo: Demo
) -> None:
    said = plain(text_of(open_page("mote", {"kommun": "gfo", "period": "2026T2", "version": "2"}, demo.home)))
    assert "T2 2026 för sig blev det 43 dagar, men av bara 8 fall.</p>" in said
    assert "◔ ligger efter, 8 hem kvar; väntas bli 15 i den här takten</td>" in said
    assert "◔ ligger efter: nås inte som det ser ut nu." in said


def _screen(open_page: OpenPage, demo: Demo, number: int, kommun: str, period: str = "2026T2") -> str:
    asked = {"kommun": kommun, "period": period, "version": "2"}
    return plain(text_of(open_page("mote", asked, demo.home))).split("<section")[number]


_LARGE = r"<strong>([^<]*)</strong><span>([^<]*)</span><small>([^<]*)</small>"


@pytest.mark.parametrize(
    ("kommun", "period", "title", "large"),
    [
        (
            "gfo",
            "2026T2",
            "Läget T2 2026: 3 siffror är ovanliga",
            [
                ("11", "Hem som lämnade banken", "vanligen 1–5"),
                ("29", "Återlämnade remisser", "vanligen 7–16"),
                ("17 %", "Andel matchade", "8 av 47; vanligen 38–67 %"),
            ],
        ),
        (
            "kramfors",
            "2026T2",
            "Läget T2 2026: 1 siffra är ovanlig",
            [("3", "Återtagna remisser", "vanligen 0–1")],
        ),
    ],
)
def test_the_first_screen_has_what_is_unusual_in_large_figures_and_says_it_once(
    open_page: OpenPage, demo: Demo, kommun: str, period: str, title: str, large: list[tuple[str, str, str]]
) -> None:
    said = _screen(open_page, demo, 1, kommun, period)
    assert f"<h2>{title}</h2>" in said
    assert re.findall(_LARGE, said) == large
    assert "Ovanligt" not in said


def test_what_is_large_is_left_out_of_the_sentences_and_the_targets_stand_first(
    open_page: OpenPage, demo: Demo
) -> None:
    first = re.findall("<p>([^<]*)</p>", _screen(open_page, demo, 1, "gfo"))
    assert first[0] == "1 av 5 mål nåddes inte, och 3 till nås inte som det ser ut nu."
    assert first[1].startswith("Under T2 2026 kom 50 remisser in")
    said = _screen(open_page, demo, 1, "harnosand")
    assert ("21", "Inkomna remisser", "vanligen 5–10") in re.findall(_LARGE, said)
    assert "kom 21 remisser in" not in said
    assert "<p>2 barn fick ett hem, båda via GFO.</p>" in said


@pytest.mark.parametrize(
    ("kommun", "period", "title"),
    [
        ("timra", "2026T2", "Läget T2 2026"),
        # Nothing is judged but a tertial.
        ("gfo", "2026-08", "Läget augusti 2026"),
        ("gfo", "2025T3", "Läget T3 2025: 2 av 4 mål nåddes inte"),
    ],
)
def test_where_nothing_is_unusual_the_first_screen_has_the_three_that_are_always_there(
    open_page: OpenPage, demo: Demo, kommun: str, period: str, title: str
) -> None:
    said = _screen(open_page, demo, 1, kommun, period)
    assert f"<h2>{title}</h2>" in said
    names = [name for _figure, name, _beside in re.findall(_LARGE, said)]
    assert names == ["Inkomna remisser", "Tillgängliga familjehem", "Barn i vård vid periodens slut"]


@pytest.mark.parametrize(
    ("number", "kommun", "period", "title"),
    [
        (4, "gfo", "2026T2", "Remisser och familjehem: 3 av 12 siffror är ovanliga"),
        # Kronor are not judged.
        (5, "gfo", "2026T2", "Barn, kvalitet och pengar: ingen av de 9 siffror som bedöms är ovanlig"),
        (3, "timra", "2026T2", "Remisser och familjehem: ingen av 10 siffror är ovanlig"),
        # What nobody was matched in has no figure to judge.
        (3, "ange", "2026T2", "Remisser och familjehem: ingen av de 9 siffror som bedöms är ovanlig"),
        (4, "gfo", "2026-08", "Nyckeltalen i korthet: barn, kvalitet och pengar"),
    ],
)
def test_the_figures_in_brief_are_headed_by_how_many_are_unusual_of_those_judged(
    open_page: OpenPage, demo: Demo, number: int, kommun: str, period: str, title: str
) -> None:
    assert f"<h2>{title}</h2>" in _screen(open_page, demo, number, kommun, period)
