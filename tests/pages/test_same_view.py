"""The same view in another period, another version and as another reader: what is chosen follows as far as it can."""

from __future__ import annotations

import re
import shutil

import pytest

from pipelines.home import DataHome
from tests.pages.fixtures.opening import opened, shown

pytestmark = pytest.mark.slow


def test_an_old_period_says_what_was_so_then_and_only_what_touches_it(open_page, demo):
    def said(period: str, version: str = "senaste", kommun: str = "gfo") -> str:
        return opened(open_page, demo, "oversikt", "styrgrupp", kommun=kommun, period=period, version=version)

    assert re.search(r"avvikelser? var inte avslutade? den 31 december 2025[.;]", said("2025"))
    for period in ("2025", "2022T3", "2020-2022"):
        old = said(period, kommun="timra" if period == "2022T3" else "gfo")
        assert not re.search(r"avvikelser? är inte|remissen har väntat|remisserna har väntat", old)
        assert "har ändrats sedan" not in old
        assert 'id="andrat"' not in old
    old, touched = ("2023-2025", "2025-12", "2025"), ("2026-03", "2026T1", "2026")
    assert [period for period in (*old, *touched) if "kostnader från Kramfors" in said(period, "1")] == [
        *touched
    ]
    changed = {period: "har ändrats sedan mötet" in said(period) for period in ("2025T3", "2026T1", "2026T2")}
    assert changed == {"2025T3": False, "2026T1": True, "2026T2": True}
    assert "avvikelser är inte avslutade;" in said("2026T2")


def test_a_period_that_a_kommun_joined_in_is_said_to_be_shorter_and_no_other_is_set_beside_it(
    open_page, demo
):
    def said(period: str) -> str:
        text = opened(open_page, demo, "oversikt", "styrgrupp", kommun="timra", period=period)
        return text.split('<p class="lead">', 1)[1].split("</p>", 1)[0]

    joined = "Remisserna räknas från 2022-09-01, då kommunen gick med i GFO."
    assert said("2022").startswith("Under 2022 kom ")
    assert joined in said("2022")
    assert joined not in said("2022T3")
    assert re.match(r"Under 2023 kom \d+ remisser in från Timrå[;.]", said("2023"))
    assert re.match(r"Under 2024 kom \d+ remisser in från Timrå, ", said("2024"))


def test_the_way_to_another_version_leads_to_its_newest_period_or_says_which_it_lacks(open_page, demo):
    said = opened(open_page, demo, "oversikt", "styrgrupp", period="2026T1")
    assert 'href="?kommun=gfo&amp;period=2026T2&amp;version=senaste&amp;som=styrgrupp">Visa version 2' in said
    assert "period=2026T2&amp;version=senaste&amp;som=styrgrupp#andrat" in said
    said = opened(open_page, demo, "oversikt", "styrgrupp", period="2025T2")
    assert "?kommun=gfo&amp;period=2025T2&amp;version=senaste" in said
    said = opened(open_page, demo, "oversikt", "styrgrupp", period="2026", version="senaste")
    assert '?kommun=gfo&amp;period=2026&amp;version=1&amp;som=styrgrupp">Visa version 1' in said
    app = open_page("", {"som": "styrgrupp", "period": "2026T2", "version": "1"}, demo.home)
    assert "T2 2026 finns inte i version 1; sidan visar T1 2026." in shown(app)
    assert app.query_params["period"] in ("2026T1", ["2026T1"])
    said = opened(open_page, demo, "oversikt", "styrgrupp", period="2026-07", version="1")
    assert "Juli 2026 finns inte i version 1; sidan visar april 2026." in said


def _turned(app: object, kind: str) -> str:
    next(box for box in app.selectbox if box.label == "Visa per").set_value(kind).run()
    (period,) = [box.value for box in app.selectbox if box.label == "Period"]
    return period


