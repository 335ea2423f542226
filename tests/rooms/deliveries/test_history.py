"""Who has delivered what, and what is late."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipelines.deliveries.delivering import deliver
from pipelines.deliveries.history import Timeliness, received_history, sender_statuses, tertial_to_report
from pipelines.home import DataHome
from tests.fixtures.registers import (
    NOVEMBER,
    OCTOBER,
    PLACEMENTS,
    SEPTEMBER,
    placement,
    placements,
    write_csv,
)

MAY = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    return DataHome(tmp_path / "hem")


def line(home, sender, as_of):
    return next(s for s in sender_statuses(home, as_of) if (s.dataset, s.sender) == ("placeringar", sender))


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 8, 31), "2026T1"),
        (date(2026, 9, 1), "2026T2"),
        (date(2026, 12, 31), "2026T2"),
        (date(2027, 1, 1), "2026T3"),
    ],
)
def test_the_tertial_to_report_is_the_newest_that_has_ended(today, due):
    assert tertial_to_report(today).id == due


def test_every_owner_has_a_line_and_timra_only_since_it_joined(home):
    late_2021 = datetime(2021, 11, 1, tzinfo=UTC)
    kommuner = {s.sender for s in sender_statuses(home, NOVEMBER) if s.dataset == "placeringar"}
    assert kommuner == {"2260", "2262", "2280", "2282", "2283", "2284"}
    assert "2262" not in {s.sender for s in sender_statuses(home, late_2021)}


def test_a_register_is_late_when_it_does_not_reach_the_tertials_last_day(home, tmp_path):
    file = placements(tmp_path / "a.csv", range(3))
    assert line(home, "2262", SEPTEMBER).timeliness is Timeliness.NEVER
    deliver(home, file, received=SEPTEMBER, through=date(2026, 8, 30))
    assert line(home, "2262", OCTOBER).timeliness is Timeliness.LATE
    deliver(home, file, received=OCTOBER, through=date(2026, 8, 31))
    assert line(home, "2262", NOVEMBER).timeliness is Timeliness.IN_TIME
    assert line(home, "2260", NOVEMBER).timeliness is Timeliness.NEVER


@pytest.mark.parametrize(
    ("day", "timeliness"),
    [
        (date(2026, 8, 31), Timeliness.IN_TIME),
        (date(2026, 9, 1), Timeliness.AWAITED),
        (date(2026, 9, 15), Timeliness.AWAITED),
        (date(2026, 9, 16), Timeliness.LATE),
    ],
)
def test_a_register_is_awaited_until_its_last_day_and_late_after_it(home, tmp_path, day, timeliness):
    deliver(home, placements(tmp_path / "a.csv", range(3)), received=MAY, through=date(2026, 4, 30))
    found = line(home, "2262", datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert (found.timeliness, found.lacking.id, found.due) == (timeliness, "2026T2", date(2026, 9, 15))


def test_the_last_day_is_the_homes_own_and_an_older_tertial_is_lacking_first(home, tmp_path):
    deliver(home, placements(tmp_path / "a.csv", range(3)), received=MAY, through=date(2026, 4, 29))
    (home.root / "leveranser.toml").write_text("[registers]\nplaceringar = 3\n", encoding="utf-8")
    found = line(home, "2262", datetime(2026, 9, 1, 12, tzinfo=UTC))
    assert (found.timeliness, found.lacking.id, found.due) == (Timeliness.LATE, "2026T1", date(2026, 5, 3))


def test_what_has_never_come_is_late_for_the_tertial_before_until_the_day_of_the_newest(home, tmp_path):
    deliver(home, placements(tmp_path / "a.csv", range(3)), received=MAY)
    early, after = (line(home, "2260", datetime(2026, 9, day, 12, tzinfo=UTC)) for day in (2, 16))
    assert (early.timeliness, early.lacking.id) == (Timeliness.NEVER, "2026T1")
    assert (after.timeliness, after.lacking.id) == (Timeliness.NEVER, "2026T2")


@pytest.mark.parametrize(
    ("day", "timeliness", "lacking"),
    [
        (date(2022, 10, 1), Timeliness.IN_TIME, "2022T3"),
        (date(2023, 1, 10), Timeliness.AWAITED, "2022T3"),
        (date(2023, 1, 16), Timeliness.NEVER, "2022T3"),
    ],
)
def test_nothing_is_missing_from_before_a_kommun_joined(home, day, timeliness, lacking):
    found = line(home, "2262", datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    assert (found.timeliness, found.lacking.id) == (timeliness, lacking)


def test_a_delivery_that_waits_is_shown_beside_the_one_that_stands(home, tmp_path):
    deliver(home, placements(tmp_path / "a.csv", range(3)), received=SEPTEMBER)
    deliver(home, write_csv(tmp_path / "b.csv", PLACEMENTS, [placement(1, form="slott")]), received=OCTOBER)
    status = line(home, "2262", NOVEMBER)
    assert status.standing is not None
    assert status.waiting is not None
    assert (status.standing.file_name, status.waiting.file_name) == ("a.csv", "b.csv")
    deliver(home, placements(tmp_path / "c.csv", range(4)), received=OCTOBER)
    assert line(home, "2262", NOVEMBER).waiting is None


def test_the_history_is_newest_first_and_knows_only_what_was_known(home, tmp_path):
    for number, moment in enumerate((SEPTEMBER, OCTOBER, NOVEMBER), 1):
        deliver(home, placements(tmp_path / f"{number}.csv", range(number)), received=moment)
    assert [r.file_name for r, _ in received_history(home, NOVEMBER, limit=2)] == ["3.csv", "2.csv"]
    assert [r.file_name for r, _ in received_history(home, OCTOBER, limit=9)] == ["2.csv", "1.csv"]
