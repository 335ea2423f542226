"""What the public reads: its own pages, a kommun of its own choice, and whom it is to ask."""

from __future__ import annotations

import re
import shutil

import pytest

from pipelines.reference import PROJECT_ROOT
from tests.pages.fixtures.opening import opened, shown

pytestmark = pytest.mark.slow


def test_the_public_chooses_a_kommun_on_one_page_and_sees_whole_years_there(open_page, demo):
    said = opened(open_page, demo, "kommun", "publik", kommun="timra", period="2026T1")
    assert "<strong>Timrå</strong> · Offentliga siffror · 2025" in said
    assert "<h2>År för år</h2>" in said
    assert "Tre år i taget" in said
    joined = "räknas från 2022-09-01, då kommunen gick med i GFO."
    assert re.search(f"<p>2020–2022: inkomna remisser (och \\w+ )?{joined}</p>", said)
    assert f"<p>2022: intresseanmälningar {joined}</p>" in said
    assert "då kommunen gick med" not in opened(open_page, demo, "kommun", "publik", kommun="ange")
    assert "Att uppmärksamma" not in said
    elsewhere = "Sidan visar hela GFO. Mer som är offentligt om Timrå står på Min kommun."
    said = opened(open_page, demo, "remisser", "publik", kommun="timra")
    assert "<strong>GFO</strong>" in said
    assert elsewhere in said
    assert elsewhere not in opened(open_page, demo, "hjalp", "publik", kommun="timra")


@pytest.mark.parametrize(
    ("kpi", "period", "column"), [("placed_children", "2025", "2025"), ("referrals_received", "2023-2025", "2023–2025")]
)  # fmt: skip
def test_a_public_figure_of_a_kommun_leads_to_the_kommuns_own_on_its_page(
    open_page, demo, kpi, period, column
):
    said = opened(open_page, demo, "kommun", "publik", kommun="ange")
    (door, own) = re.search(
        rf'href="nyckeltal\?([^"]*visa={kpi}[^"]*)">.*?</a></th><td class="n">([^<]+)</td>', said
    ).groups()
    query, _, anchor = door.replace("&amp;", "&").partition("#")
    asked = dict(pair.split("=") for pair in query.split("&"))
    assert asked["period"] == period
    there = opened(open_page, demo, "nyckeltal", "publik", **{k: v for k, v in asked.items() if k != "som"})
    table = there.split(f'id="{anchor}"', 1)[1].split("</table>", 1)[0]
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    (row,) = re.findall(rf'<th scope="row">{column}</th>(.*?)</tr>', table)
    assert re.findall(r"<td[^>]*>(.*?)</td>", row)[heads.index("Ånge") - 1] == own


def test_the_public_is_told_which_kommun_joined_where_what_is_usual_is_counted_anew(open_page, demo):
    told = "2022-09-01: Timrå kom med: det vanliga räknas för sig före och efter."
    for audience in ("publik", "kommun-2260"):
        assert told in opened(open_page, demo, "remisser", audience, kommun="gfo", period="2026T1")


def test_what_if_is_not_for_the_public(open_page, demo):
    assert "Tänk om" in opened(open_page, demo, "fordelning", "kommun-2260")
    assert "Tänk om" not in opened(open_page, demo, "fordelning", "publik")


def test_before_the_first_meeting_the_public_is_told_when_the_figures_come(open_page, demo, tmp_path):
    home = type(demo.home)(tmp_path / "home")
    shutil.copytree(demo.home.published / "1", home.published / "1", ignore=shutil.ignore_patterns("publik*"))
    (home.published / "current").symlink_to("1")
    (home.root / "kind").write_text("sample\n", encoding="ascii")
    said = shown(open_page("", {"som": "publik"}, home))
    assert "De offentliga siffrorna kommer när styrgruppen har haft sitt första möte." in said


def test_what_is_public_of_a_kommun_is_told_of_its_children_and_cost_with_the_newest_year_first(
    open_page, demo
):
    said = opened(open_page, demo, "kommun", "publik", kommun="ornskoldsvik")
    # The newest year's figures are cards; what is public by tertial is newer, and stands by itself under them.
    cards, now = re.split(r'(?=<p class="lead">Den 30 april 2026)', said, maxsplit=1)
    assert re.search(r"<b>\d+</b> <small>unika barn under 2025</small>", cards)
    assert re.search(r"<b>\d\d,\d\d\u00a0mnkr</b>", cards)
    assert re.search(r"Den 30 april 2026 var \d+ barn från Örnsköldsvik i vård, ", now.split("<h2>", 1)[0])
    for page in (said, opened(open_page, demo, "kommun", "publik", kommun="ange")):
        told = page.split("<caption>År för år", 1)[1]
        assert ("Också ett stort tal är skyddat (..)" in page) == (">..<" in told.split("Jämför", 1)[0])
    assert ">..<" in told.split("Jämför", 1)[0]
    table = said.split("<caption>År för år, Örnsköldsvik</caption>", 1)[1].split("</table>", 1)[0]
    assert re.findall(r"<th[^>]*>(\d{4})</th>", table) == ["2025", "2024", "2023", "2022"]
    cost = table.split("Placeringskostnad", 1)[1].split("</tr>", 1)[0]
    assert len(re.findall(r"\d,\d\d\smnkr", cost)) == 4


def test_a_public_target_of_the_year_is_said_to_be_the_years_and_why_it_is_not_judged(open_page, demo):
    said = opened(open_page, demo, "oversikt", "publik", kommun="gfo", period="2026T1")
    assert "45 för hela 2026" in said
    assert "Mål för hela 2026 bedöms när året är slut." in said
    judged = opened(open_page, demo, "oversikt", "styrgrupp", kommun="gfo", period="2026T1")
    assert "bedöms när året är slut" not in judged


