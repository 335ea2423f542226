"""What the styrgrupp saw stays what it sees, and every later difference is told with its cause."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dashboard.reader.access import NEWEST, open_figures
from pipelines.cli.verbs import run
from pipelines.errors import ReaderError
from pipelines.home import audit
from pipelines.home.held_meeting import HeldMeeting, noted_meeting
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.amending import amend_day
from pipelines.publishing.audience_files import published_file
from pipelines.publishing.builds import meetings
from pipelines.publishing.memory import protected_releases
from pipelines.publishing.release import release
from tests.fixtures.matrix import rest_slow
from tests.fixtures.workplace import ADDED, HELD, REFERRALS

T2 = Period.parse("2023T2")


def hold_meeting(workplace, **changes):
    terms = {"meeting_on": date(2023, 10, 14), "reason": "Tertialmöte.", "recorded": HELD} | changes
    return release(workplace.home, T2, **terms)


@pytest.mark.slow
def test_meeting_names_the_build_until_the_next_meeting(seen):
    seen.deliver("remisser", REFERRALS + ADDED, received=datetime(2023, 9, 15))
    seen.build()
    seen.publish(reason="En remiss till.")
    assert (seen.home.published / "meeting").resolve().name == "1"
    assert (seen.home.published / "current").resolve().name == "2"
    hold_meeting(seen, meeting_on=date(2024, 2, 1))
    assert (seen.home.published / "meeting").resolve().name == "2"


@pytest.mark.slow
def test_every_figure_that_differs_from_the_meeting_is_listed_with_its_cause(seen, rows):
    seen.deliver("remisser", REFERRALS + ADDED, received=datetime(2023, 9, 15))
    seen.build()
    seen.publish(reason="En remiss till.")
    found = rows(
        published_file(seen.home),
        "select old_value, new_value, causes, certain from revision "
        "where kpi = 'referrals_received' and area = '2262' and period = '2023T1' and cut = ''",
    )
    day = date(2023, 9, 15)
    cause = {
        "kind": "leverans",
        "dataset": "remisser",
        "sender": "GFO",
        "senders": 1,
        "reason": "",
        "about": "",
    }
    cause["former_through"] = date(2023, 8, 31)
    assert found == [(1, 2, [{**cause, "first_day": day, "last_day": day}], True)]
    unchanged = rows(
        published_file(seen.home),
        "select count(*) from revision where kpi = 'referrals_received' and area = '2260'",
    )
    assert unchanged == [(0,)]


@pytest.mark.slow
def test_the_meetings_are_published_with_the_next_build(seen, rows):
    seen.deliver("remisser", REFERRALS + ADDED, received=datetime(2023, 9, 15))
    seen.build()
    seen.publish(reason="En remiss till.")
    found = rows(published_file(seen.home), "select period, meeting_on, build from meeting")
    assert found == [("2023T2", date(2023, 10, 14), 1)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"reason": " "}, "S001"), ({"build": 7}, "S002")],
    ids=["no reason", "unknown version"],
)
def test_a_release_that_cannot_be_made_says_why(seen, changes, code):
    with pytest.raises(ReaderError) as refused:
        hold_meeting(seen, **changes)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("period", "words"),
    [("2023T3", "har inte börjat i version 1"), ("2010T1", "T1 2010 finns inte i version 1")],
    ids=["not begun", "before the figures"],
)
def test_a_period_without_figures_is_refused(seen, period, words):
    with pytest.raises(ReaderError, match=words) as refused:
        release(
            seen.home,
            Period.parse(period),
            meeting_on=date(2023, 10, 14),
            reason="Tertialmöte.",
            recorded=HELD,
        )
    assert refused.value.code == "S003"


@pytest.mark.parametrize("how", rest_slow(["refused", "insisted"], "refused".__eq__))
def test_a_version_that_was_published_after_the_meeting_is_not_what_it_saw(seen, how):
    day = {"meeting_on": date(2023, 9, 19)}
    if how == "insisted":
        assert hold_meeting(seen, **day, published_later=True).meeting.build == 1
        return
    with pytest.raises(ReaderError, match="publicerades 2023-09-20, efter mötet 2023-09-19") as refused:
        hold_meeting(seen, **day)
    assert refused.value.code == "S005"


@pytest.mark.slow
def test_a_meeting_that_is_marked_again_is_one_and_tells_no_difference_from_itself(seen, rows):
    seen.deliver("remisser", REFERRALS + ADDED, received=datetime(2023, 9, 15))
    seen.build()
    seen.publish(reason="En remiss till.")
    later = {"meeting_on": date(2024, 2, 1)}
    hold_meeting(seen, **later)
    hold_meeting(seen, **later, build=1, reason="Version 1 var den som visades.")
    with open_ledger(seen.home) as ledger:
        assert [(held.meeting_on, held.build) for held in meetings(ledger)] == [
            (date(2023, 10, 14), 1),
            (date(2024, 2, 1), 1),
        ]
    assert noted_meeting(seen.home) == HeldMeeting("2023T2", date(2024, 2, 1), 1)
    public = published_file(seen.home, "publik")
    assert public.parent.name == "1"
    assert rows(public, "select meeting_on from meeting") == [(date(2023, 10, 14),)]
    assert rows(public, "select count(*) from revision") == [(0,)]
    # The newer version was published before it was known, and its own file tells of the meeting before.
    whole = open_figures(seen.home, "styrgrupp", NEWEST)
    assert (whole.source.build, whole.meetings[0].meeting_on) == ("2", date(2024, 2, 1))
    assert "referrals_received" in {one.kpi for one in whole.revised("2262")}


def test_a_meeting_that_has_not_been_held_is_refused(seen):
    with pytest.raises(ReaderError, match="har inte varit än: i dag är det 2023-12-01") as refused:
        hold_meeting(seen, meeting_on=date(2023, 12, 2), recorded=datetime(2023, 12, 1, 12, 0))
    assert refused.value.code == "S006"
    with open_ledger(seen.home) as ledger:
        assert [one.meeting_on for one in meetings(ledger)] == [date(2023, 10, 14)]


@pytest.mark.slow
def test_a_mistyped_day_is_put_right_and_told_from_the_next_version_on(seen, rows):
    hold_meeting(seen, meeting_on=date(2024, 1, 24))
    with pytest.raises(ReaderError) as several:
        put_right(seen, date(2023, 11, 25))
    assert (several.value.code, several.value.allowed) == ("S007", "2023-10-14, 2024-01-24")
    before = put_right(seen, date(2023, 11, 25), was=date(2024, 1, 24))
    assert before.meeting_on == date(2024, 1, 24)
    assert noted_meeting(seen.home) == HeldMeeting("2023T2", date(2023, 11, 25), 1)
    assert put_right(seen, date(2023, 11, 26), was=date(2023, 11, 25)).meeting_on == date(2023, 11, 25)
    with open_ledger(seen.home) as ledger:
        days = [date(2023, 10, 14), date(2023, 11, 26)]
        assert [one.meeting_on for one in meetings(ledger)] == days
        assert [one.meeting_on for one in protected_releases(ledger)][-1:] in (days[-1:], [])
        # What was written stays as it was.
        assert ledger.execute("select max(meeting_on) from meeting").fetchall() == [(date(2024, 1, 24),)]
    assert not seen.build().unchanged
    seen.publish()
    told = rows(published_file(seen.home), "select meeting_on from meeting order by all")
    assert told == [(day,) for day in days]
    assert seen.build().unchanged
    # Marked again with the right day it is the meeting that it was.
    hold_meeting(seen, build=1, meeting_on=date(2023, 11, 26))
    with open_ledger(seen.home) as ledger:
        assert [one.meeting_on for one in meetings(ledger)] == days


def put_right(place, day, **terms):
    return amend_day(
        place.home, 1, **({"day": day, "reason": "Fel dag.", "recorded": datetime(2024, 2, 2)} | terms)
    )


def test_a_meeting_is_moved_whole_and_to_no_day_that_cannot_be(seen):
    for day, terms, code in (
        (date(2024, 3, 1), {}, "S006"),
        (date(2023, 9, 1), {}, "S005"),
        (date(2023, 10, 15), {"was": date(2023, 1, 1)}, "S004"),
        (date(2023, 10, 15), {"reason": " "}, "S001"),
    ):
        with pytest.raises(ReaderError) as refused:
            put_right(seen, day, **terms)
        assert refused.value.code == code
    with pytest.raises(ReaderError) as refused:
        amend_day(seen.home, 7, day=date(2023, 10, 15), reason="Fel dag.", recorded=datetime(2024, 2, 2))
    assert refused.value.code == "S004"
    put_right(seen, date(2023, 10, 15))
    with open_ledger(seen.home) as ledger:
        assert [one.meeting_on for one in meetings(ledger)] == [date(2023, 10, 15)]


def test_a_day_is_put_right_at_the_command_line(seen, capsys, monkeypatch):
    monkeypatch.setenv("GFO_HOME", str(seen.home.root))
    assert run(["amend", "--meeting", "1", "--day", "2023-10-15", "--reason", "Fel dag."]) == 0
    assert "Mötet 2023-10-14 som såg version 1 är nu mötet 2023-10-15." in capsys.readouterr().out
    assert run(["amend", "--version", "1", "--day", "2023-10-15", "--reason", "Fel dag."]) == 2
    assert [one.event for one in audit.read(seen.home) if one] == ["meeting_day"]
