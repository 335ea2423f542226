"""*Leveranser*: how late a register is, what waits in the inbox and who is told, and the long table on a phone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks.expected_deliveries import coming
from dashboard.blocks.letters import ANSWER, WHOLE
from dashboard.published.deliveries import ExpectedDelivery, Receipt
from dashboard.views.deliveries import sentences
from dashboard.views.deliveries.letters import Missing, letter
from pipelines.home import DataHome
from pipelines.home.handed_in import begin, hand_in, tell_outcome, waiting_files, watched
from pipelines.home.held_meeting import HeldMeeting, note_meeting
from pipelines.home.in_inbox import waiting_since
from pipelines.home.undone import Came, Undone, note_undone
from pipelines.periods import SWEDEN
from tests.pages.fixtures.opening import OpenPage, text_of
from tests.pages.fixtures.published_file import write_published

MORNING = datetime(2026, 9, 3, 8, 5, tzinfo=SWEDEN)
NOON = datetime(2026, 9, 4, 12, 0, tzinfo=SWEDEN)


@pytest.fixture
def home(tmp_path: Path) -> DataHome:
    home = DataHome(tmp_path / "hem")
    home.root.mkdir()
    write_published(home)
    (home.root / "kind").write_text("real\n")
    return home


def expected(timeliness: str, **more: Any) -> ExpectedDelivery:
    return ExpectedDelivery(
        **{
            "dataset": "kostnader",
            "sender": "2282",
            "timeliness": timeliness,
            "through": date(2025, 12, 31),
            "lacking": "2026T1",
            "due": date(2026, 5, 15),
            **more,
        }
    )


CAME = {"waiting": datetime(2026, 5, 12, 9, 0), "waiting_status": "Mottagen"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (expected("sen"), "13 dagar sen"),
        (expected("sen", due=date(2026, 5, 27)), "1 dag sen"),
        (expected("sen", due=None, lacking=""), "Sen"),
        (expected("aldrig levererad", through=None), "Aldrig levererad, 13 dagar sen"),
        (expected("väntas", due=date(2026, 6, 1)), "Väntas"),
        (
            expected("sen", **CAME),
            "13 dagar sen; filen som kom den 12 maj 2026 gäller inte och ska rättas",
        ),
        (expected("i tid", **CAME), "Filen som kom den 12 maj 2026 gäller inte och ska rättas"),
    ],
)
def test_how_late_it_is_in_words(row: ExpectedDelivery, said: str) -> None:
    assert sentences.missing(row, date(2026, 5, 28)).replace("\u00a0", " ") == said


def test_the_next_deliveries_have_a_tertial_and_a_day() -> None:
    in_time = expected("i tid", lacking="2026T3", due=date(2027, 1, 15))
    later = replace(in_time, due=date(2027, 1, 20))
    assert coming([in_time, in_time]) == "Uppgifterna om T3 2026 ska komma senast den 15 januari 2027."
    assert coming([in_time, later]) == (
        "Uppgifterna om T3 2026 ska komma senast den 15 januari 2027; några register har en senare dag, som längst"
        " den 20 januari 2027."
    )
    assert coming([replace(in_time, due=None, lacking="")]) == ""


def test_a_letter_says_which_register_which_tertial_which_day_where_to_and_whom_to_ask() -> None:
    told = [
        Missing("Kostnader", expected("sen", **CAME)),
        Missing(
            "Placeringar", expected("aldrig levererad", through=None, lacking="2026T2", due=date(2026, 9, 15))
        ),
        Missing(
            "Stöd", expected("väntas", through=date(2026, 4, 30), lacking="2026T2", due=date(2026, 9, 22))
        ),
    ]
    said = letter("Kramfors", told, date(2026, 9, 20), "Lägg filen i GFO:s mapp.", "Ring 0611-12 34.")
    assert said.splitlines() == [
        "Hej!",
        "",
        "GFO väntar på uppgifter från Kramfors:",
        "",
        (
            "– Kostnader för T1 2026 och T2 2026. Sista dagen för T1 2026 var den 15 maj 2026. Det som gäller nu räcker"
            " till och med den 31 december 2025. Filen som kom den 12 maj 2026 gäller inte: den ska rättas och skickas"
            " igen, och rapporten om den visar vad som är fel."
        ),
        (
            "– Placeringar för T2 2026. Sista dagen var den 15 september 2026. Vi har inte fått registret någon gång."
        ),
        (
            "– Stöd för T2 2026. Sista dagen är den 22 september 2026. Det som gäller nu räcker till och med den"
            " 30 april 2026."
        ),
        "",
        WHOLE,
        "",
        "Lägg filen i GFO:s mapp. Ring 0611-12 34.",
        "",
        "Hälsningar",
        "GFO",
    ]
    assert ANSWER in letter("Kramfors", told, date(2026, 9, 20), "", "")


@pytest.fixture
def late(home: DataHome) -> DataHome:
    """Ånge's costs lack the second tertial, eleven days after its last day."""
    with duckdb.connect(str(next(home.published.glob("*/styrgrupp.duckdb")))) as con:
        con.execute("alter table delivery_expected add column waiting timestamp")
        con.execute("alter table delivery_expected add column waiting_status varchar")
        con.execute("alter table delivery_expected add column lacking varchar")
        con.execute("alter table delivery_expected add column due date")
        con.execute("update delivery_expected set lacking = '2026T2', due = date '2026-09-15'")
        con.execute("update release set as_of = timestamp '2026-09-26 11:15'")
    return home


