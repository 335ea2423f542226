"""What the figures leave a meeting to decide on: short, with the number, and of nothing that is asked already."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.blocks.agreed import with_figure
from dashboard.briefings import tertial
from dashboard.briefings.making import Asked, facts_of
from dashboard.briefings.meeting.agenda import AGENDA_FILE
from dashboard.briefings.meeting.slides import agenda
from dashboard.briefings.parts import Lines, every
from dashboard.words import questions
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.records import plain

_NEWEST = {"period": "2026T2", "version": "2"}
_RETURNED = (
    "29 remisser lämnades tillbaka (vanligen 7–16), 13 av dem till Härnösand: vad behöver göras annorlunda?"
)
_APPROVED = (
    "Målet för godkända hem nås inte i den här takten (10 av 18, väntas bli 15): görs något mer före årsskiftet, eller"
    " ändras målet?"
)
_DEARER = "HVB kostade 17,81 mnkr, mot 12,72 mnkr T2 2025: kan något göras annorlunda?"
_REPORTED = (
    "13 rapporterade avvikelser, mot 3 under T2 2025; skillnaden kan vara en slump. Vem går igenom dem, och till"
    " när?"
)


@pytest.fixture
def written(demo: Demo, tmp_path: Path) -> DataHome:
    """The sample's figures in a home whose agenda a test writes."""
    home = DataHome(tmp_path)
    home.published.symlink_to(demo.home.published)
    return home


def _asked(open_page: OpenPage, home: DataHome, kommun: str = "gfo") -> list[str]:
    """The questions under *Ur siffrorna* on the last screen, without their numbers."""
    last = _last_screen(open_page, home, kommun)
    if "<h3>Ur siffrorna</h3>" not in last:
        return []
    said = last.split("<h3>Ur siffrorna</h3>", 1)[1].split("</div>", 1)[0]
    return re.findall(r"<p>\d\. ([^<]*)</p>", said)


def _last_screen(open_page: OpenPage, home: DataHome, kommun: str) -> str:
    return plain(text_of(open_page("mote", {"kommun": kommun, **_NEWEST}, home))).split("<section")[-1]


def test_what_is_unusual_missed_or_dearer_is_asked_with_its_number_set_apart_from_the_homes_own(
    open_page: OpenPage, written: DataHome
) -> None:
    (written.root / AGENDA_FILE).write_text('fragor = ["Varför lämnar hem banken?"]', encoding="utf-8")
    assert _asked(open_page, written) == [_RETURNED, _APPROVED, _DEARER]
    last = _last_screen(open_page, written, "gfo")
    assert last.index("Varför lämnar hem banken?") < last.index("<h3>Ur siffrorna</h3>")
    assert last.index(_DEARER) < last.index("<h3>Överenskommet den 10 juni 2026</h3>")


def test_the_questions_are_numbered_through_both_lists_and_what_is_agreed_is_not(
    open_page: OpenPage, written: DataHome
) -> None:
    (written.root / AGENDA_FILE).write_text(
        'fragor = ["Varför lämnar hem banken?", "Vem?"]', encoding="utf-8"
    )
    last = _last_screen(open_page, written, "gfo")
    numbers = [line[:2] for line in re.findall("<p>([^<]*)</p>", last.split("<h3>Överenskommet", 1)[0])]
    assert numbers == ["1.", "2.", "3.", "4.", "5."]
    assert "<p>1. Varför lämnar hem banken?</p>" in last
    assert f"<p>3. {_RETURNED}</p>" in last
    assert not re.search(r"<p>\d\. ", last.split("<h3>Överenskommet", 1)[1])
    # A kommun has none of GFO's own before them.
    assert "<p>1. " in _last_screen(open_page, written, "kramfors").split("<h3>Ur siffrorna</h3>", 1)[1]


