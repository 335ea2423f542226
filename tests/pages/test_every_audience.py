"""Every page for every audience, on the sample as it was published: it speaks, and of nothing that its file lacks."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from dashboard.login import settings
from dashboard.reader.access import right
from dashboard.views.menu import PAGES
from pipelines.reference import audiences, kommun_of, kommuner
from tests.fixtures.provider import NOBODYS_PROVIDER
from tests.pages.fixtures.opening import opened, shown

pytestmark = pytest.mark.slow
#: As whom the pages are read: the public, the smallest kommun and the styrgrupp say all there is to say.
READERS = ("styrgrupp", "kommun-2260", "publik")
NOT_PUBLIC = {"stod", "leveranser", "mote"}


@pytest.mark.parametrize("audience", READERS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_stands_for_every_audience_or_says_that_it_is_not_for_it(open_page, demo, page, audience):
    for area in ("gfo", "ange") if page.by_area else ("gfo",):
        said = opened(open_page, demo, page.path, audience, kommun=area)
        if audience == "publik" and page.path in NOT_PUBLIC:
            assert "finns inte bland de offentliga siffrorna" in said
            assert f'href="kommun?som=publik&amp;kommun={area}">Min kommun</a>' in said
            assert "<table" not in said
        elif not page.is_for(right(None, audience)):
            assert "är till för GFO:s personal" in said
            assert "<h1>" not in said
        else:
            assert f"<h1>{page.seen_by(audience).title}</h1>" in said
            assert "None" not in said


def test_whoever_delivers_sees_the_deliveries_as_they_are_now_and_the_rest_as_the_meeting_saw(
    open_page, demo
):
    newest, seen = ((demo.home.published / link).resolve().name for link in ("current", "meeting"))
    assert newest != seen
    said = opened(open_page, demo, "leveranser", "gfo")
    assert f"Sidan visar den nyaste versionen, {newest}." in said
    assert "Inget saknas" in said
    assert f"Sidan visar version {seen}, som styrgruppen såg" in opened(
        open_page, demo, "oversikt", "styrgrupp"
    )
    assert f"version {seen}" in opened(open_page, demo, "leveranser", "styrgrupp", version=seen)


def test_a_kommuns_share_median_or_price_has_gfos_line_beside_it_and_what_it_counts_has_none(open_page, demo):
    own = opened(open_page, demo, "nyckeltal", "kommun-2262", period="2026T2", visa="days_to_match")
    assert "Dagar per tertial, Timrå och GFO; " in own
    assert "Remisser per tertial, Timrå; " in opened(
        open_page, demo, "nyckeltal", "kommun-2262", period="2026T2", visa="referrals_received"
    )


def test_a_kommuns_file_says_what_the_kommun_has_delivered_and_of_the_others_nothing(open_page, demo):
    said = opened(open_page, demo, "leveranser", "kommun-2262")
    assert "från Timrå" in said.split("Siffrorna bygger på", 1)[1].split("</p>", 1)[0]
    assert "Inga rader är avvisade. Inget behöver rättas." in said
    assert "Inget saknas från Timrå." in said
    assert "alla har levererat" not in said
    said = opened(open_page, demo, "leveranser", "styrgrupp", version="senaste")
    assert re.search(r"Siffrorna bygger på \d+ leveranser från \d+ avsändare\.", said)
    assert "Inget saknas: alla har levererat." in said


def test_where_a_kommun_stands_alone_it_is_said_by_which_periods_the_others_are_shown(open_page, demo):
    def said(visa: str, period: str) -> str:
        return opened(open_page, demo, "nyckeltal", "kommun-2262", kommun="timra", visa=visa, period=period)

    told = "Per år visas bara Timrå; de andra kommunernas siffror finns per tertial."
    assert told in said("children_in_care", "2025")
    assert "visas bara Timrå" not in said("children_in_care", "2025T3")
    assert "Bara Timrå visas: de andra kommunernas siffror ingår inte" in said("deviations_open", "2025")
    assert "Av kommunerna barn i vård per tertial" in opened(open_page, demo, "hjalp", "publik")


def test_of_what_the_styrgrupp_has_not_met_on_nothing_is_said_to_be_as_usual(open_page, demo):
    said = opened(open_page, demo, "oversikt", "kommun-2262", kommun="gfo", period="2026T2")
    assert "GFO: T2 2026 visas när styrgruppen har haft möte." in said
    assert "Inget utöver det vanliga" not in said
    assert "Inga äldre siffror för området har ändrats" not in said
    assert "inte offentliga" in opened(
        open_page, demo, "oversikt", "kommun-2262", kommun="gfo", period="2026-07"
    )


@pytest.mark.parametrize("path", ["remisser", "familjehem", "placeringar", "stod"])
def test_that_a_period_waits_for_a_meeting_is_said_once_and_no_card_is_empty(open_page, demo, path):
    said = opened(open_page, demo, path, "kommun-2262", kommun="gfo", period="2026T2")
    assert said.count("visas när styrgruppen har haft möte") == 1
    assert re.search('href="[^"]*period=2026T1[^"]*"[^>]*>Visa T1 2026</a>', said)
    assert '<li class="card">' not in said
    assert "Inte offentlig" not in said
    assert "Det finns inga siffror per placeringsform" not in said
    assert '<li class="card">' in opened(open_page, demo, path, "kommun-2262", kommun="gfo", period="2026T1")


def test_what_counts_nobody_is_in_a_kommuns_file_before_the_meeting_and_every_page_says_so(open_page, demo):
    waits, does_not = (
        "nyckeltal för T2 2026 visas när styrgruppen har haft möte.",
        "GFO:s ekonomi räknar inga barn och visas redan nu.",
    )
    said = opened(open_page, demo, "oversikt", "kommun-2262", kommun="gfo", period="2026T2")
    assert f"<p>19 {waits} {does_not}</p>" in said
    assert re.findall('<th scope="row"><a[^>]*>(.*?)</a>', said) == ["GFO:s avvikelse mot budget"]
    assert "<h2>Att uppmärksamma</h2>" not in said
    for chosen in ({"kommun": "gfo", "period": "2026T1"}, {"kommun": "timra", "period": "2026T2"}):
        other = opened(open_page, demo, "oversikt", "kommun-2262", **chosen)
        assert waits not in other
        assert "<h2>Att uppmärksamma</h2>" in other
    # Where figures are looked for, each keeps its way in.
    every = opened(open_page, demo, "nyckeltal", "kommun-2262", kommun="gfo", period="2026T2")
    assert "Inkomna remisser</a>" in every
    met = "Styrgruppen har inte haft sitt möte om T2 2026."
    assert met in opened(open_page, demo, "ekonomi", "kommun-2262", period="2026T2")
    assert "har inte haft sitt möte" not in opened(open_page, demo, "ekonomi", "kommun-2262", period="2026T1")
    assert "har inte haft sitt möte" not in opened(
        open_page, demo, "ekonomi", "styrgrupp", period="2026T2", version="senaste"
    )
    assert "de väntar inte på mötet" in opened(open_page, demo, "hjalp", "kommun-2262")


def test_a_figure_that_is_not_public_is_not_said_to_be_missing(open_page, demo):
    said = opened(open_page, demo, "nyckeltal", "publik", kommun="gfo", period="2025T1")
    assert "uppgift saknas" not in said
    rate = {"kommun": "gfo", "visa": "match_rate"}
    said = opened(open_page, demo, "nyckeltal", "publik", **rate, period="2025T1")
    assert "Offentlig bara per år, inte för T1 2025: välj ett helt år." in said
    said = opened(open_page, demo, "nyckeltal", "publik", **rate, period="2025")
    assert "Offentlig bara per år" not in said
    assert re.search(r"GFO: \d+\xa0% under 2025", said)


def test_a_kommun_sees_the_parts_of_its_own_figures_and_is_told_that_those_of_gfo_are_not_public(
    open_page, demo
):
    daily = {"visa": "cost_per_care_day", "period": "2025T3"}
    said = opened(open_page, demo, "nyckeltal", "kommun-2260", **daily, kommun="ange")
    assert "Kostnad per vårddygn efter placeringsform" in said
    assert "delas inte upp" not in said
    costs = opened(open_page, demo, "placeringar", "kommun-2260", kommun="ange")
    assert "HVB kostar mer än under något tertial sedan T1 2019: " in costs
    for audience in ("kommun-2260", "publik"):
        said = opened(open_page, demo, "nyckeltal", audience, **daily, kommun="gfo")
        assert "Nyckeltalets delar är inte offentliga: bara helheten visas." in said
        assert (
            "GFO: T1 2026 saknade Kramfors när styrgruppen såg siffran; den förnyas efter nästa möte." in said
        )
        said = opened(open_page, demo, "nyckeltal", audience, **(daily | {"period": "2026T1"}), kommun="gfo")
        assert "Uppgift saknas: Kramfors hade inte levererat T1 2026 när styrgruppen såg siffran; " in said
        assert "väntar på Kramfors" not in said
        said = opened(open_page, demo, "oversikt", audience, kommun="gfo", period="2026T1")
        assert "saknade Kramfors" in said
        assert "väntar på Kramfors" not in said
    said = opened(open_page, demo, "nyckeltal", "styrgrupp", **daily, kommun="gfo")
    assert said.count("GFO: T1 2026 väntar på Kramfors.") == 1


@pytest.mark.parametrize("audience", audiences())
def test_the_header_says_whose_file_it_is_and_leads_to_what_is_left_out_of_it(open_page, demo, audience):
    head = opened(open_page, demo, "oversikt", audience).split("</h1>", 1)[1].split("</div>", 1)[0]
    own = kommuner().get(kommun_of(audience), "")
    if own:
        assert f"{own}{'' if own.endswith('s') else 's'} fil" in head
    assert ("Offentliga siffror" in head) == (audience == "publik")
    assert ('#vem">Mer i Hjälp</a>' in head) == (audience != "styrgrupp")
    assert ("inget barn eller hem kan pekas ut" in head) == (audience == "publik")
    assert ("Du ser alla " in head) == bool(own)


def test_a_kommun_chooses_between_gfo_and_its_own(open_page, demo):
    app = open_page("", {"som": "kommun-2260"}, demo.home)
    (areas,) = [pills for pills in app.get("button_group") if pills.label == "Område"]
    assert [option.content for option in areas.proto.options] == ["GFO", "Ånge"]
    assert "Kommunen ”timra” i adressen finns inte här." in opened(
        open_page, demo, "oversikt", "kommun-2260", kommun="timra"
    )


def test_nobody_is_told_a_hidden_figure_by_another_word_than_skyddad(open_page, demo):
    said = opened(open_page, demo, "oversikt", "publik")
    assert "skyddad" in said
    assert "för få" not in said


def test_what_is_not_public_yet_is_said_so(open_page, demo):
    asked = {"kommun": "gfo", "period": "2026T2", "visa": "referrals_received"}
    said = opened(open_page, demo, "nyckeltal", "kommun-2260", **asked)
    assert "Inte offentlig: det som är offentligt om GFO förnyas när styrgruppen har haft möte." in said
    # Of an older year it is not the next meeting that is waited for.
    public = opened(open_page, demo, "familjehem", "publik", period="2025")
    assert "Inte offentlig för 2025." in public
    assert "förnyas när styrgruppen" not in public


def test_gfos_staff_can_be_read_as_and_see_the_newest_version(open_page, demo):
    newest = (demo.home.published / "current").resolve().name
    app = open_page("", {"som": "gfo"}, demo.home)
    assert f"Sidan visar den nyaste versionen, {newest}." in shown(app)
    (choice,) = [box for box in app.selectbox if box.label == "Läs som"]
    assert choice.value == "gfo"
    assert choice.options[:2] == ["Styrgruppen", "GFO:s personal"]
    choice.set_value("publik").run()
    assert app.query_params["som"] == "publik"
    assert "<h1>Lämna filer</h1>" in opened(open_page, demo, "lamna", "gfo")


def test_without_a_login_anybody_at_this_machine_chooses_and_with_one_nobody(
    open_page, demo, tmp_path, monkeypatch
):
    home = type(demo.home)(tmp_path / "home")
    home.root.mkdir()
    shutil.copytree(demo.home.published, home.published, symlinks=True)
    (home.root / "kind").write_text("real\n", encoding="ascii")
    app = open_page("", {"som": "publik"}, home)
    assert "Offentliga siffror" in shown(app)
    assert [box.value for box in app.selectbox if box.label == "Läs som"] == ["publik"]
    monkeypatch.setenv("GFO_READER", "publik")
    assert "Offentliga siffror" in shown(open_page("", {}, home))
    monkeypatch.setattr(settings, "_settings", settings.load(home, "http://127.0.0.1:1", NOBODYS_PROVIDER))
    for page in PAGES:
        app = open_page("" if page.path == "oversikt" else page.path, {"som": "styrgrupp"}, home)
        said = shown(app)
        assert "Sidan är för inloggade läsare." in said
        assert "<table" not in said
        assert "<h1>" not in said
        assert not app.selectbox


def test_what_is_shown_by_size_is_explained_to_those_who_get_it(open_page, demo):
    explained, heading = "Visas, efter storlek: stora tal väger mer än små.", ">Visas, efter storlek</th>"
    said = opened(open_page, demo, "leveranser", "gfo")
    assert explained in said
    assert heading in said
    assert "efter storlek" not in opened(open_page, demo, "leveranser", "kommun-2260", kommun="ange")


def test_a_kommun_is_told_why_its_care_days_cost_more_and_the_public_is_not(open_page, demo):
    why = re.compile(r"Det beror på att (vårddygnen blev|en större andel av dygnen|samma former)")
    said = opened(open_page, demo, "kommun", "kommun-2260", kommun="ange", period="2026T2")
    assert why.search(said.split("Senaste månaden och året hittills</h2>", 1)[1])
    may = opened(open_page, demo, "kommun", "kommun-2260", kommun="ange", period="2026-05")
    assert re.search(r"kostade \S+\s*\S* (mer|mindre) i maj 2026 än i maj 2025", may)
    assert why.search(may)
    assert "vårddygn (" not in opened(open_page, demo, "kommun", "publik", kommun="ange")


def test_the_chosen_tertial_stands_out_among_the_others(open_page, demo):
    app = open_page("ekonomi", {"som": "styrgrupp", "period": "2025T2"}, demo.home)
    (chart,) = (json.loads(one.proto.spec) for one in app.get("plotly_chart"))
    bars = chart["data"][0]
    colours = dict(zip(bars["x"], bars["marker"]["color"], strict=True))
    others = {colour for period, colour in colours.items() if period != "2025T2"}
    assert len(others) == 1
    assert colours["2025T2"] not in others


@pytest.mark.parametrize("period", ["2026T2", "2026-07", "2025", "2023-2025"])
def test_a_kommuns_people_have_one_reason_why_a_kpi_of_gfo_alone_is_not_theirs(open_page, demo, period):
    query = {"kommun": "timra", "period": period}
    said = opened(open_page, demo, "nyckeltal", "kommun-2262", **query)
    line = said.split("<p>Bara för hela GFO: ", 1)[1].split("</p>", 1)[0]
    assert 'visa=recruitment_cost_per_home">' in line
    own = opened(open_page, demo, "nyckeltal", "kommun-2262", **query, visa="recruitment_cost_per_home")
    assert "Nyckeltalet finns bara för hela GFO, inte för Timrå." in own


def test_a_kommuns_people_are_led_to_the_targets_in_the_newest_tertial_they_may_see_of_gfo(open_page, demo):
    for page in ("oversikt", "nyckeltal"):
        said = opened(open_page, demo, page, "kommun-2262", kommun="timra", period="2026T2")
        way = re.search(r'har inga egna\. <a class="door" href="\./\?([^"]+)">Se GFO:s mål</a>', said)
        assert way
        assert "kommun=gfo" in way[1]
        assert "period=2026T1" in way[1]
    led = opened(open_page, demo, "oversikt", "kommun-2262", kommun="gfo", period="2026T1")
    assert '<th scope="col" class="goal">Mål</th>' in led