def test_a_late_register_says_from_whom_since_when_and_by_which_day(
    open_page: OpenPage, late: DataHome
) -> None:
    said = text_of(open_page("leveranser", home=late)).replace("\u00a0", " ")
    row = re.findall("<tr><th.*?Ånge.*?</tr>", said)[0]
    assert re.findall("<td[^>]*>(.*?)</td>", row)[-4:] == [
        "T2 2026",
        "2026-04-30",
        "2026-09-15",
        "11 dagar sen",
    ]
    assert sentences.reckoned(date(2026, 9, 26)) in said


def test_a_text_to_the_sender_is_ready_for_whoever_delivers_and_for_nobody_else(
    open_page: OpenPage, late: DataHome
) -> None:
    (late.root / "leveranser.toml").write_text('hand_in = "Lägg filen i GFO:s mapp."', encoding="utf-8")
    page = open_page("leveranser", {"som": "gfo"}, late)
    (told,) = (one.value for one in page.code)
    assert "– Kostnader för T2 2026. Sista dagen var den 15 september 2026." in told
    assert "Lägg filen i GFO:s mapp." in told
    assert "mailto:?subject=Uppgifter%20fr%C3%A5n%20%C3%85nge" in text_of(page)
    for audience in ("styrgrupp", "kommun-2260"):
        assert not open_page("leveranser", {"som": audience}, late).code


def test_gfo_writes_no_letter_to_itself(open_page: OpenPage, late: DataHome) -> None:
    with duckdb.connect(str(next(late.published.glob("*/styrgrupp.duckdb")))) as con:
        con.execute("update delivery_expected set sender = 'GFO', dataset = 'remisser'")
    page = open_page("leveranser", {"som": "gfo"}, late)
    assert "11 dagar sen" in text_of(page).replace("\u00a0", " ")
    assert not page.code


def test_what_waits_is_told_to_whoever_delivers_and_to_nobody_else(
    open_page: OpenPage, home: DataHome
) -> None:
    hand_in(home, "a.csv", b"x", handed=MORNING)
    hand_in(home, "b.csv", b"x", handed=NOON)
    said = text_of(open_page("leveranser", {"som": "gfo"}, home))
    told = (
        "2 filer väntar i inkorgen och är inte hämtade än, den äldsta sedan den 3 september 2026 kl. 08.05."
    )
    assert f"{told} {sentences.NOT_WATCHED} <a" in said
    for audience in ("styrgrupp", "kommun-2262", "publik"):
        assert "i inkorgen" not in text_of(open_page("leveranser", {"som": audience}, home))
    with watched(home):
        assert f"{told} <a" in text_of(open_page("leveranser", {"som": "gfo"}, home))


