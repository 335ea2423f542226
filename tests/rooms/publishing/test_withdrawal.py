"""A version that is withdrawn: what every reader sees then, what is kept of it, and what is never shown again."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dashboard.reader.access import NEWEST, published_builds, published_file
from pipelines.cli.verbs import run
from pipelines.errors import ReaderError
from pipelines.home.archive import file_hash
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.audience_files import file_of, numbered_files, version_folder
from pipelines.publishing.memory import demand_memory, protected_releases
from pipelines.publishing.release import release
from pipelines.publishing.withdrawal import withdraw
from pipelines.reference import audiences, kommun_audiences
from tests.fixtures.workplace import ADDED, HELD, NOW, PUBLIC_ROWS, Workplace, many

FIGURES = "select * from kpi_value order by all"


def hold_meeting(place, day):
    terms = {"meeting_on": day, "reason": "Tertialmöte.", "recorded": HELD}
    return release(place.home, Period.parse("2023T2"), **terms)


def take_away(place, build):
    return withdraw(place.home, build, reason="Fel siffra.", who="konto prov", recorded=NOW)


@pytest.fixture(scope="module")
def _once(tmp_path_factory):
    """Version 1 was seen at a meeting and made public; version 2 was published after it."""
    place = Workplace(tmp_path_factory.mktemp("once"))
    place.deliver("remisser", PUBLIC_ROWS)
    place.build()
    place.publish()
    assert hold_meeting(place, date(2023, 10, 14)).stopped is None
    place.deliver("remisser", PUBLIC_ROWS + ADDED)
    place.build()
    place.publish("En remiss till.")
    return place


@pytest.fixture
def place(_once, tmp_path):
    return _once.copied_to(tmp_path)


@pytest.fixture(scope="module")
def _twice(_once, tmp_path_factory):
    """The same when a later meeting has seen version 2."""
    place = _once.copied_to(tmp_path_factory.mktemp("twice"))
    assert hold_meeting(place, date(2023, 10, 21)).stopped is None
    return place


@pytest.fixture
def twice(_twice, tmp_path):
    return _twice.copied_to(tmp_path)


def refused(home, audience, build=None):
    with pytest.raises(ReaderError) as error:
        published_file(home, audience, build)
    return error.value.code


@pytest.mark.slow
def test_the_newest_version_is_withdrawn_from_everybody_and_its_receipt_is_kept(place):
    home = place.home
    hashes = {
        path.name: file_hash(path) for path in version_folder(home, 2).iterdir() if not path.is_symlink()
    }
    left = take_away(place, 2)
    assert (left.newest, left.meeting, left.later, left.was_public) == (1, 1, (), False)
    for audience in audiences():
        assert published_file(home, audience).parent.name == "1"
        assert refused(home, audience, "2") == "G023"
        assert refused(home, audience, "3") == "G002"
        assert "2" not in published_builds(home, audience)
    assert published_file(home, "styrgrupp", NEWEST).parent.name == "1"
    assert not list(home.published.glob("2*"))
    with open_ledger(home) as ledger:
        (row,) = ledger.execute("select build, who, reason, files from withdrawal").fetchall()
        demand_memory(home, protected_releases(ledger))
    assert row[:3] == (2, "konto prov", "Fel siffra.")
    assert json.loads(row[3]) == hashes
    assert take_away(place, 2) == left


@pytest.mark.slow
def test_withdrawing_what_a_meeting_saw_takes_its_public_figures_out_of_every_file(place, rows):
    home = place.home
    left = take_away(place, 1)
    assert (left.newest, left.meeting, left.public, left.was_public) == (2, None, None, True)
    assert published_file(home, "styrgrupp").parent.name == "2"
    assert refused(home, "publik") == "G021"
    for audience in kommun_audiences():
        # A kommun keeps its own rows of the newest version, and nothing of what was public.
        shown = published_file(home, audience)
        assert shown.name == f"{audience}.m0.duckdb"
        own = audience.removeprefix("kommun-")
        assert {area for (area,) in rows(shown, "select distinct area from kpi_value")} == {own}
        whole = rows(
            file_of(home.published / "current", "styrgrupp"),
            f"select * from kpi_value where area = '{own}' order by all",
        )
        assert rows(shown, FIGURES) == whole


@pytest.mark.slow
def test_what_was_public_once_is_remembered_and_told_of_nowhere(place, rows):
    home = place.home
    take_away(place, 1)
    assert hold_meeting(place, date(2023, 10, 21)).stopped is None
    with open_ledger(home) as ledger:
        numbers = [made.number for made in protected_releases(ledger)]
        demand_memory(home, protected_releases(ledger))
    assert numbers == [1, 2]
    assert {(path.parent.parent.name, number) for path, number in numbered_files(home)} >= {
        ("withdrawn", 1),
        ("published", 2),
    }
    shown = published_file(home, "publik")
    assert shown.name == "publik.m2.duckdb"
    for table in ("revision", "publication_difference"):
        assert rows(shown, f"select * from {table}") == []
    assert rows(shown, "select build from meeting") == []


@pytest.mark.slow
def test_the_public_goes_back_to_the_former_meeting_and_what_was_hidden_stays_hidden(twice, rows):
    home = twice.home
    hidden = "select kpi, cut, area, period from kpi_value where status = 'hidden'"
    former = rows(published_file(home, "publik", "1"), FIGURES)
    secret = set(rows(published_file(home, "publik"), hidden))
    left = take_away(twice, 2)
    assert (left.newest, left.meeting, left.public.number) == (1, 1, 1)
    assert rows(published_file(home, "publik"), FIGURES) == former
    assert published_file(home, "kommun-2262").name == "kommun-2262.m1.duckdb"
    twice.deliver("remisser", PUBLIC_ROWS + ADDED + many("Ånge", 1))
    twice.build()
    twice.publish("Rättat.")
    assert published_file(home, "publik").name == "publik.m1.duckdb"
    assert hold_meeting(twice, date(2023, 10, 28)).stopped is None
    shown = published_file(home, "publik")
    assert shown.name == "publik.m3.duckdb"
    assert secret
    assert secret <= set(rows(shown, hidden))


@pytest.mark.slow
def test_a_withdrawn_version_is_not_published_again_but_built_anew_under_another_number(place):
    take_away(place, 2)
    with pytest.raises(ReaderError, match="indragen") as error:
        place.publish("Igen.")
    assert error.value.code == "P021"
    assert place.build().build.build == 3
    place.publish("Rättat.")
    assert published_file(place.home, "kommun-2262").parent.name == "3"


@pytest.mark.slow
def test_nothing_is_left(place, capsys, monkeypatch):
    monkeypatch.setenv("GFO_HOME", str(place.home.root))
    assert run(["withdraw", "2", "--reason", "Fel."]) == 0
    assert "Senare" not in capsys.readouterr().err
    assert run(["withdraw", "1", "--reason", "Läckt siffra."]) == 0
    said = capsys.readouterr().out
    assert "Kommunerna och GFO ser nu ingenting: inget är publicerat." in said
    assert "Allmänheten ser nu inga siffror." in said
    for audience in audiences():
        assert refused(place.home, audience) == ("G021" if audience == "publik" else "G001")
    assert run(["withdraw", "7", "--reason", "Fel."]) == 1
    assert "P022" in capsys.readouterr().err
    assert run(["status", "--all"]) == 0
    assert capsys.readouterr().out.count("indragen") == 2