def test_from_the_newest_period_another_kind_shows_its_newest_and_back(open_page, demo):
    app = open_page("", {"som": "kommun-2262", "period": "2026T2"}, demo.home)
    kinds = ("year", "tertial", "ytd", "month", "block", "month", "rolling", "tertial")
    newest = ["2026", "2026T2", "2026T2Y", "2026-08", "2023-2025", "2026-08", "2026T2R3", "2026T2"]
    assert [_turned(app, kind) for kind in kinds] == newest
    app = open_page("", {"som": "publik", "period": "2026T1"}, demo.home)
    assert [_turned(app, kind) for kind in ("year", "tertial")] == ["2025", "2026T1"]
    app = open_page("", {"som": "styrgrupp", "period": "2025"}, demo.home)
    assert [_turned(app, kind) for kind in ("tertial", "year")] == ["2025T3", "2025"]


def test_another_reader_sees_the_same_view_as_far_as_its_file_has_it(open_page, demo):
    chosen = {"kommun": "timra", "period": "2026T2", "visa": "cost_per_care_day", "version": "senaste"}
    app = open_page("nyckeltal", {"som": "styrgrupp", **chosen}, demo.home)
    # Ånge's file begins with Ånge where it has not what was chosen; what the meeting saw has no T2 2026.
    for som, kommun, period in (
        ("kommun-2262", "timra", "2026T2"),
        ("kommun-2260", "ange", "2026T2"),
        ("styrgrupp", "ange", "2026T1"),
        ("publik", "ange", "2026T1"),
    ):
        (choice,) = [box for box in app.selectbox if box.label == "Läs som"]
        choice.set_value(som).run()
        assert not app.exception
        found = {key: "".join(value) for key, value in app.query_params.items()}
        assert found == {"som": som, "kommun": kommun, "period": period, "visa": "cost_per_care_day"}
        assert "i adressen" not in shown(app)
        assert "Kostnad per vårddygn" in shown(app)


def _read_as(app: object, audience: str) -> str:
    next(box for box in app.selectbox if box.label == "Läs som").set_value(audience).run()
    (period,) = [box.value for box in app.selectbox if box.label == "Period"]
    return period


def test_another_reader_is_shown_its_newest_period_where_the_newest_was_read_and_else_the_chosen_one(
    open_page, demo
):
    app = open_page("", {"som": "styrgrupp", "period": "2026T1"}, demo.home)
    readers = ("gfo", "publik", "kommun-2262", "styrgrupp")
    assert [_read_as(app, one) for one in readers] == ["2026T2", "2026T1", "2026T2", "2026T1"]
    app = open_page("", {"som": "styrgrupp", "period": "2026"}, demo.home)
    assert [_read_as(app, one) for one in ("gfo", "publik", "gfo")] == ["2026", "2025", "2026"]
    app = open_page("", {"som": "gfo", "period": "2025T2"}, demo.home)
    assert [_read_as(app, one) for one in ("publik", "styrgrupp")] == ["2025T2", "2025T2"]


def test_whoever_begins_to_read_as_a_kommun_is_shown_that_kommun(open_page, demo):
    app = open_page("", {"som": "styrgrupp", "kommun": "gfo", "period": "2026T1"}, demo.home)
    _read_as(app, "kommun-2262")
    assert app.query_params["kommun"] in ("timra", ["timra"])
    assert '<p class="head"><strong>Timrå</strong>' in shown(app)


def test_min_kommun_is_to_a_kommuns_people_always_their_own(open_page, demo):
    app = open_page("kommun", {"som": "kommun-2262", "kommun": "gfo", "period": "2026T2"}, demo.home)
    assert '<p class="head"><strong>Timrå</strong>' in shown(app)
    assert "Kort sagt, T2 2026" in shown(app)
    assert "Välj en kommun" not in shown(app)
    # There is no other to choose.
    assert "Område" not in [box.label for box in app.selectbox]


def test_the_way_to_every_areas_changes_is_from_the_meeting_that_the_changes_are_since(
    open_page, demo, tmp_path
):
    """Also where the version on the page has been at a meeting itself."""
    home = DataHome(tmp_path)
    shutil.copytree(demo.home.published, home.published, symlinks=True)
    for meeting in ("1", "2"):
        (home.published / "meeting").unlink()
        (home.published / "meeting").symlink_to(meeting)
        app = open_page("", {"som": "styrgrupp", "period": "2026T2", "version": "2"}, home)
        (way,) = re.findall(r'href="(leveranser[^"]*#skillnad)">Alla områdens ändringar', shown(app))
        assert "fran=1&amp;till=2" in way