def test_nothing_is_asked_that_the_homes_own_questions_or_what_is_agreed_concern(
    open_page: OpenPage, written: DataHome
) -> None:
    own = 'fragor = ["Varför lämnas remisser tillbaka?", "Vad kostar HVB?", "Är målen de rätta?"]'
    (written.root / AGENDA_FILE).write_text(own, encoding="utf-8")
    # Neither the bank's target nor the moves, which have been agreed on.
    assert _asked(open_page, written) == [
        "11 hem lämnade banken (vanligen 1–5), 4 av dem i Örnsköldsvik: vad behöver göras annorlunda?",
        _REPORTED,
    ]


def test_a_home_may_turn_them_off_and_its_six_own_leave_room_for_no_more(
    open_page: OpenPage, written: DataHome
) -> None:
    for text in ("fragor_ur_siffrorna = false", f"fragor = {['Vem?'] * 6}"):
        (written.root / AGENDA_FILE).write_text(text, encoding="utf-8")
        assert _asked(open_page, written) == []


def test_a_kommuns_agenda_ends_with_its_own_questions_and_what_is_agreed_with_its_own_figure(
    open_page: OpenPage, demo: Demo
) -> None:
    last = _last_screen(open_page, demo.home, "kramfors")
    assert "<h2>Att ta ställning till</h2>" in last
    assert _asked(open_page, demo.home, "kramfors") == [
        "HVB kostade 1,62 mnkr, mot 1,17 mnkr T2 2025: kan något göras annorlunda?",
        "3 remisser återtogs (vanligen 0–1): väntas det fortsätta, och vad betyder det i så fall?",
        (
            "4 sammanbrott hittills i år, mot 2 samma tid 2025; så små tal kan vara en slump. Under T2 2026: 3, mot 1."
            " Det är 3 av GFO:s 4 under T2 2026. Är det något att följa upp?"
        ),
    ]
    assert (
        "Varje kommun går igenom sina omplaceringar med GFO före nästa möte. Det gäller omplaceringar: 3 under T2 2026,"
        " mot inga T2 2025. Gjort?" in last
    )


def test_an_old_period_asks_nothing(open_page: OpenPage, demo: Demo) -> None:
    said = text_of(open_page("mote", {"kommun": "gfo", "period": "2025T2", "version": "2"}, demo.home))
    assert "Ur siffrorna" not in said


def test_slides_and_the_tertial_report_end_with_the_same_questions(demo: Demo) -> None:
    facts = facts_of(demo.home, Asked("agenda", period="2026T2", build="2"))
    slides, report = agenda(facts, demo.home.root), tertial.report(facts)
    pages = [slides.pages[-1], next(one for one in report.pages if one.title == "Att ta ställning till")]
    for page in pages:
        (found,) = [one for one in every(page.parts) if isinstance(one, Lines) and one.head == "Ur siffrorna"]
        assert plain(" ".join(found.sentences)) == f"4. {_RETURNED} 5. {_APPROVED} 6. {_DEARER}"


def test_as_many_as_a_year_ago_are_told_as_that(demo: Demo) -> None:
    reader = facts_of(demo.home, Asked("agenda", period="2026T2", build="2")).reader
    (moves,) = [one for one in reader.figures.actions("GFO") if one.kpi == "replacements"]
    assert with_figure(reader, moves).endswith(
        "Det gäller omplaceringar: 13 under T2 2026, lika många som T2 2025."
    )
    homes = with_figure(reader, replace(moves, kpi="bank_homes_available"))
    assert homes.endswith(
        "Det gäller tillgängliga familjehem: 23 den 31 augusti 2026, mot 27 den 31 augusti 2025."
    )


def test_a_question_of_peoples_own_concerns_the_figures_that_its_words_begin_as() -> None:
    assert {"match_rate", "days_to_match"} <= questions.concerned(["Varför matchas så få?"])
    assert "referrals_received" in questions.concerned(["Hur många förfrågningar kan vi ta emot?"])
    assert not questions.concerned(["Vem skriver protokollet?"])
    assert questions.of_targets(["Ska målen ändras?"])
    assert not questions.of_targets(["Vem skriver protokollet?"])
