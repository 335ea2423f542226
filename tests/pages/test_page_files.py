"""The files that the pages offer: of one picture, of a whole page and of a whole version."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from string import ascii_uppercase

import duckdb
import pytest

from dashboard.blocks.all_figures import csv_package
from dashboard.published.connection import rows
from dashboard.published.figures import Figures
from dashboard.published.source import Source
from dashboard.reader.shelf import Shelf
from dashboard.views.menu import PAGES
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.fixtures.matrix import rest_slow
from tests.pages.fixtures.opening import OpenPage, figures_of, opened, text_of
from tests.pages.fixtures.published_file import DEFINITIONS, Odd, write_published
from tests.pages.fixtures.workbooks import SheetRead, read_workbook

HIDDEN = ("replacements", "2260", "2026T1")
JUDGED = "Fler än normalt: 9, mot normalt 0–2."
Offered = dict[str, Callable[[], bytes]]


@pytest.fixture(scope="module")
def odd_home(tmp_path_factory: pytest.TempPathFactory) -> DataHome:
    home = DataHome(tmp_path_factory.mktemp("odd"))
    with duckdb.connect(str(write_published(home, "3", odd=Odd(hidden=frozenset({HIDDEN}))))) as con:
        con.execute("update signal set sentence = ? where kpi = 'referrals_received'", [JUDGED])
    return home


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What the links of the opened page would give, by file name."""
    found: Offered = {}
    offer = Shelf.offer

    def noted(self: Shelf, key: str, name: str, made: Callable[[], bytes]) -> str:
        found[name] = made
        return offer(self, key, name, made)

    monkeypatch.setattr(Shelf, "offer", noted)
    return found


def _about(book: dict[str, SheetRead]) -> list[tuple[str, str]]:
    cells = book["Om siffrorna"].cells
    return [(str(cells[f"A{n}"]), str(cells.get(f"B{n}", ""))) for n in range(1, 500) if f"A{n}" in cells]


def _count(home: DataHome, table: str) -> int:
    return int(rows(figures_of(home).source, f"select count(*) from {table}")[0][0])


# Shown twice, or a part of what the picture above has: the file has these rows once.
_AGAIN = ("Familjehemsbanken per tertial",)


@pytest.mark.parametrize(
    "path",
    [
        page.path
        for page in PAGES
        if page.path not in ("lamna", "nyckeltal", "mote", "rapporter", "hjalp", "tillganglighet")
    ],
)
def test_a_pages_file_has_every_table_and_card_of_the_page(
    open_page: OpenPage, odd_home: DataHome, offered: Offered, path: str
) -> None:
    first = PAGES[0].path
    said = text_of(
        open_page("" if path == first else path, {"kommun": "timra", "period": "2026T1"}, odd_home)
    )
    (name,) = [name for name in offered if "alla-siffror" in name]
    area = "" if path in ("leveranser", "ekonomi") else "-timra"
    period = "" if path in ("fordelning", "leveranser") else "-t1-2026"
    menu = {"kommun": "min-kommun"}.get(path, path)
    assert name == f"gfo-{menu}-alla-siffror{area}{period}-internt-version-3.xlsx"
    book = read_workbook(offered[name]())
    about = _about(book)
    titles = [text for word, text in about if word == "Innehåll"]
    captions = {unescape(found) for found in re.findall(r"<caption>(.*?)</caption>", said)}
    assert captions - set(titles) <= set(_AGAIN)
    assert [text for word, text in about if word == "Blad"] == list(book)[:-1]
    assert len(titles) == len(book) - 1
    written = {cell for sheet in book.values() for cell in sheet.cells.values()}
    assert {unescape(card) for card in re.findall(r'summary aria-label="Om (.*?)"', said)} <= written
    cards = re.findall(r'<li class="card"><div class="name"><a[^>]*><span>([^<]*)</span></a></div>', said)
    assert {unescape(card) for card in cards} <= written
    assert len(cards) == (1 if path == "kommun" else 0)
    # No number is left without its unit, and no share is a text.
    for sheet in book.values():
        if "Enhet" in sheet.header:
            assert all(sheet.column(ascii_uppercase[sheet.header.index("Enhet")]))
        assert not [cell for cell in sheet.cells.values() if re.fullmatch(r"[\d,]+\u00a0% \(.*\)", str(cell))]
    assert ("Källa", "GFO Insikt – exempeldata, påhittade rader") in about
    assert ("Version", "3") in about


