"""Printed documents: what a screen reader is told, which fonts they carry, and that they stand for every kommun."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.blocks import attention, waits
from dashboard.blocks.told_cost import cost_so_far
from dashboard.briefings.facts import told
from dashboard.briefings.letter import as_letter
from dashboard.briefings.parts import Big, Document, Grid, Lines, Page, column_shares
from dashboard.briefings.pdf import as_pdf
from dashboard.words import formats
from dashboard.words.changes import FOLLOWED
from dashboard.words.tables import Amount, Table
from tests.documents.conftest import FactsOf, Made, OwnHome
from tests.documents.reading import every_part, fonts, pdf_text, plain, slides_text, structure
from tests.fixtures.matrix import rest_slow

OF_KOMMUN = ("namndinformation", "tjansteskrivelse", "uppfoljning")
# A small kommun and a large one, a tertial with a year before it and the first of all.
CASES = [
    *(
        (kind, kommun, period)
        for kind in OF_KOMMUN
        for kommun in ("Ånge", "Örnsköldsvik")
        for period in ("2026T2", "2019T1")
    ),
    *(("tertialrapport", "", period) for period in ("2026T2", "2019T1")),
]
_SOME = rest_slow(CASES, lambda case: case in (CASES[2], CASES[5]))


@pytest.mark.parametrize(("kind", "kommun", "period"), _SOME)
def test_it_is_tagged_swedish_and_titled_and_its_charts_are_told(
    made: Made, kind: str, kommun: str, period: str
) -> None:
    data = made(kind, "pdf", kommun, period)
    reader = PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "sv-SE"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert kommun in str(reader.metadata.title)
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part[>=\"]+1", xmp)
    assert re.search(r"pdfaid:part[>=\"]+2", xmp)
    tags = structure(data)
    kinds = [str(tag["/S"]) for tag in tags]
    assert {"/H1", "/Table", "/TH", "/TD", "/P"} <= set(kinds)
    figures = [tag for tag in tags if tag["/S"] == "/Figure"]
    assert all(len(str(figure["/Alt"])) > 20 for figure in figures)
    assert len(figures) >= (1 if period == "2026T2" and kind in ("namndinformation", "tertialrapport") else 0)
    assert fonts(data) == {name for name in fonts(data) if name.startswith("SourceSansPro-")}
    most = {"namndinformation": 2, "tjansteskrivelse": 2, "uppfoljning": 3, "tertialrapport": 7}[kind]
    assert 1 <= len(reader.pages) <= most
    assert all(len(page.extract_text()) > 200 for page in reader.pages)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) finns inte")
@pytest.mark.parametrize(("kind", "kommun", "period"), _SOME)
def test_no_word_is_outside_the_page_or_on_another(
    made: Made, tmp_path: Path, kind: str, kommun: str, period: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(made(kind, "pdf", kommun, period))
    assert misplaced(tmp_path / "a.pdf") == []


def misplaced(pdf: Path) -> list[str]:
    """Words that stick out of their page, and pairs that stand on each other."""
    said = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    wrong: list[str] = []
    for page in said.split("<page ")[1:]:
        wide, high = (float(n) for n in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        words = [
            (*(float(n) for n in found[:4]), found[4])
            for found in re.findall(
                r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>',
                page,
            )
        ]
        wrong += [w[4] for w in words if w[0] < 5 or w[1] < 5 or w[2] > wide - 5 or w[3] > high - 5]
        for n, (left, top, right, bottom, word) in enumerate(words):
            for other in words[n + 1 :]:
                across = min(right, other[2]) - max(left, other[0])
                down = min(bottom, other[3]) - max(top, other[1])
                if across > 1.5 and down > 0.45 * min(bottom - top, other[3] - other[1]):
                    wrong.append(f"{word} / {other[4]}")
    return wrong


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "ending", "kommun"),
    [
        ("namndinformation", "pdf", "Ånge"),
        ("namndinformation", "pptx", "Ånge"),
        ("tjansteskrivelse", "docx", "Ånge"),
        ("databok", "xlsx", "Ånge"),
        ("agenda", "pptx", ""),
        ("tertialrapport", "pdf", ""),
    ],
)
def test_the_same_version_gives_the_same_bytes(made: Made, kind: str, ending: str, kommun: str) -> None:
    assert made(kind, ending, kommun) == made(kind, ending, kommun)


def test_it_says_for_whom_it_is_and_of_which_version_on_every_page(made: Made) -> None:
    for page in PdfReader(io.BytesIO(made("namndinformation", "pdf", "Ånge"))).pages:
        said = page.extract_text()
        assert "Internt arbetsmaterial" in said
        assert "version 2" in said
        assert "exempeldata, påhittade rader" in said


def test_a_hidden_figure_is_said_to_be_protected_and_is_no_number(made: Made, own_home: OwnHome) -> None:
    hidden = (
        "update kpi_value set status = 'hidden', value = null, numerator = null, denominator = null, n = null"
        " where area = '2262' and kpi in ('foster_children_consultant', 'referrals_matched')"
        " and period in ('2023T1', '2023T2')"
    )
    said = pdf_text(made("namndinformation", "pdf", "Timrå", "2023T2", home=own_home((hidden,))))
    assert "T2 2023: 40 barn i familjehem; antalet i konsulentstödda hem är skyddat." in said
    assert "Hur många som matchades är skyddat." in said
    # What the mark means is said once, under the first table that has it.
    meant = (
        "Två punkter (..) betyder att siffran är skyddad: den visas inte, för den skulle kunna peka ut ett barn eller"
        " ett hem."
    )
    assert said.count(meant) == 1
    assert said.index("T1 2023 11 .. 2 3") < said.index(meant) < said.index("T2 2023: 40 barn i familjehem")


@pytest.mark.parametrize(
    ("kind", "kommun", "endings"),
    rest_slow(
        [
            ("namndinformation", "Ånge", ("pdf", "pptx")),
            ("tjansteskrivelse", "Ånge", ("pdf", "docx")),
            ("uppfoljning", "Ånge", ("pdf",)),
            ("tertialrapport", "", ("pdf",)),
        ],
        lambda case: case[0] == "tjansteskrivelse",
    ),
)
def test_what_is_awaited_has_its_last_known_figure_beside_it(
    made: Made, facts: FactsOf, own_home: OwnHome, kind: str, kommun: str, endings: tuple[str, ...]
) -> None:
    late = (
        "update kpi_value set status = 'missing', reason = 'ej_levererat', value = null, numerator = null,"
        " denominator = null, n = null where area = '2260' and kpi in ('placement_cost', 'cost_per_care_day')"
        " and period = '2026T2'"
    )
    home = own_home((late,))
    asked = facts(kind, kommun, "2026T2", home=home)
    figures = asked.figures
    known = figures.value("placement_cost", "2260", "2026T1")
    assert known.value
    shown = plain(formats.short_kronor(known.value))
    for ending in endings:
        data = made(kind, ending, kommun, home=home)
        said = pdf_text(data) if ending == "pdf" else " ".join(text for _name, text in every_part(data))
        assert f"Väntar på Ånge. Senast kända för Ånge, T1 2026: placeringskostnad {shown}" in plain(said), (
            ending
        )
    # What a kommun's own paper has of GFO is of the last meeting, with whom that waited for then.
    assert "Väntar på Ånge" not in pdf_text(made(kind, "pdf", kommun))


def test_what_is_said_last_under_a_heading_stays_with_it_and_not_with_what_comes_next() -> None:
    rows = tuple((f"Rad {n}", n) for n in range(16))
    parts = [
        Page("Först", (Lines(tuple(f"Mening {n}." for n in range(24))),)),
        Page("Sedan", (Big((("30", "remisser nu", ""),)), Lines(("Sist sagt.",)))),
        Page("Till slut", (Grid("Tabell", Table(("Rad", "Antal"), rows)),)),
    ]
    document = Document("Titel", "Tid", "Märke", "Fot", tuple(parts))
    made = as_pdf(document, datetime(2026, 9, 1, tzinfo=UTC).date())
    first, second = (page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    assert "Sedan" in first
    assert "Sist sagt." in first
    assert "Till slut" in second


def test_a_figure_whose_follow_up_is_not_over_says_so_under_its_table(made: Made) -> None:
    said = plain(pdf_text(made("tertialrapport", "pdf")))
    assert FOLLOWED in said
    assert "Det gäller andel anmälningar som blev hem T2 2026 och 2025." in said
    # Of what is over there is nothing to wait for.
    assert FOLLOWED not in plain(pdf_text(made("tertialrapport", "pdf", period="2024T2")))


def test_a_figure_in_a_sentence_is_never_a_mark() -> None:
    assert told(Amount(None, status="hidden")) == "skyddad"
    assert told(Amount(None, status="missing")) == "uppgift saknas"
    assert told(Amount(8_351_119, "kr")).replace("\u00a0", " ") == "8,35 mnkr"


def test_a_tjansteskrivelse_has_the_order_that_namnder_use(made: Made) -> None:
    said = pdf_text(made("tjansteskrivelse", "pdf", "Ånge"))
    order = [
        "Datum",
        "beteckning",
        "Förslag till beslut",
        "Sammanfattning",
        "Beslutsunderlag",
        "Barnperspektiv",
    ]
    order += ["Underskrifter", "Beslut sänds till"]
    places = [said.index(word) for word in order]
    assert places == sorted(places)
    for choice in (
        "noterar informationen.",
        "godkänner rapporten.",
        "lägger informationen till handlingarna.",
    ):
        assert f"Socialnämnden {choice}" in said
    assert "version 2, publicerad 2026-09-11" in said


@pytest.mark.slow
def test_a_year_that_is_over_is_not_foreseen(made: Made) -> None:
    under_way, over = (pdf_text(made("tertialrapport", "pdf", "", period)) for period in ("2025T2", "2025T3"))
    assert "GFO:s prognos för helåret" in under_way.split("Så är siffrorna räknade")[0]
    assert "GFO:s prognos för helåret" not in over.split("Så är siffrorna räknade")[0]


@pytest.mark.parametrize(("third", "told"), [("1.50", 1), ("1.00", 0)])
def test_kronor_that_miss_their_total_by_rounding_say_so_under_their_table(third: str, told: int) -> None:
    rows = [("Ånge", Decimal("1.50")), ("Timrå", Decimal(third)), ("GFO", Decimal("1.50") + Decimal(third))]
    table = Table(("Kommun", "Kostnad"), tuple((name, Amount(kr, "kr")) for name, kr in rows), total=2)
    document = Document(
        "Rapport", "T2 2026", "Internt", "Ånge", (Page("Per kommun", (Grid("Kommuner", table),)),)
    )
    day = datetime(2026, 9, 1, tzinfo=UTC)
    written = (
        pdf_text(as_pdf(document, day.date())),
        dict(every_part(as_letter(document, day)))["word/document.xml"],
    )
    assert [said.count("Avrundat till hela kronor.") for said in written] == [told, told]


def test_readers_who_ask_at_once_get_each_their_own() -> None:
    day = datetime(2026, 9, 1, tzinfo=UTC).date()
    table = Table(("Kommun", "Barn"), tuple((f"Rad {n}", n) for n in range(40)))
    documents = [
        Document("Rapport", f"Läsare {n}", "Internt", "Ånge", (Page("Barn", (Grid("Barn", table),)),))
        for n in range(12)
    ]
    with ThreadPoolExecutor(max_workers=len(documents)) as readers:
        written = list(readers.map(lambda one: pdf_text(as_pdf(one, day)), documents))
    for n, said in enumerate(written):
        assert re.search(rf"Läsare {n}\b", said)


def test_a_papers_cost_is_told_of_the_year_so_far_as_on_the_page(made: Made, facts: FactsOf) -> None:
    so_far = cost_so_far(facts("tjansteskrivelse", "Timrå", "2026T2").reader)
    assert so_far.startswith("Hittills i år, till och med 31 augusti, har de kostat")
    for kind in ("tjansteskrivelse", "namndinformation"):
        assert plain(so_far) in pdf_text(made(kind, "pdf", "Timrå", "2026T2"))
    assert "Hittills i år" not in pdf_text(made("tjansteskrivelse", "pdf", "Timrå", "2026T1"))


@pytest.mark.parametrize("kommun", rest_slow(["Timrå", "Kramfors", "Ånge"], "Timrå".__eq__))
def test_an_internal_paper_says_what_is_to_be_looked_at_in_the_words_of_the_pages(
    made: Made, facts: FactsOf, kommun: str
) -> None:
    asked = facts("namndinformation", kommun, "2026T2")
    said = " ".join(pdf_text(made("namndinformation", "pdf", kommun, "2026T2")).split())
    found = attention.in_papers(asked.reader)
    assert found
    # A short paper has room for the weightiest four.
    for line in found[:4]:
        assert plain(f"{line.what}. {line.sentence}") in said
    assert plain(attention.TITLE) in slides_text(made("namndinformation", "pptx", kommun, "2026T2"))


def test_a_short_paper_says_how_many_it_leaves_out(made: Made, facts: FactsOf) -> None:
    every = attention.in_papers(facts("namndinformation", "Härnösand", "2026T2").reader)
    said = " ".join(pdf_text(made("namndinformation", "pdf", "Härnösand", "2026T2")).split())
    assert len(every) > 4
    # Three, where four long ones would not leave it on two pages.
    assert re.search(rf"Att uppmärksamma: de [34] viktigaste av {len(every)}", said)
    assert plain(every[3].sentence) in said
    assert plain(every[4].sentence) not in said


def test_of_a_year_nothing_is_judged_and_nothing_is_called_usual(made: Made, facts: FactsOf) -> None:
    assert attention.in_papers(facts("namndinformation", "Örnsköldsvik", "2025").reader) == ()
    said = " ".join(pdf_text(made("namndinformation", "pdf", "Örnsköldsvik", "2025")).split())
    assert "Öppet och avslutat Nyckeltal 2025 2024 Pågående remisser" in said
    assert "Inget utöver det vanliga" not in said


def test_beside_it_stand_what_is_open_how_long_it_has_waited_and_what_has_ended(
    made: Made, facts: FactsOf
) -> None:
    asked = facts("namndinformation", "Timrå", "2026T2")
    said = " ".join(pdf_text(made("namndinformation", "pdf", "Timrå", "2026T2")).split())
    periods = [asked.figures.period(period) for period in ("2026T2", "2025T2")]
    long = [
        sum(age.referrals for age in asked.figures.waiting("2262", period.period)[waits.LONG_WAIT :])
        for period in periods
    ]
    now, was = (asked.cell("referrals_open", period).text for period in periods)
    assert f"Pågående remisser {now} {was} varav väntat över 90 dagar {long[0]} {long[1]} Påbörjade" in said
    for kpi in ("placements_ended", "replacements", "breakdowns", "deviations_open"):
        cells = " ".join(asked.cell(kpi, period).text for period in periods)
        assert f"{asked.definition(kpi).name} {cells}" in said


@pytest.mark.slow
def test_how_long_they_have_waited_is_told_of_all_that_are_open_or_not_at_all(
    made: Made, own_home: OwnHome
) -> None:
    unknown = "delete from waiting where area = '2262' and position = 1"
    said = pdf_text(made("namndinformation", "pdf", "Timrå", "2026T2", home=own_home((unknown,))))
    assert "varav väntat" not in said


def test_a_period_is_one_word_to_the_width_of_its_column() -> None:
    years, tertial = column_shares([["2020–2022", "T2 2026"], ["1", "2"]], 0)
    assert years == len("2020–2022") + 2
    assert tertial == len("T2 2026") + 2
