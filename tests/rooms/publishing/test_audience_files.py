"""A file for each kommun and one for the public: what is in them, when they change, and what stops them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime

import duckdb
import pytest

from pipelines.cli.verbs import run
from pipelines.deliveries.delivering import deliver
from pipelines.home.ledger import open_ledger
from pipelines.periods import Period
from pipelines.publishing.audience_files import file_of
from pipelines.publishing.builds import meetings
from pipelines.publishing.memory import protected_releases
from pipelines.publishing.release import release
from pipelines.reference import audiences, kommun_audiences
from tests.fixtures.workplace import (
    ADDED,
    HELD,
    PUBLIC_ROWS,
    REFERRALS,
    REPORTING_DATE,
    Workplace,
    csv_text,
    many,
)

LATER = datetime(2023, 9, 15)
TIMRA = "2262"
PUBLIC_BLOCK = (
    "select value, status from kpi_value where kpi = 'referrals_received' and area = '2284' "
    "and period = '2020-2022'"
)


OWN = (
    "select value from kpi_value where kpi = 'referrals_received' and cut = '' and area = '2262' "
    "and period = '2023T1'"
)


def hold_meeting(place, **changes):
    terms = {"meeting_on": date(2023, 10, 14), "reason": "Tertialmöte.", "recorded": HELD} | changes
    return release(place.home, Period.parse("2023T2"), **terms)


@pytest.fixture(scope="module")
def told_once(tmp_path_factory):
    place = Workplace(tmp_path_factory.mktemp("told"))
    place.deliver("remisser", PUBLIC_ROWS)
    place.build()
    place.publish()
    return place


@pytest.fixture(scope="module")
def public_once(told_once, tmp_path_factory):
    place = told_once.copied_to(tmp_path_factory.mktemp("public"))
    assert hold_meeting(place).stopped is None
    return place


@pytest.fixture
def told(told_once, tmp_path):
    """A home whose version 1 is published, and not yet seen."""
    return told_once.copied_to(tmp_path)


@pytest.fixture
def public(public_once, tmp_path):
    """The same when a meeting has seen it."""
    return public_once.copied_to(tmp_path)


def newest(place, audience):
    return file_of(place.home.published / "current", audience)


def areas(rows, path):
    return {area for (area,) in rows(path, "select distinct area from kpi_value")}


def tables(rows, path):
    return rows(
        path,
        "select table_name, column_name, data_type from duckdb_columns() where not internal order by 1, column_index",
    )


@pytest.mark.slow
def test_before_the_first_meeting_nothing_is_public_and_a_kommun_has_its_own(told, rows):
    assert not newest(told, "publik").exists()
    for audience in kommun_audiences():
        assert areas(rows, newest(told, audience)) == {audience.removeprefix("kommun-")}
    whole = "select * from kpi_value where area = '2262' order by all"
    assert rows(newest(told, "kommun-2262"), whole) == rows(newest(told, "styrgrupp"), whole)


def test_every_audience_has_the_same_tables_and_columns(public, rows):
    wanted = tables(rows, newest(public, "styrgrupp"))
    assert all(tables(rows, newest(public, audience)) == wanted for audience in audiences())


def test_the_public_file_has_whole_periods_and_no_small_count(public, rows):
    path = newest(public, "publik")
    assert rows(path, PUBLIC_BLOCK) == [(9, "ok")]
    assert rows(path, "select count(*) from kpi_value where value < 5 and status = 'ok'") == [(0,)]
    hidden = rows(
        path,
        "select distinct value, numerator, denominator, n, reason from kpi_value where status = 'hidden'",
    )
    assert hidden == [(None,) * 5]
    kinds = rows(path, "select distinct kind, preliminary from period")
    assert set(kinds) <= {("tertial", False), ("year", False), ("block", False)}


def test_a_kommuns_file_is_its_own_rows_in_full_and_the_publics_of_the_rest(public, rows):
    mine = "select * from kpi_value where area = '2262' order by all"
    rest = "select * from kpi_value where area <> '2262' order by all"
    path = newest(public, "kommun-2262")
    assert rows(path, mine) == rows(newest(public, "styrgrupp"), mine)
    assert rows(path, rest) == rows(newest(public, "publik"), rest)
    assert "GFO" in areas(rows, path)


def test_no_other_kommuns_deliveries_and_no_reason_are_told(public, rows):
    for audience in (*kommun_audiences(), "publik"):
        path = newest(public, audience)
        assert rows(path, "select reason from release") == [("",)]
        assert json.loads(rows(path, "select deliveries from release")[0][0]) == []
        assert rows(path, "select count(*) from delivery_history") == [(0,)]
        assert rows(path, "select reason from meeting") in ([], [("",)])


@pytest.mark.slow
def test_what_is_public_changes_at_a_meeting_only(public, rows):
    first = newest(public, "publik").resolve()
    content = first.read_bytes()
    public.deliver(
        "remisser", PUBLIC_ROWS + ADDED + "x1 | Örnsköldsvik | c | 2021-05-05 | pagaende |\n", received=LATER
    )
    public.build()
    public.publish(reason="Två remisser till.")
    assert newest(public, "publik").resolve() == first
    assert first.read_bytes() == content
    path = newest(public, "kommun-2262")
    assert rows(path, OWN) == [(2,)]
    assert rows(path, PUBLIC_BLOCK) == [(9, "ok")]
    hold_meeting(public, meeting_on=date(2024, 2, 1))
    assert rows(newest(public, "publik"), PUBLIC_BLOCK) == [(10, "ok")]
    assert rows(newest(public, "kommun-2262"), PUBLIC_BLOCK) == [(10, "ok")]
    # Its own two files: what was and what is, as the public saw it.
    changed = PUBLIC_BLOCK.replace("value, status from kpi_value", "old_value, new_value from revision")
    assert rows(newest(public, "publik"), changed) == [(9, 10)]
    why = "select distinct causes, certain from revision where area <> '2262'"
    assert rows(newest(public, "kommun-2262"), why) == [([], False)]


@pytest.mark.slow
def test_a_file_that_a_reader_has_open_is_never_touched(told, rows):
    path = newest(told, "kommun-2262").resolve()
    content, state = path.read_bytes(), path.stat()
    with duckdb.connect(str(path), read_only=True) as reader:
        hold_meeting(told)
        assert reader.execute("select count(*) from kpi_value where area = 'GFO'").fetchall() == [(0,)]
    assert (path.read_bytes(), path.stat().st_ino) == (content, state.st_ino)
    assert newest(told, "kommun-2262").resolve() != path


@pytest.mark.slow
def test_a_meeting_that_sees_an_older_version_renews_the_newest_too(told, rows):
    told.deliver("remisser", PUBLIC_ROWS + ADDED, received=LATER)
    told.build()
    told.publish(reason="En remiss till.")
    held = hold_meeting(told, build=1)
    assert held.public.build == 1
    assert newest(told, "publik").resolve() == told.home.published / "1" / "publik.m1.duckdb"
    assert rows(newest(told, "kommun-2262"), OWN) == [(2,)]
    assert rows(newest(told, "kommun-2262"), PUBLIC_BLOCK) == [(9, "ok")]
    assert rows(file_of(told.home.published / "1", "kommun-2262"), OWN) == [(1,)]


def test_the_same_meeting_told_twice_makes_no_second_public_file(public):
    hold_meeting(public)
    with open_ledger(public.home) as ledger:
        assert [made.number for made in protected_releases(ledger)] == [1]
        assert len(meetings(ledger)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("kommun", [kommun_audiences()[0], kommun_audiences()[-1]])
def test_a_kommuns_file_that_cannot_be_written_leaves_no_public_figures_behind(told, kommun):
    folder = told.home.published / "1"
    before = sorted(folder.iterdir())
    (folder / f"{kommun}.m1.duckdb.new").mkdir()
    with pytest.raises(OSError, match=f"{kommun}.m1"):
        hold_meeting(told)
    (folder / f"{kommun}.m1.duckdb.new").rmdir()
    assert sorted(folder.iterdir()) == before
    assert hold_meeting(told).public.number == 1


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["gone", "other"])
def test_lost_memory_stops_what_is_public_and_nothing_else(public, rows, monkeypatch, capsys, damage):
    file = newest(public, "publik").resolve()
    if damage == "gone":
        file.unlink()
    else:
        with duckdb.connect(str(file)) as con:
            con.execute("update kpi_value set status = 'hidden', value = null where area = '2284'")
    public.deliver("remisser", PUBLIC_ROWS + ADDED, received=LATER)
    public.build()
    publication = public.publish(reason="En remiss till.")
    assert publication.forgotten.code == "P012"
    assert areas(rows, newest(public, "kommun-2262")) == {TIMRA}
    monkeypatch.setenv("GFO_HOME", str(public.home.root))
    code = run(["release", "2023T2", "--meeting", "2024-02-01", "--reason", "Mötet."])
    said = capsys.readouterr()
    assert code == 1
    assert "De offentliga siffrorna förnyas inte" in said.err
    assert "Styrgruppen ser version 2" in said.out
    assert (public.home.published / "meeting").resolve().name == "2"


@pytest.mark.slow
def test_a_ledger_older_than_what_was_shown_is_lost_memory(told):
    older = told.home.ledger.read_bytes()
    hold_meeting(told)
    told.home.ledger.write_bytes(older)
    told.home.ledger.with_name("ledger.duckdb.wal").unlink(missing_ok=True)
    held = hold_meeting(told)
    assert held.stopped.code == "P012"
    assert "liggaren känner inte till" in held.stopped.message


@pytest.mark.slow
def test_a_figure_that_was_shown_and_is_small_now_stops_what_is_public_and_is_named(public, rows):
    path = public.folder / "remisser.csv"
    path.write_text(csv_text(REFERRALS + many("Örnsköldsvik", 3)), encoding="utf-8")
    deliver(
        public.home,
        path,
        received=LATER,
        through=REPORTING_DATE,
        dataset="remisser",
        accept_shrink="Sex var dubbletter.",
    )
    public.build()
    public.publish(reason="Sex remisser var dubbletter.")
    before = newest(public, "publik").resolve()
    held = hold_meeting(public, meeting_on=date(2024, 2, 1))
    assert held.stopped.code == "P010"
    assert "Örnsköldsvik" in str(held.stopped)
    assert newest(public, "publik").resolve() == before
    assert held.public.number == 1
    assert (public.home.published / "meeting").resolve().name == "2"
    assert not list(public.home.published.glob("*/*.m2.duckdb"))
    # What is right all the same is withdrawn by the line that is told, of GFO's figures of the same referrals too.
    assert "GFO" in str(held.stopped)
    (line,) = re.findall(r"withdrawn = \[.*?\]", str(held.stopped))
    (public.home.root / "protection.toml").write_text(line, encoding="utf-8")
    assert hold_meeting(public, meeting_on=date(2024, 2, 1)).stopped is None
    assert rows(newest(public, "publik"), PUBLIC_BLOCK) == []


@pytest.mark.slow
def test_the_home_may_change_the_rule_and_a_mistyped_one_is_said(told):
    (told.home.root / "protection.toml").write_text("[rule]\nleast = 'fem'\n", encoding="utf-8")
    held = hold_meeting(told)
    assert held.stopped.code == "P013"
    (told.home.root / "protection.toml").write_text("[rule]\nleast = 10\nwidth = 10\n", encoding="utf-8")
    held = hold_meeting(told)
    assert held.stopped is None


@pytest.mark.slow
def test_the_least_count_of_the_home_is_the_one_that_holds(told, rows):
    (told.home.root / "protection.toml").write_text("[rule]\nleast = 10\nwidth = 10\n", encoding="utf-8")
    hold_meeting(told)
    assert rows(newest(told, "publik"), PUBLIC_BLOCK) == [(None, "hidden")]


@pytest.mark.slow
def test_how_much_is_shown_stands_in_every_file_and_the_counted_share_in_the_styrgrupps(public, rows):
    public.deliver("remisser", PUBLIC_ROWS + ADDED, received=LATER)
    public.build()
    public.publish(reason="En remiss till.")
    query = "select area, cells, visible, hidden, share_cells from protection order by area"
    told = rows(newest(public, "publik"), query)
    counted = "select count(*) from kpi_value where area = 'GFO' and status = 'hidden'"
    (of_gfo,) = [hidden for area, _, _, hidden, _ in told if area == "GFO"]
    assert [(of_gfo,)] == rows(newest(public, "publik"), counted)
    assert told == rows(newest(public, "styrgrupp"), query) == rows(newest(public, "kommun-2260"), query)
    shares = "select distinct counted is null, share_counted is null from protection where area = '2284'"
    assert rows(newest(public, "publik"), shares) == [(True, True)]
    assert rows(newest(public, "styrgrupp"), shares) == [(False, False)]
    numbers = "select protected_cells, protected_hidden, protected_targets is null from release"
    cells, hidden, _ = rows(newest(public, "styrgrupp"), numbers)[0]
    assert rows(newest(public, "publik"), numbers) == [(cells, hidden, True)]