def test_a_figure_is_called_in_the_file_as_on_the_page(
    open_page: OpenPage, demo: Demo, offered: Offered
) -> None:
    said = opened(open_page, demo, "placeringar", "styrgrupp", kommun="gfo")
    (name,) = [name for name in offered if "alla-siffror" in name]
    called = read_workbook(offered[name]())["Barnen"].column("A")
    assert "Barn i familjehem, någon gång" in called
    cards = re.findall(r'<li class="card"><div class="name"><a[^>]*><span>([^<]*)</span>', said)
    assert [unescape(card) for card in cards[: len(called)]] == called


@pytest.mark.parametrize("path", ["hjalp", "mote"])
def test_no_file_where_there_is_no_table_and_on_the_wall(
    open_page: OpenPage, offered: Offered, path: str
) -> None:
    open_page(path)
    assert not offered


def test_a_trend_file_has_what_the_chart_draws(
    open_page: OpenPage, sample_home: DataHome, offered: Offered
) -> None:
    said = text_of(open_page("remisser", {"kommun": "timra", "period": "2026T1"}))
    name = "gfo-remisser-inkomna-remisser-timra-t1-2026-internt-version-20261121t2000-test"
    assert f'data-file="{name}"' in said
    book = read_workbook(offered[f"{name}.xlsx"]())
    sheet = book[DEFINITIONS["referrals_received"].name]
    assert sheet.header == [
        "Period",
        DEFINITIONS["referrals_received"].name,
        "Anmärkning",
        "Det vanliga, medel",
        "Det vanliga, nedre gräns",
        "Det vanliga, övre gräns",
    ]
    figures = figures_of(sample_home)
    usual = figures.judgements.usual("referrals_received", "2262")["2026T1"]
    row = sheet.column("A").index("T1 2026")
    assert [sheet.column(letter)[row] for letter in "DF"] == [usual.mean, usual.upper]
    # A reader of the page has the three that matter; the rest is for the file.
    assert "Det vanliga, medel" not in said
    lines = offered[f"{name}.csv"]().decode("utf-8-sig").split("\r\n")
    assert lines[0].split(";") == sheet.header


def test_a_trend_file_has_the_judgement_the_comments_and_the_definition(
    open_page: OpenPage, odd_home: DataHome, offered: Offered
) -> None:
    open_page("remisser", {"kommun": "timra", "period": "2026T1"}, odd_home)
    about = _about(
        read_workbook(offered["gfo-remisser-inkomna-remisser-timra-t1-2026-internt-version-3.xlsx"]())
    )
    said = [text for word, text in about if word == "I ord"]
    assert said == [JUDGED, "2022-09-01: Timrå gick med i GFO."]
    assert ("Område", "Timrå") in about
    assert ("Vald period", "T1 2026") in about
    definition = DEFINITIONS["referrals_received"]
    assert dict(about)[definition.name].startswith(definition.question)


def test_a_hidden_figure_is_never_a_number_in_a_file(
    open_page: OpenPage, odd_home: DataHome, offered: Offered
) -> None:
    chosen = {"kommun": "ange", "period": "2026T1"}
    open_page("nyckeltal", {**chosen, "visa": "replacements"}, odd_home)
    word = DEFINITIONS["replacements"].name
    sheet = read_workbook(offered["gfo-nyckeltal-omplaceringar-ange-t1-2026-internt-version-3.xlsx"]())[word]
    row = sheet.column("A").index("T1 2026")
    assert (sheet.column("B")[row], sheet.column("C")[row]) == ("..", "skyddad")
    whole = read_workbook(offered["gfo-nyckeltal-alla-siffror-ange-t1-2026-internt-version-3.xlsx"]())
    assert whole[word].column("B")[row] == ".."
    open_page("placeringar", chosen, odd_home)
    page = read_workbook(offered["gfo-placeringar-alla-siffror-ange-t1-2026-internt-version-3.xlsx"]())
    cards = page["Början, slut och byten"]
    assert cards.column("C")[cards.column("A").index(word)] == ".."


