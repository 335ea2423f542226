"""Whose file it is, and what is protected of it, as the header and Hjälp say it."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from dashboard.login.judging import Person
from dashboard.published.records import Meeting, Release
from dashboard.reader.access import Right, right
from dashboard.views.menu import PAGES
from dashboard.words import audiences as words
from pipelines.contracts import DATASETS
from pipelines.home.access_table import ROLES
from pipelines.reference import kommun_audiences, kommuner, readers
from tests.pages.fixtures.opening import text_of

NAMES = kommuner()
NOTHING_YET = (
    "Här visas Kramfors egna siffror. De andra kommunernas och GFO:s kommer när styrgruppen har haft sitt "
    "första möte."
)
SOME = "En del siffror är skyddade (..), så att inget barn eller hem kan pekas ut."
OF_THE_REST = "Du ser alla Ånges siffror. Om GFO och de andra kommunerna visas bara det som är offentligt."


def release(cells: int | None = None, hidden: int | None = None) -> Release:
    moment = datetime(2026, 9, 11)
    return Release(
        "2",
        moment,
        date(2026, 8, 31),
        moment,
        sample=False,
        reason="",
        protected_cells=cells,
        protected_hidden=hidden,
    )


@pytest.mark.parametrize(
    ("audience", "file", "reader"),
    [
        ("styrgrupp", "", "Styrgruppen"),
        ("kommun-2260", "Ånges fil", "Ånge"),
        ("kommun-2282", "Kramfors fil", "Kramfors"),
        ("publik", "Offentliga siffror", "Allmänheten"),
    ],
)
def test_a_file_and_its_reader_have_names(audience, file, reader):
    assert words.whose(audience, NAMES) == file
    assert words.reader_name(audience, NAMES) == reader


@pytest.mark.parametrize(
    ("audience", "counts", "said"),
    [
        ("styrgrupp", (340, 12), ""),
        ("publik", (340, 12), SOME),
        ("publik", (340, 1), SOME),
        ("publik", (340, 0), ""),
        (
            "kommun-2282",
            (None, None),
            NOTHING_YET,
        ),
        (
            "kommun-2260",
            (340, 12),
            OF_THE_REST,
        ),
    ],
)
def test_a_line_says_what_the_readers_own_file_leaves_out(audience, counts, said):
    assert words.protected(audience, NAMES, release(*counts)) == said


def test_a_kommuns_file_says_from_which_meeting_the_others_figures_are():
    met = [Meeting(date(2026, 6, 10), "2026T1", 1)]
    told = words.protected("kommun-2260", NAMES, release(340, 12), met)
    assert told == OF_THE_REST.replace("offentligt.", "offentligt sedan mötet den 10 juni 2026.")


def test_figures_of_two_times_are_said_to_be_where_they_stand_together():
    met = [Meeting(date(2026, 6, 10), "2026T1", 1)]
    assert words.of_two_times("kommun-2260", NAMES, met) == (
        "GFO och de andra kommunerna: siffrorna från mötet den 10 juni 2026. Ånges egna är de nyaste."
    )
    for audience in ("styrgrupp", "publik"):
        assert words.of_two_times(audience, NAMES, met) == ""
    assert words.of_two_times("kommun-2260", NAMES, []) == ""


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((2832, 258), "258 av 2\u00a0832 offentliga siffror är skyddade."),
        ((340, 1), "1 av 340 offentliga siffror är skyddad."),
        ((340, 0), "Ingen av de 340 offentliga siffrorna behöver skyddas."),
        ((None, None), ""),
    ],
)
def test_help_says_how_many_public_figures_are_protected(counts, said):
    assert words.how_many(release(*counts)) == said


def test_the_line_leads_to_help(open_page, demo):
    app = open_page("", {"som": "kommun-2262", "kommun": "timra"}, demo.home)
    (line,) = re.findall(r'<p class="sub">(Du ser alla Timrås siffror.*?)</p>', text_of(app))
    assert 'href="hjalp?' in line
    assert '#vem">Mer i Hjälp</a>' in line
    app = open_page("hjalp", {"som": "kommun-2262"}, demo.home)
    assert '<h2 id="vem">Vem ser vad</h2>' in text_of(app)
    assert re.search(r"\d+ av [\d\xa0]+ offentliga siffror är skyddade\.", text_of(app))


def test_a_page_that_says_nothing_to_the_public_is_for_everybody_else():
    open_to_others = [page for page in PAGES if not page.staff]
    hidden = {page.path for page in open_to_others if not page.is_for(Right("publik"))}
    assert hidden == {"stod", "leveranser", "mote"}
    assert all(
        page.is_for(Right(audience)) for page in open_to_others for audience in ("styrgrupp", "kommun-2260")
    )


def test_files_are_handed_in_by_gfos_staff_alone():
    (page,) = (page for page in PAGES if page.staff)
    assert page.path == "lamna"
    assert [who for who in readers() if right(None, who).delivers] == ["gfo"]
    assert [who for who in readers() if page.is_for(right(None, who))] == ["gfo", *kommun_audiences()]
    people = [Person("n", role, "2262" if role == "enhetschef" else "", "s") for role in ROLES]
    assert [one.role for one in people if right(one).delivers] == ["gfo"]
    assert {one.role for one in people if page.is_for(right(one))} == {"gfo", "enhetschef"}


@pytest.mark.parametrize(
    ("who", "name"), [("gfo", "Lämna filer"), ("kommun-2262", "Kontrollera fil"), ("publik", "Lämna filer")]
)
def test_the_page_of_files_is_named_by_what_its_reader_does_there(who, name):
    (page,) = (page for page in PAGES if page.staff)
    assert page.seen_by(right(None, who).audience).menu == name


def test_the_public_chooses_a_kommun_for_its_papers_and_else_on_one_page_only_by_whole_years():
    by_area = [
        page
        for page in (page.seen_by("publik") for page in PAGES)
        if page.by_area and page.is_for(Right("publik"))
    ]
    assert [(page.path, page.kinds) for page in by_area] == [
        ("kommun", ("year", "block")),
        ("rapporter", ("tertial", "year")),
    ]


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_what_was_delivered_is_called_by_its_name_and_never_by_its_code(dataset):
    named = words.deliveries_named({one.name: one.label for one in DATASETS.values()}, {"2262": "Timrå"})
    assert named(dataset.name, "2262") == f"{dataset.label.lower()} från Timrå"
    assert named(dataset.name, "SCB-CKM") == f"{dataset.label.lower()} från SCB (från 2025)"
    assert named(dataset.name, "") == dataset.label.lower()