@pytest.mark.parametrize("year", ["2025", "2024"])
def test_the_newest_fee_comes_first_with_its_reasons_whichever_year_is_public_beside_it(
    open_page, demo, year
):
    said = opened(open_page, demo, "kommun", "publik", kommun="ange", period=year).replace("\u00a0", " ")
    fee = re.search(r"<h2>Ånge betalar [\d ]+ kr mer till GFO 2026 än 2025</h2><p[^>]*>(.*?)</p>", said)
    assert fee, said
    assert "Ökningen beror på " in fee[1]
    assert re.search(
        rf"{year} betalade Ånge [\d ]+ kr, [\d ]+ kr (mer|mindre) än {int(year) - 1}\. <a", fee[1]
    )
    assert "ar=2026" in fee[1]
    assert re.search(
        r"Nyckeln räknar med \d+ barn som var placerade [^,]*\d{4}, mot \d+ [^,]*\d{4} i nyckeln för 2025\.",
        fee[1],
    )


def test_the_public_is_told_how_many_placed_children_the_key_counts_of_each_kommun(open_page, demo):
    said = opened(open_page, demo, "fordelning", "publik", kommun="gfo")
    assert re.search(r"<h2[^>]*>Budgeten växte [^<]* får den största ökningen, därför att", said)
    changed = said.split("får den största ökningen", 1)[1].split("<table", 1)[1].split("</table>", 1)[0]
    now = {
        name: row.split(">")[-1]
        for name, row in re.findall(r'<th scope="row">(\w+)</th>(.*?)</td></tr>', changed)
    }
    inputs = said.split("<caption>Nyckelns underlag</caption>", 1)[1]
    told = dict(
        re.findall(r"Placerade barn</th><td[^>]*>(\w+)</td><td[^>]*>\d{4}</td><td[^>]*>(\d+)</td>", inputs)
    )
    assert "Ånge" in told
    assert {name: now[name] for name in told} == told


def test_the_public_overview_leads_to_each_kommuns_page_and_nobody_elses_does(open_page, demo):
    said = opened(open_page, demo, "oversikt", "publik")
    line = said.split("Läs om din kommun: ", 1)[1].split("</p>", 1)[0]
    assert re.findall(r'href="kommun\?kommun=(\w+)', line) == [
        "harnosand", "kramfors", "solleftea", "timra", "ange", "ornskoldsvik",
    ]  # fmt: skip
    assert "Läs om din kommun" not in opened(open_page, demo, "oversikt", "kommun-2260")


def test_what_the_public_has_by_year_alone_is_said_where_a_shorter_period_is_shown(open_page, demo):
    said = opened(open_page, demo, "remisser", "publik", kommun="gfo", period="2026T1")
    assert "visas bara per år." in said
    assert "visas bara per år." not in opened(
        open_page, demo, "remisser", "publik", kommun="gfo", period="2025"
    )


def test_help_names_the_pages_that_the_public_has(open_page, demo):
    said = opened(open_page, demo, "hjalp", "publik")
    assert "vad ett annat förslag skulle ge" not in said
    assert "Papper till styrgrupp" not in said
    assert "Papper till styrgrupp" in opened(open_page, demo, "hjalp", "styrgrupp")


def test_what_is_public_by_year_alone_is_said_once_and_leads_to_its_newest_year(open_page, demo):
    said = opened(open_page, demo, "nyckeltal", "publik", kommun="gfo", period="2025T1")
    table, years = said.split("Offentliga bara per år")
    assert "offentlig bara per år" not in table
    assert ">Inkomna remisser<" in table
    found = re.findall(r'period=(\w+)[^"]*visa=(\w+)"', years)
    assert ("2025", "match_rate") in found
    whole = opened(open_page, demo, "nyckeltal", "publik", kommun="gfo", period="2025")
    assert "Offentliga bara per år" not in whole


def test_the_public_is_told_whom_to_turn_to_and_nothing_of_servers_and_meetings_versions(open_page, demo):
    public, staff = (opened(open_page, demo, "hjalp", audience) for audience in ("publik", "gfo"))
    assert "Hör av dig till GFO" in public
    assert "sköter servern" not in public
    assert "De offentliga siffrorna görs om när styrgruppen har haft möte" in public
    assert "Se först sidan Leveranser och datakvalitet" in staff
    assert "en rad högst upp leder till den nyaste" in staff


def test_the_public_is_told_whom_to_ask_and_the_address_that_the_home_has_written(open_page, demo, tmp_path):
    said = opened(open_page, demo, "hjalp", "publik")
    assert "Vem som helst får begära att läsa en allmän handling." in said
    assert "webbplats" not in said
    home = type(demo.home)(tmp_path / "home")
    shutil.copytree(demo.home.published, home.published, symlinks=True)
    written = (PROJECT_ROOT / "data/reference/presentation.toml").read_text(encoding="utf-8")
    asks = 'kontakt = ["Skriv till <gfo@exempel.se>."]'
    (home.root / "presentation.toml").write_text(f"{written}{asks}\n", encoding="utf-8")
    for page in ("hjalp", "tillganglighet"):
        assert "registratorn i din kommun. " in opened(open_page, demo, page, "publik")
        assert "Skriv till &lt;gfo@exempel.se&gt;." in shown(open_page(page, {"som": "publik"}, home))
    # A file that cannot be followed stops no page.
    (home.root / "presentation.toml").write_text("kontakt = 5\n", encoding="utf-8")
    assert "registratorn i din kommun." in shown(open_page("hjalp", {"som": "publik"}, home))