@pytest.mark.slow
def test_the_package_of_a_version_has_every_figure_with_its_words(
    open_page: OpenPage, odd_home: DataHome, offered: Offered
) -> None:
    open_page("nyckeltal", {}, odd_home)
    with zipfile.ZipFile(
        io.BytesIO(offered["gfo-nyckeltal-alla-siffror-internt-version-3.zip"]())
    ) as package:
        assert set(package.namelist()) == {
            "las-mig.txt", "nyckeltal.csv", "definitioner.csv", "fordelning.csv", "leveranser.csv", "perioder.csv",
        }  # fmt: skip
        told = package.read("las-mig.txt").decode("utf-8-sig")
        tables = {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(package.read(name).decode("utf-8-sig"), newline=""), delimiter=";")
            )
            for name in package.namelist()
            if name.endswith(".csv")
        }
    for word in ("version 3", "exempeldata, påhittade rader", "2026-08-31", ".. = skyddad"):
        assert word in told
    assert len(tables["nyckeltal"]) == _count(odd_home, "kpi_value")
    assert len(tables["perioder"]) == _count(odd_home, "period")
    assert [row["Beteckning"] for row in tables["definitioner"]].count("replacements") == 1
    assert {row["Kommun"] for row in tables["fordelning"]} >= {"Timrå", "Ånge"}
    assert tables["leveranser"][0]["Avsändare"] == "Timrå"
    kpi, area, period = HIDDEN
    (hidden,) = [
        row
        for row in tables["nyckeltal"]
        if (row["Beteckning"], row["Områdeskod"], row["Periodkod"], row["Uppdelning"])
        == (kpi, area, period, "")
    ]
    assert [hidden[word] for word in ("Område", "Period", "Värde", "Läge", "Orsak eller förbehåll")] == [
        "Ånge", "T1 2026", "..", "skyddad",
        "Skyddad: visas inte, för siffran skulle kunna peka ut ett barn eller ett hem.",
    ]  # fmt: skip
    cut = next(row for row in tables["nyckeltal"] if row["Uppdelning"] == "form=hvb")
    assert (cut["Del"], re.fullmatch(r"-?\d+(,\d+)?", cut["Värde"]) is not None) == ("HVB", True)
    assert {row["Preliminär"] for row in tables["nyckeltal"]} == {"ja", "nej"}


@pytest.mark.slow
def test_the_workbook_of_a_version_has_the_whole_figures_and_says_what_it_lacks(
    open_page: OpenPage, odd_home: DataHome, offered: Offered
) -> None:
    open_page("nyckeltal", {}, odd_home)
    book = read_workbook(offered["gfo-nyckeltal-alla-siffror-internt-version-3.xlsx"]())
    assert list(book) == ["Nyckeltal", "Definitioner", "Fördelning", "Leveranser", "Perioder", "Om siffrorna"]
    values = book["Nyckeltal"].column("E")
    assert len(values) == _count(
        odd_home,
        "kpi_value inner join period using (period) where cut = '' and kind in ('tertial', 'year', 'month')",
    )
    assert [value for value in values if isinstance(value, str)] == [".."]
    assert book["Definitioner"].header[-1] == "Fråga till databasen (SQL)"
    about = dict(_about(book))
    assert "tertial, år och månad" in about["Utelämnat"]
    assert about["Källa"].endswith("påhittade rader")


def test_the_file_of_the_key_figures_says_that_it_is_exact_where_the_page_rounds(
    open_page: OpenPage, odd_home: DataHome, offered: Offered
) -> None:
    open_page("", {"kommun": "timra", "period": "2026T1"}, odd_home)
    (name,) = [name for name in offered if "nyckeltalen-i-korthet" in name and name.endswith("xlsx")]
    said = [text for word, text in _about(read_workbook(offered[name]())) if word == "I ord"]
    assert said[0].startswith("Siffrorna i filen är exakta.")


@pytest.mark.parametrize(
    ("audience", "has_deliveries"),
    rest_slow([("publik", False), ("kommun-2260", True)], lambda case: case[0] == "publik"),
)
def test_the_file_of_everything_has_no_query_and_for_the_public_no_empty_sheet_of_deliveries(
    demo: Demo, audience: str, has_deliveries: bool
) -> None:
    figures = Figures(Source.of((demo.home.published / "1" / f"{audience}.duckdb").resolve(), audience))
    with zipfile.ZipFile(io.BytesIO(csv_package(figures))) as package:
        assert ("leveranser.csv" in package.namelist()) == has_deliveries
        assert ("Leveranser: " in package.read("las-mig.txt").decode()) == has_deliveries
        defined = package.read("definitioner.csv").decode()
    assert "SQL" not in defined
    assert "select" not in defined
    assert "Vad" in defined


def test_the_public_page_of_a_kommun_offers_the_papers_of_its_namnd(
    open_page: OpenPage, demo: Demo, offered: Offered
) -> None:
    said = opened(open_page, demo, "kommun", "publik", kommun="ange")
    assert ">Nämndinformation (PDF)</a>" in said
    (name,) = [name for name in offered if name.endswith(".pdf")]
    assert name == "gfo-namndinformation-ange-offentlig-version-1.pdf"
    assert offered[name]().startswith(b"%PDF-")
    offered.clear()
    # A kommun's own people have the same one, of the version that is public.
    opened(open_page, demo, "kommun", "kommun-2260", kommun="ange", version="senaste")
    assert [name_ for name_ in offered if name_.endswith(".pdf")] == [name]
    offered.clear()
    opened(open_page, demo, "kommun", "styrgrupp", kommun="ange")
    assert not [name_ for name_ in offered if name_.endswith(".pdf")]