def test_nothing_is_said_of_an_inbox_where_nothing_waits(open_page: OpenPage, home: DataHome) -> None:
    assert "i inkorgen" not in text_of(open_page("leveranser", {"som": "gfo"}, home))


def test_what_was_laid_in_the_inbox_waits_like_what_was_handed_in_until_it_is_taken(home: DataHome) -> None:
    number = hand_in(home, "a.csv", b"x", handed=MORNING)
    (home.inbox / "b.csv").write_bytes(b"x")
    for passing in (".c.csv", "~$d.xlsx", "e.csv.part"):
        (home.inbox / passing).write_bytes(b"x")
    oldest, newest = waiting_since(home)
    assert oldest == MORNING
    assert abs((datetime.now(SWEDEN) - newest).total_seconds()) < 60
    ((file, _),) = waiting_files(home)
    begun = begin(home, file)
    assert begun is not None
    tell_outcome(home, number, {"accepted": True})
    begun.unlink()
    assert waiting_since(home) == [newest]


def test_the_deliveries_are_a_list_on_a_phone(open_page: OpenPage, home: DataHome) -> None:
    said = text_of(open_page("leveranser", {"som": "gfo"}, home))
    table = said.split('aria-label="Leveranser"', 1)[1].split("<caption>", 1)[0]
    assert "listed" in table


def test_what_has_been_purged_is_counted_and_is_no_longer_a_fault() -> None:
    day = date(2026, 5, 12)
    assert (
        sentences.looked_at(3, 1, day, 2)
        == "3 leveranser har kommit sedan den 12 maj 2026; 1 har ersatts av en nyare och 2 har gallrats."
    )
    gone = Receipt(4, datetime(2026, 5, 12, 9, 0), "placeringar", 3, "2262", "Nekad, gallrad")
    assert (gone.is_purged, gone.was_accepted) == (True, False)


def test_what_is_to_be_done_is_told_to_whoever_delivers_and_to_nobody_else(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = DataHome(tmp_path / "hem")
    home.root.mkdir()
    write_published(home, "8")
    refused = Came("kostnader", "2260", "2026-09-20T10:00:00+02:00", "3 rader har fel.")
    taken = Came("remisser", "GFO", "2026-09-21T10:00:00+02:00")
    note_undone(home, Undone("2026-09-22T08:05:00+02:00", (refused,), (taken,), 9))
    note_meeting(home, HeldMeeting("2026T1", date(2026, 6, 10), 7))
    said = text_of(open_page("leveranser", {"som": "gfo"}, home)).replace("\u00a0", " ")
    for told in (
        "Läget den 22 september 2026 kl. 08.05.",
        "Kostnader från Ånge, mottagen den 20 september 2026, gäller inte: 3 rader har fel.",
        "1 leverans är godkänd men inte med i någon version: remisser från GFO. Bygg med gfo build.",
        "Version 9 är byggd men inte publicerad.",
        "Version 8 har inte visats för styrgruppen.",
    ):
        assert told in said
    for audience in ("styrgrupp", "kommun-2260", "publik"):
        other = text_of(open_page("leveranser", {"som": audience}, home))
        assert not any(told in other for told in ("3 rader har fel", "men inte publicerad", "Märk den"))


def test_that_nothing_is_to_be_done_is_told_too(open_page: OpenPage, home: DataHome) -> None:
    with duckdb.connect(str(next(home.published.glob("*/styrgrupp.duckdb")))) as con:
        con.execute("delete from declaration")
    note_undone(home, Undone("2026-09-22T08:05:00+02:00"))
    said = text_of(open_page("leveranser", {"som": "gfo"}, home)).replace("\u00a0", " ")
    assert f"{sentences.NOTHING_TO_DO} Läget den 22 september 2026 kl. 08.05." in said


def test_corrections_and_waivers_that_end_before_the_next_deliveries_are_told() -> None:
    until, due = date(2026, 12, 31), date(2027, 1, 15)
    assert sentences.ending(1, 2, until, due).startswith(
        "1 rättelse och 2 undantag slutar gälla den 31 december 2026"
    )
    assert sentences.ending(0, 1, until, due).startswith("1 undantag slutar gälla den 31 december 2026")
