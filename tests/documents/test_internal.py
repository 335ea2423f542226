"""A kommun's own papers: of their own period, why it costs what it does, and what is too small to be sent."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.blocks.own_and_bought import come_to
from dashboard.blocks.told_cost import why_more
from dashboard.briefings import board, kommun_pages, referral_page, tertial
from dashboard.briefings.drawing import svg
from dashboard.briefings.form_costs import forms_table
from dashboard.briefings.meeting import screens
from dashboard.briefings.memo import memo
from dashboard.briefings.parts import Chart, Grid, Lines, Page, Series, every
from dashboard.briefings.pdf import as_pdf
from dashboard.briefings.presentation import read_presentation
from dashboard.briefings.small import MEANT, in_sentence
from dashboard.charts.palette import LIGHT
from dashboard.words.tables import Amount
from tests.documents.conftest import FactsOf, Made, OwnHome
from tests.documents.reading import every_part, pdf_text, plain
from tests.fixtures.matrix import rest_slow

_KOMMUNER = ("Ånge", "Timrå", "Härnösand", "Kramfors", "Sollefteå", "Örnsköldsvik")
_SOME = rest_slow(_KOMMUNER, lambda kommun: kommun == "Örnsköldsvik")


def test_children_in_foster_homes_are_told_of_the_papers_own_period(facts: FactsOf, made: Made) -> None:
    asked = facts("namndinformation", "Timrå", "2026T2")
    page = kommun_pages.children(asked)
    assert page
    now, before = (
        asked.cell("foster_children", asked.figures.period(period)).text for period in ("2026T2", "2025T2")
    )
    assert page.title.startswith(f"Barn i familjehem: {now} under T2 2026, ")
    (chart,) = (part for part in page.parts if isinstance(part, Chart))
    assert chart.labels == tuple(f"T2 {year}" for year in range(2022, 2027))
    assert chart.series[0].values[-2].text == before
    assert "någon gång under tertialet" in chart.sub
    said = pdf_text(made("namndinformation", "pdf", "Timrå"))
    assert f"Barn i familjehem: {now} under T2 2026" in said
    # The page's heading and its chart are of the period; a year is told of the rate alone.
    assert "Barn i familjehem: " in said
    assert not re.search(r"Barn i familjehem: \d+ under 2025", said)
    # A paper of a year, and the yearly follow-up, are of years.
    of_year = kommun_pages.children(facts("namndinformation", "Timrå", "2025"))
    assert of_year
    assert "under 2025" in of_year.title
    assert "under 2025" in pdf_text(made("uppfoljning", "pdf", "Timrå"))


@pytest.mark.parametrize("kommun", _SOME)
def test_the_cost_is_told_form_by_form_with_what_makes_it(facts: FactsOf, made: Made, kommun: str) -> None:
    asked = facts("namndinformation", kommun, "2026T2")
    grid = forms_table(asked)
    assert grid
    assert grid.table.columns[:3] == ("Placeringsform", "Barn T2 2026", "Barn T2 2025")
    assert grid.table.columns[-1] == "Kostnad T2 2025"
    *forms, every_form = grid.table.rows

    def numbers(n: int) -> tuple[list[float], float]:
        column = [row[n] for row in forms]
        total = every_form[n]
        assert isinstance(total, Amount)
        found = [
            float(cell.number) for cell in column if isinstance(cell, Amount) and cell.number is not None
        ]
        return found, float(total.number or 0)

    # Children, days and kronor of the forms are those of all.
    for n in (1, 2, 3, 4, 7, 8):
        parts, whole = numbers(n)
        assert sum(parts) == pytest.approx(whole)
    for row in (*forms, every_form):
        days, price, kronor = (row[n] for n in (3, 5, 7))
        assert isinstance(days, Amount)
        assert isinstance(price, Amount)
        assert isinstance(kronor, Amount)
        if days.number:
            assert float(kronor.number or 0) == pytest.approx(float(days.number) * float(price.number or 0))
    why = why_more(asked.reader)
    assert why
    for kind in ("namndinformation", "tjansteskrivelse"):
        said = pdf_text(made(kind, "pdf", kommun)).replace("*", "")
        assert plain(why) in said, kind
    assert forms_table(facts("namndinformation", kommun, "2026T1", "offentlig")) is None


@pytest.mark.parametrize("kommun", _SOME)
def test_it_has_how_long_a_match_took_and_what_bought_homes_come_to(
    facts: FactsOf, made: Made, kommun: str
) -> None:
    asked = facts("namndinformation", kommun, "2026T2")
    said = pdf_text(made("namndinformation", "pdf", kommun))
    days, reckoned = referral_page.days_to_match(asked), come_to(asked.reader)
    assert days
    assert plain(days) in said
    assert plain(reckoned) in said
    own, year = (asked.value("days_to_match", period) for period in (asked.period, asked.so_far))
    # Of fewer than five the year so far is told first, and both say of how many.
    if own.shown and (own.n or 0) >= 5:
        assert f"{kommun} {own.value:.0f} T2 2026 ({own.n} fall)" in days
    elif year.shown:
        assert f" hittills 2026 ({year.n} fall" in days
    if own.shown and (own.n or 0) < 5:
        assert f"T2 2026 för sig {own.value:.0f}, {own.n} fall)" in days


def test_what_a_sign_means_is_said_once_and_where_it_first_stands(made: Made) -> None:
    said = pdf_text(made("namndinformation", "pdf", "Ånge"))
    for sign, meant in ((" ..", "Två punkter (..) betyder"), (" – ", "Ett streck (–) betyder")):
        assert said.count(meant) == 1
        assert said.index(sign) < said.index(meant)
    assert said.index("Två punkter") < said.index("Placeringskostnad: ")
    assert said.endswith("sida 2 av 2")
    assert "Så är siffrorna räknade" not in said
    assert "Källa: GFO Insikt, version 2." in said


def test_a_comment_on_a_figure_that_the_paper_does_not_have_is_not_in_it(facts: FactsOf) -> None:
    asked = facts("namndinformation", "Härnösand", "2026T2")
    document = board.printed(asked, read_presentation(asked.reader.home.root))
    said = " ".join(
        line
        for page in document.pages
        if page.title == "Kommentarer till siffrorna"
        for part in page.parts
        if isinstance(part, Lines)
        for line in part.sentences
    )
    assert "Kommunen skickar sedan hösten 2025 remiss även när den själv söker ett hem." in said
    assert "Överenskommet 2026-06-10, hela GFO: Varje kommun går igenom" in said
    # Of days to a match no paper of a kommun tells.
    assert "syskon" not in said
    assert "syskon" in str(kommun_pages.comments(asked))


@pytest.mark.parametrize("kommun", _SOME)
@pytest.mark.parametrize("period", rest_slow(["2026T2", "2025T3", "2025"], lambda period: period != "2025T3"))
def test_an_internal_paper_is_two_pages_and_its_tjansteskrivelse_one(
    made: Made, kommun: str, period: str
) -> None:
    for kind, most in (("namndinformation", 2), ("tjansteskrivelse", 1)):
        assert len(PdfReader(io.BytesIO(made(kind, "pdf", kommun, period))).pages) == most, kind


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("Under T2 2026 kom 4 remisser in från Timrå.", "Under T2 2026 kom 4* remisser in från Timrå."),
        (
            "kom 4 remisser in från Timrå, 5 färre än T2 2025.",
            "kom 4* remisser in från Timrå, 5 färre än T2 2025.",
        ),
        # What it was is told by how much it has changed.
        (
            "kom 21 remisser in från Timrå, 18 fler än T2 2025.",
            "kom 21 remisser in från Timrå, 18* fler än T2 2025.",
        ),
        ("var 3 barn från Ånge placerade, 1 fler", "var 3* barn från Ånge placerade, 1* fler"),
        ("var 14 barn från Ånge placerade, 1 färre", "var 14 barn från Ånge placerade, 1 färre"),
        ("kom inga remisser in från Ånge", "kom inga* remisser in från Ånge"),
        (
            "T2 2026: 39 barn i familjehem, 4 av dem i konsulentstödda hem (10\u00a0%).",
            "T2 2026: 39 barn i familjehem, 4* av dem i konsulentstödda hem (10\u00a0%*).",
        ),
        (
            "8 av dem i konsulentstödda hem (14\u00a0%)",
            "8 av dem i konsulentstödda hem (14\u00a0%)",
        ),
        ("(5 barn mot 1 den sista dagen)", "(5 barn mot 1* den sista dagen)"),
        (
            "Det är 4,5\u00a0% mer än 2025. 4 av årets månader.",
            "Det är 4,5\u00a0% mer än 2025. 4 av årets månader.",
        ),
        (
            "Av de dyrare formerna ökade HVB mest: 3,89\u00a0mnkr mot 1,29\u00a0mnkr T2 2025 (5 barn).",
            "Av de dyrare formerna ökade HVB mest: 3,89\u00a0mnkr* mot 1,29\u00a0mnkr* T2 2025 (5 barn).",
        ),
    ],
)
def test_a_small_count_in_a_sentence_has_a_mark(said: str, marked: str) -> None:
    assert in_sentence(said) == marked


@pytest.mark.parametrize("kommun", _SOME)
def test_every_small_count_of_an_internal_tjansteskrivelse_is_marked(
    facts: FactsOf, made: Made, kommun: str
) -> None:
    asked = facts("tjansteskrivelse", kommun, "2026T2")
    summary: Page = memo(asked).pages[1]
    (grid,) = (part for part in every(summary.parts) if isinstance(part, Grid))
    for row in grid.table.rows:
        for cell in row[1:]:
            small = not isinstance(cell, Amount)
            number = int(str(cell).removesuffix("*")) if small else int(cell.number or 0)
            assert small == (number < 5)
            assert str(cell).endswith("*") == small or not small
    said = " ".join(line for part in summary.parts if isinstance(part, Lines) for line in part.sentences)
    received = asked.value("referrals_received", asked.period).value
    assert received is not None
    if received < 5:
        assert f"kom {int(received) or 'inga'}* remiss" in said
    bought = asked.value("foster_children_consultant", asked.period).value
    assert bought is not None
    assert f"{int(bought) or 'inget'}{'*' if bought < 5 else ''} av dem i konsulentstödda hem" in said
    for ending in ("pdf", "docx"):
        data = made("tjansteskrivelse", ending, kommun)
        told = pdf_text(data) if ending == "pdf" else " ".join(text for _name, text in every_part(data))
        assert plain(MEANT) in plain(told)
        assert "Utkast med interna siffror: för förvaltningen i " in plain(told)
        assert "Till nämnden går den offentliga tjänsteskrivelsen" in plain(told)
    # What everybody may see has nothing to take out.
    public = pdf_text(made("tjansteskrivelse", "pdf", kommun, "2026T1", audience="offentlig"))
    assert "*" not in public
    assert "Utkast" not in public


def test_a_tertialrapport_says_once_what_two_screens_say(facts: FactsOf) -> None:
    pages = tertial.report(facts("tertialrapport", "", "2026T2")).pages
    said = [
        line
        for page in pages[1:]
        for part in page.parts
        if isinstance(part, Lines)
        for line in part.sentences
    ]
    assert len(said) == len(set(said))
    titles = {f"{page.title}." for page in pages}
    assert not titles & set(said)
    assert any("Konsulentstött familjehem kostade" in title for title in titles)
    assert sum("Till mötet den 10 juni 2026 väntades" in line for line in said) == 1


def test_a_tertialrapport_has_every_target_in_print_and_ends_with_what_is_to_be_decided(
    facts: FactsOf, own_home: OwnHome, tmp_path: Path
) -> None:
    home = own_home()
    (home.root / "agenda.toml").write_text('fragor = ["Vem gör vad?"]\n', "utf-8")
    asked = facts("tertialrapport", "", "2026T2", home=home)
    pages = tertial.report(asked).pages
    on_screen = screens.goals(asked.reader)
    assert on_screen
    (targets,) = (page for page in pages if page.title == on_screen.title)
    (grid,) = (part for part in targets.parts if isinstance(part, Grid))
    assert len(grid.table.rows) == 5
    told = " ".join(str(part) for part in targets.parts)
    assert not set("●◐◔○") & set(told)
    assert "Ligger efter: nås inte som det ser ut nu." in told
    assert [page.title for page in pages[-2:]] == ["Att ta ställning till", "Så är siffrorna räknade"]
    assert "Vem gör vad?" in str(pages[-2].parts)
    assert as_pdf(tertial.report(asked), asked.figures.release.as_of.date())


def test_what_is_aimed_at_is_a_line_and_the_period_spoken_of_is_in_the_accent() -> None:
    homes = Series("Hem", tuple(map(Amount, (24, 26, 23))))
    chart = Chart("beside", ("T3 2025", "T1 2026", "T2 2026"), (homes,), front="T2 2026", aims=(28, 30, 30))
    assert chart.aimed == "28 från T3 2025, 30 från T1 2026"
    drawn = svg(chart, 400)
    assert "Målet: 28 från T3 2025, 30 från T1 2026" in drawn
    assert drawn.count("stroke-dasharray") == 1 + 3
    assert (drawn.count(LIGHT.accent), drawn.count(LIGHT.context)) == (1, 2)
    assert "stroke-dasharray" not in svg(replace(chart, aims=()), 400)


def test_the_newest_stands_first_in_every_table_of_a_paper(facts: FactsOf) -> None:
    asked = facts("namndinformation", "Timrå", "2026T2")
    document = board.printed(asked, read_presentation(asked.reader.home.root))
    heads = [
        [word for column in part.table.columns for word in re.findall(r"T\d 20\d\d|20\d\d", column)]
        for page in document.pages
        for part in every(page.parts)
        if isinstance(part, Grid)
    ]
    several = [head for head in heads if len(set(head)) > 1]
    assert len(several) >= 3
    for head in several:
        assert head[0][-4:] >= head[1][-4:], head
    assert document.subtitle.endswith("T2 2026 (maj–augusti)")
