"""What everybody may have: only what its own file holds, in every part of every format, and which years it is of."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package
from pypdf import PdfReader

from dashboard.blocks.told import in_care
from dashboard.briefings import referral_page
from dashboard.briefings.making import FOR_PUBLIC, INTERNAL, PUBLIC, Asked, facts_of, make
from dashboard.briefings.parts import Grid, without_hidden
from dashboard.briefings.standing import goals
from dashboard.words.tables import Amount, Table
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from pipelines.reference import GFO, PUBLIK
from tests.documents.conftest import FactsOf, Made, OwnHome
from tests.documents.reading import every_part, pdf_text, plain, shapes, slides_text, structure, workbook_of
from tests.fixtures.matrix import rest_slow

# A figure that only the styrgrupp's file has, as it may be written.
_CANARY = ("48127", "48 127", "48\u00a0127", "48,127")
_KOMMUN = "area not in ('GFO')"
_PLANTED = (f"update kpi_value set value = 48127, numerator = 48127 where {_KOMMUN} and value is not null",)
_BY_YEAR = "period in (select period from period where kind in ('year', 'block'))"
_HIDDEN = "status = 'hidden', value = null, numerator = null, denominator = null, n = null"
_PROTECTED = (
    f"delete from kpi_value where {_KOMMUN} and not {_BY_YEAR}",
    f"update kpi_value set {_HIDDEN} where {_KOMMUN} and value < 5",
    "delete from comment where not is_public",
)


@pytest.fixture
def public_home(own_home: OwnHome) -> DataHome:
    return own_home(_PLANTED, _PROTECTED)


@pytest.mark.parametrize(
    ("kind", "ending"),
    rest_slow(
        [
            ("namndinformation", "pptx"),
            ("namndinformation", "pdf"),
            ("tjansteskrivelse", "docx"),
            ("tjansteskrivelse", "pdf"),
            ("databok", "xlsx"),
            ("databok", "zip"),
        ],
        lambda case: case in (("namndinformation", "pdf"), ("databok", "zip")),
    ),
)
def test_no_figure_of_another_file_is_anywhere_in_it(
    made: Made, public_home: DataHome, kind: str, ending: str
) -> None:
    data = made(kind, ending, "Ånge", audience="offentlig", home=public_home)
    if ending == "pdf":
        metadata = str(PdfReader(io.BytesIO(data)).metadata)
        told = [
            ("text", pdf_text(data)),
            ("metadata", metadata),
            ("tags", " ".join(map(str, structure(data)))),
        ]
    else:
        told = list(every_part(data))
    assert len(told) > 2
    assert [(name, mark) for name, text in told for mark in _CANARY if mark in text] == []


def test_it_says_for_whom_it_is_and_which_years_it_shows(made: Made, public_home: DataHome) -> None:
    said = slides_text(made("namndinformation", "pptx", "Ånge", audience="offentlig", home=public_home))
    assert "Offentlig: får lämnas ut och läggas på webben" in said
    # This one's file has no tertial of a kommun.
    assert "Familjehemsvården och GFO, åren 2021–2025" in said
    assert "T2 2026 |" not in said
    printed = pdf_text(made("namndinformation", "pdf", "Ånge", audience="offentlig", home=public_home))
    assert "skyddad" in printed
    assert "Internt" not in printed


def test_a_native_chart_says_which_of_its_figures_are_protected(made: Made, public_home: DataHome) -> None:
    data = made("namndinformation", "pptx", "Ånge", audience="offentlig", home=public_home)
    heads = [workbook_of(shape.chart) for _number, shape in shapes(data) if shape.has_chart]
    of_years = next(rows for rows in heads if rows[0][1] == "Barn i familjehem")
    hidden = [row[0] for row in of_years[1:] if row[2] is None]
    assert len(hidden) >= 3
    assert of_years[0][2] == f"varav konsulentstödda ({', '.join(f'{year} ..' for year in hidden)})"


def test_what_is_written_for_the_few_is_not_in_it(made: Made, public_home: DataHome) -> None:
    said = slides_text(made("namndinformation", "pptx", "Ånge", audience="offentlig", home=public_home))
    assert "informationsträffar" not in said


def test_an_internal_document_is_of_the_kommuns_own_file_where_there_is_one(
    facts: FactsOf, own_home: OwnHome
) -> None:
    home = own_home()
    assert facts("namndinformation", "Ånge", home=home).figures.source.path.name == "styrgrupp.duckdb"
    newest = home.published / "2"
    shutil.copyfile(newest / "styrgrupp.duckdb", newest / "kommun-2260.duckdb")
    assert facts("namndinformation", "Ånge", home=home).figures.source.path.name == "kommun-2260.duckdb"
    assert facts("namndinformation", "Timrå", home=home).figures.source.path.name == "styrgrupp.duckdb"
    assert facts("tertialrapport", home=home).figures.source.path.name == "styrgrupp.duckdb"


def test_without_a_file_for_everybody_there_is_no_document_for_everybody(
    facts: FactsOf, own_home: OwnHome
) -> None:
    with pytest.raises(ReaderError) as raised:
        facts("namndinformation", "Ånge", audience="offentlig", home=own_home())
    assert raised.value.code == "G016"


def test_what_was_awaited_is_told_as_the_meeting_saw_it(made: Made, own_home: OwnHome) -> None:
    lacking = (
        "update kpi_value set status = 'missing', reason = 'ej_levererat', value = null, numerator = null,"
        " denominator = null, n = null where kpi = 'placement_cost' and area = '2260' and period = '2025'"
    )
    home = own_home((), (*_PROTECTED, lacking))
    said = pdf_text(made("namndinformation", "pdf", "Ånge", audience="offentlig", home=home))
    assert "Ånge hade inte levererat 2025 när styrgruppen såg siffran" in said
    assert "Ånge har inte levererat" not in said
    assert "Kostnader från Ånge för 2025 saknades vid mötet. Senast kända för Ånge, 2024: placeringsk" in said
    assert "Väntar på Ånge" not in said


@pytest.mark.parametrize("kind", ["tertialrapport", "agenda", "uppfoljning"])
def test_some_documents_are_never_for_everybody(facts: FactsOf, kind: str) -> None:
    with pytest.raises(ReaderError) as raised:
        facts(kind, "Ånge" if kind == "uppfoljning" else "", audience="offentlig")
    assert raised.value.code == "G017"


def test_the_open_package_is_valid_and_says_what_it_holds(
    made: Made, public_home: DataHome, tmp_path: Path
) -> None:
    data = made("databok", "zip", "Ånge", audience="offentlig", home=public_home)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        package.extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])[:5]
    assert [task.stats["rows"] > 0 for task in report.tasks] == [True, True]
    said = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert said["version"] == "2"
    lines = (tmp_path / "siffror.csv").read_text("utf-8").splitlines()
    hidden = [line for line in lines if ",skyddad," in line]
    assert hidden
    assert all(line.split(",skyddad,")[0].endswith(",") for line in hidden)


def test_a_kommuns_few_referrals_are_told_three_years_at_a_time_and_only_as_its_file_for_everybody_has_them(
    made: Made, facts: FactsOf
) -> None:
    figures = facts("namndinformation", "Ånge", audience="offentlig").figures
    received, matches = (figures.value(kpi, "2260", "2023-2025") for kpi in ("referrals_received", "matches"))
    assert received.value
    assert matches.value
    for kind, ending in (("namndinformation", "pdf"), ("namndinformation", "pptx")):
        data = made(kind, ending, "Ånge", "2026T1", audience="offentlig")
        said = pdf_text(data) if ending == "pdf" else plain(slides_text(data))
        ended = f"Av dem som avslutades: {matches.value:.0f} matchades"
        assert f"2023–2025: {received.value:.0f} remisser kom in. {ended}" in said, ending
    letter = pdf_text(made("tjansteskrivelse", "pdf", "Ånge", "2026T1", audience="offentlig"))
    told = {
        kpi: " ".join(
            f"{one.value:.0f}" if one.shown else ".."
            for one in (figures.value(kpi, "2260", block) for block in ("2023-2025", "2020-2022"))
        )
        for kpi in ("referrals_received", "matches")
    }
    said = f"Inkomna {told['referrals_received']} Matchade {told['matches']}"
    assert f"Remisser 2023–2025 2020–2022 {said}" in letter
    # What is hidden in every period is no row, and is said once.
    assert (
        "Återlämnade och återtagna visas inte, för siffrorna skulle kunna peka ut ett barn eller ett hem."
        in letter
    )
    assert ".. .." not in letter


def test_a_paper_for_everybody_begins_with_the_newest_tertial_as_the_public_page_does(
    made: Made, facts: FactsOf
) -> None:
    asked = facts("namndinformation", "Ånge", audience="offentlig")
    assert asked.tertial is not None
    assert asked.tertial.period == "2026T1"
    paper = made("namndinformation", "pdf", "Ånge", "2026T1", audience="offentlig")
    pages = [plain(page.extract_text()) for page in PdfReader(io.BytesIO(paper)).pages]
    assert len(pages) == 2
    now = in_care(asked.figures, asked.area, asked.tertial)
    assert now.startswith("Den 30 april 2026 var ")
    assert f"Läget den 30 april 2026 {plain(now)} Under 2025 bodde " in " ".join(pages[0].split())
    # What GFO's own figures are beside is the kommun's: the table says whose they are.
    assert "Hela GFO T1 2026 T1 2025" in " ".join(pages[0].split())
    for kpi in ("referrals_received", "deviations_open"):
        name = asked.definition(kpi).name
        both = " ".join(
            asked.cell(kpi, asked.figures.period(period), GFO).text for period in ("2026T1", "2025T1")
        )
        assert f"{name} {plain(both)}" in " ".join(pages[0].split())
    # The first page goes on to the years.
    assert "Vad placeringarna kostade" in pages[0]
    letter = pdf_text(made("tjansteskrivelse", "pdf", "Ånge", "2026T1", audience="offentlig"))
    assert plain(now) in letter


def test_a_paper_of_an_older_period_for_everybody_has_the_tertial_of_then(made: Made) -> None:
    said = pdf_text(made("namndinformation", "pdf", "Timrå", "2025T2", audience="offentlig"))
    assert "Läget den 31 augusti 2025" in said
    assert "T2 2025 och åren 2020–2024" in said
    of_version = r"uppgifter t.o.m. 2026-04-30|till och med 2026-04-30|styrgruppen såg den 10 juni 2026"
    assert "2026" not in re.sub(of_version, "", said)


def test_three_years_that_a_kommun_joined_in_are_set_beside_no_others(made: Made, facts: FactsOf) -> None:
    page = referral_page.referrals(facts("namndinformation", "Timrå", "2026T1", "offentlig"))
    assert page
    assert re.fullmatch(r"Inkomna remisser: \d+ under 2023–2025", page.title)
    shorter = "räknas från 2022-09-01, då kommunen gick med i GFO."
    unders = [grid.under for grid in page.parts if isinstance(grid, Grid)]
    assert any("2020–2022: inkomna remisser" in under and under.endswith(shorter) for under in unders)
    paper = plain(pdf_text(made("tjansteskrivelse", "pdf", "Timrå", "2026T1", "offentlig")))
    assert "räknas från 2022-09-01" in paper


def test_a_row_of_gfos_that_is_hidden_throughout_is_no_row_and_said_once(
    made: Made, own_home: OwnHome
) -> None:
    of_network = "area = 'GFO' and period = '2025' and kpi = 'referrals_matched_network'"
    statement = f"update kpi_value set {_HIDDEN} where {of_network}"
    home = own_home((), (*_PROTECTED, statement))
    said = pdf_text(made("namndinformation", "pdf", "Ånge", audience="offentlig", home=home))
    assert said.count("Barn placerade i nätverket visas inte, för siffran skulle kunna peka ut") == 1
    assert said.count("nätverket") == 1


def test_a_row_that_is_hidden_now_and_then_stays_and_so_does_a_table_of_nothing_else() -> None:
    hidden, seven = Amount(None, status="hidden"), Amount(7)
    mixed = Grid(
        "Hem", Table(("", "2024", "2025"), (("Avslutssamtal", hidden, seven), ("Stöd", hidden, hidden)))
    )
    kept = without_hidden(mixed)
    assert kept.table.rows == (("Avslutssamtal", hidden, seven),)
    assert kept.under == "Stöd visas inte, för siffrorna skulle kunna peka ut ett barn eller ett hem."
    nothing = Grid("Hem", Table(("", "2025"), (("Stöd", hidden),)))
    assert without_hidden(nothing) == nothing


@pytest.mark.slow
def test_a_paper_for_everybody_says_when_its_figures_are_from_and_of_what_has_changed_that_it_has(
    made: Made, facts: FactsOf, public_home: DataHome
) -> None:
    seen = "Siffrorna är de som styrgruppen såg den 10 juni 2026."
    since = "En del av dem har rättats sedan dess; de nya blir offentliga efter nästa möte."
    assert facts("tertialrapport").figures.revisions(GFO)
    # GFO's figures, which have changed, are in the one and not in the other.
    for kind, told in (("namndinformation", 1), ("tjansteskrivelse", 0)):
        said = pdf_text(made(kind, "pdf", "Ånge", "2026T1", audience="offentlig"))
        assert said.count(seen) == 1, kind
        assert said.count(since) == told, kind
        assert "kan ha rättats" not in said
        assert "version 2" not in said
        assert seen not in pdf_text(made(kind, "pdf", "Ånge"))
    # No meeting is known to have been about that version, which is the newest.
    said = pdf_text(made("namndinformation", "pdf", "Ånge", audience="offentlig", home=public_home))
    assert "Siffrorna är de som styrgruppen såg på sitt möte." in said
    assert "rättats" not in said
    with zipfile.ZipFile(
        io.BytesIO(made("databok", "zip", "Ånge", "2026T1", audience="offentlig"))
    ) as package:
        assert f"{seen} {since}" in json.loads(package.read("datapackage.json"))["description"]


@pytest.mark.slow
def test_a_paper_for_everybody_says_that_the_kommuns_newest_figures_are_inside(
    made: Made, own_home: OwnHome
) -> None:
    inside = (
        "siffror per tertial är inte offentliga, för ur dem skulle små tal kunna räknas ut; förvaltningen"
    )
    said = pdf_text(made("namndinformation", "pdf", "Härnösand", "2026T1", audience="offentlig"))
    assert said.count(f"Kommunens övriga {inside}") == 1
    # A file for everybody that has them says nothing of it, nor does the kommun's own paper.
    said = pdf_text(made("namndinformation", "pdf", "Härnösand", audience="offentlig", home=own_home((), ())))
    assert inside not in said
    assert inside not in pdf_text(made("namndinformation", "pdf", "Härnösand"))


def test_those_that_ended_are_never_said_to_be_those_that_came(facts: FactsOf) -> None:
    for kommun, audience, period in (
        ("Härnösand", "offentlig", "2026T1"),
        ("Ånge", "offentlig", "2026T1"),
        # As many ended as came.
        ("Örnsköldsvik", "intern", "2026T2"),
    ):
        page = referral_page.referrals(facts("namndinformation", kommun, period, audience))
        assert page
        (grid,) = (part for part in page.parts if isinstance(part, Grid))
        assert "Avslutade kan ha kommit in före perioden." in grid.under
        assert "lika många" not in grid.under


def test_gfos_targets_that_everybody_may_see_are_in_the_paper_with_how_they_stand(
    made: Made, facts: FactsOf
) -> None:
    asked = facts("namndinformation", "Härnösand", "2026T1", "offentlig")
    homes = asked.cell("bank_homes_available", asked.figures.period("2026T1"), GFO).text
    said = pdf_text(made("namndinformation", "pdf", "Härnösand", "2026T1", audience="offentlig"))
    assert f"Tillgängliga familjehem minst 30 hem T1 2026 {homes} hem inte nått" in said
    # Of a year under way the newest whole figures, and how the year before ended: nothing of the year so far is public.
    days = asked.figures.value("days_to_match", GFO, "2026T1")
    assert (
        f"Dagar till matchning högst 45 dagar 2026 {days.value:.0f} dagar T1 2026 ({days.n} fall) bedöms efter året"
        " (2025: nått)" in said
    )
    assert "GFO:s mål, offentliga siffror T1 2026: 1 nåddes inte, 4 bedöms efter året" in said
    assert "Hur långt GFO har kommit hittills i år är inte offentligt" in said


def test_a_kommuns_own_paper_has_gfos_targets_and_the_whole_file_their_standing(
    made: Made, facts: FactsOf
) -> None:
    assert "Andel matchade minst 55 % 2026 46 % 2025 bedöms efter året (2025: inte nått)" in pdf_text(
        made("namndinformation", "pdf", "Härnösand")
    )
    own = facts("namndinformation", "Härnösand", "2026T2")
    whole = replace(own, reader=replace(own.reader, figures=facts("tertialrapport").figures))
    told = goals(whole)
    assert told is not None
    assert told.title == "GFO:s mål: 1 nås, 1 nåddes inte, 3 nås inte"


def test_a_kommuns_own_paper_has_what_is_public_of_gfos_newest_tertial(made: Made, facts: FactsOf) -> None:
    asked = facts("namndinformation", "Timrå", "2026T2")
    assert asked.figures.source.path.name.startswith("kommun-2262")
    children = asked.cell("children_in_care", asked.figures.period("2026T1"), GFO).text
    paper = made("namndinformation", "pdf", "Timrå")
    said = pdf_text(paper)
    assert "Hela GFO T1 2026 T1 2025 Barn i vård vid periodens slut" in said
    assert f"Barn i vård vid periodens slut {children} 276" in said
    # Beside the kommun's own tertial it says why GFO's is an older one.
    waits = "blir det när styrgruppen har haft möte om perioden."
    since = "Hela GFO: offentligt sedan mötet den 10 juni 2026."
    corrected = "En del av dem har rättats sedan dess; de nya blir offentliga efter nästa möte."
    assert f"{since} {corrected} T2 2026 {waits}" in said
    # The styrgrupp reads the same day how the targets stand by then.
    newer = "Styrgruppen har nyare siffror om målen än de som är offentliga."
    assert newer in said
    former = pdf_text(made("namndinformation", "pdf", "Timrå", "2026T1"))
    assert waits not in former
    assert newer not in former
    assert len(PdfReader(io.BytesIO(paper)).pages) == 2


def test_the_public_may_have_the_papers_of_a_namnd_made_of_its_own_file_and_no_other(
    public_home: DataHome,
) -> None:
    asked = Asked(FOR_PUBLIC, "Timrå", "", PUBLIC, "", PUBLIK)
    facts = facts_of(public_home, asked)
    assert facts.figures.source.audience == PUBLIK
    said = pdf_text(make(facts, asked.kind, "pdf").data)
    assert "Timrå" in said
    assert not [figure for figure in _CANARY if figure in said]
    for other in (replace(asked, audience=INTERNAL), replace(asked, kind="tjansteskrivelse")):
        with pytest.raises(ReaderError) as raised:
            facts_of(public_home, other)
        assert raised.value.code == "G017"
