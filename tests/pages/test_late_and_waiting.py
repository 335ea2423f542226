"""*Leveranser*: how late a register is, what waits in the inbox and who is told, and the long table on a phone."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from dashboard.views.deliveries import sentences
from pipelines.home import DataHome
from pipelines.home.handed_in import begin, hand_in, tell_outcome, waiting_files, watched
from pipelines.home.in_inbox import waiting_since
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


@pytest.mark.parametrize(
    ("through", "day", "awaited"),
    [
        (date(2026, 4, 30), date(2026, 9, 3), date(2026, 8, 31)),
        (date(2026, 8, 12), date(2026, 9, 3), date(2026, 8, 31)),
        # Two tertials are missing: late since the first of them ended.
        (date(2025, 12, 31), date(2026, 9, 3), date(2026, 4, 30)),
        (None, date(2026, 9, 3), date(2026, 8, 31)),
        (None, date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_register_is_late_since_the_first_tertial_that_it_lacks(
    through: date | None, day: date, awaited: date
) -> None:
    assert sentences.awaited(through, day) == awaited


@pytest.mark.parametrize(
    ("timeliness", "days", "said"),
    [
        ("sen", 12, "12 dagar sen"),
        ("sen", 1, "1 dag sen"),
        ("aldrig levererad", 3, "Aldrig levererad, 3 dagar sen"),
    ],
)
def test_how_late_it_is_in_words(timeliness: str, days: int, said: str) -> None:
    assert sentences.late(timeliness, days).replace("\u00a0", " ") == said


def test_a_late_register_says_since_when_and_by_how_many_days(open_page: OpenPage, home: DataHome) -> None:
    with duckdb.connect(str(next(home.published.glob("*/styrgrupp.duckdb")))) as con:
        con.execute("update delivery_expected set timeliness = 'sen', through = date '2026-04-30'")
        con.execute("update release set as_of = timestamp '2026-09-11 11:15'")
    said = text_of(open_page("leveranser", home=home)).replace("\u00a0", " ")
    assert '<td class="n">11 dagar sen</td><td>2026-04-30</td><td>2026-08-31</td>' in said
    assert sentences.counted_until(date(2026, 9, 11)) in said


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
