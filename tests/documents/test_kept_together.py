"""What belongs together in a printed paper stands on one page, and all of it is large enough to read."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.briefings.kinds import KINDS
from dashboard.briefings.parts import Beside, Chart, Document, Lines, Page, Series, every
from dashboard.briefings.pdf import as_pdf
from dashboard.words.tables import Amount
from tests.documents.conftest import FactsOf, Made
from tests.documents.reading import plain
from tests.fixtures.matrix import rest_slow

_KOMMUNER = ("Ånge", "Timrå", "Härnösand", "Kramfors", "Sollefteå", "Örnsköldsvik")
_LEAST = 8.5


def _pages(data: bytes) -> list[str]:
    """Each page's text without blanks, which a line's end may take."""
    return [re.sub(r"\s+", "", plain(page.extract_text())) for page in PdfReader(io.BytesIO(data)).pages]


def _closed(text: str) -> str:
    return re.sub(r"\s+", "", plain(text))


@pytest.mark.parametrize("kommun", rest_slow(_KOMMUNER, "Örnsköldsvik".__eq__))
@pytest.mark.parametrize(
    ("period", "audience"),
    rest_slow(
        [("2026T1", "offentlig"), ("2025", "offentlig"), ("2026T2", "intern")], lambda c: c[0] != "2025"
    ),
)
def test_a_heading_stands_with_all_that_is_said_under_it(
    facts: FactsOf, kommun: str, period: str, audience: str
) -> None:
    found = facts("namndinformation", kommun, period, audience)
    contents = KINDS["namndinformation"].contents
    assert contents is not None
    paper = contents(found, found.reader.home.root)
    pages = _pages(as_pdf(paper, found.figures.release.as_of.date()))
    for page in paper.pages:
        under = [
            line
            for part in every(page.parts)
            if isinstance(part, Lines) and not part.listed
            for line in part.sentences
        ]
        # The source is the whole paper's.
        parts = [page.title, *(line for line in under if not line.startswith("Källa:"))]
        assert any(all(_closed(part) in one for part in parts) for one in pages), page.title


@pytest.mark.slow
def test_a_section_that_has_no_room_moves_whole_to_the_next_page() -> None:
    rows = tuple(map(Amount, (3, 4, 5)))
    chart = Chart("beside", ("T1 2026", "T2 2026", "T3 2026"), (Series("Hem", rows),))
    said = Lines(
        ("Först det ena, som står till vänster om diagrammet.", "Sedan det andra, som också står där.")
    )
    after = Lines(("Det här står under diagrammet.",))
    for lines in range(20, 60):
        filler = Page("Först", (Lines(tuple(f"Rad {n}." for n in range(lines)), listed=False),))
        for parts in ((Beside(said, chart), after), (said, chart, after)):
            paper = Document("Ett", "Två", "Tre: fyra", "Fem", (filler, Page("Avsnittet", parts)))
            pages = _pages(as_pdf(paper, date(2026, 1, 1)))
            (whole,) = (page for page in pages if "Avsnittet" in page)
            for one in (*said.sentences, *after.sentences, "T22026"):
                assert _closed(one) in whole, (lines, one)


@pytest.mark.parametrize("period", rest_slow(["2026T2", "2026T1", "2025T3", "2019T1"], "2026T2".__eq__))
def test_no_page_of_the_report_has_what_is_left_of_a_list_alone(made: Made, period: str) -> None:
    pages = _pages(made("tertialrapport", "pdf", "", period))
    (method,) = (page for page in pages if "Såärsiffrornaräknade" in page)
    assert "Såärsiffrornaräknade" in pages[-1]
    assert "Inkomnaremisser:hurmånga" in method
    assert "GFO:savvikelsemotbudget:hurmycket" in method


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) finns inte")
@pytest.mark.parametrize(
    ("kind", "kommun", "audience"),
    rest_slow(
        [
            ("tertialrapport", "", "intern"),
            ("faktablad", "", "offentlig"),
            *(
                ("namndinformation", kommun, audience)
                for kommun in ("Timrå", "Örnsköldsvik")
                for audience in ("offentlig", "intern")
            ),
            ("uppfoljning", "Ånge", "intern"),
        ],
        lambda case: case[0] == "faktablad" or case[1:] == ("Timrå", "intern"),
    ),
)
def test_nothing_is_too_small_to_read_in_a_chart_or_beside_it(
    made: Made, tmp_path: Path, kind: str, kommun: str, audience: str
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(made(kind, "pdf", kommun, "2026T1" if audience == "offentlig" else "2026T2", audience))
    told = subprocess.run(
        ["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True, text=True
    ).stdout
    word = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)<')
    sizes = [(float(below) - float(above), said) for above, below, said in word.findall(told)]
    assert len(sizes) > 200
    assert [one for one in sizes if one[0] < _LEAST - 0.01] == []
