"""Presentations and letters: native parts that can be changed, told to who cannot see them, all in place."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation
from pptx.oxml.ns import qn
from pypdf import PdfReader

from pipelines.errors import ReaderError
from tests.documents.conftest import Made, OwnHome
from tests.documents.reading import shapes, slides_text, workbook_of
from tests.documents.test_printed import misplaced
from tests.fixtures.matrix import rest_slow

CASES = [
    *(
        ("namndinformation", kommun, period)
        for kommun in ("Ånge", "Örnsköldsvik")
        for period in ("2026T2", "2019T1")
    ),
    *(("agenda", "", period) for period in ("2026T2", "2019T1")),
]


@pytest.mark.parametrize(
    ("kind", "kommun", "period"), rest_slow(CASES, lambda case: case in (CASES[1], CASES[2], CASES[4]))
)
def test_every_shape_is_on_its_slide_and_every_picture_is_told(
    made: Made, kind: str, kommun: str, period: str
) -> None:
    data = made(kind, "pptx", kommun, period)
    show = Presentation(io.BytesIO(data))
    assert (show.slide_width, show.slide_height) == (12192000, 6858000)
    for number, shape in shapes(data):
        assert shape.left >= 0, number
        assert shape.top >= 0, number
        assert shape.left + shape.width <= show.slide_width, (number, shape.name)
        assert shape.top + shape.height <= show.slide_height, (number, shape.name)
        if shape.has_chart or shape.has_table:
            assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 3
        if shape.has_chart:
            head, *rows = workbook_of(shape.chart)
            assert rows
            assert any(number is not None for row in rows for number in row[1:])
            assert all(head[1:])
    for slide in show.slides:
        assert slide.shapes.title.text_frame.text
        assert slide.notes_slide.notes_text_frame.text
        runs = list(slide._element.iter(qn("a:r")))
        assert runs
        assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {"sv-SE"}


def test_a_slide_is_marked_and_names_its_version(made: Made) -> None:
    said = slides_text(made("namndinformation", "pptx", "Ånge"))
    marked = [
        line for line in said.splitlines() if line.startswith("Internt arbetsmaterial · Ånge · T2 2026")
    ]
    assert len(marked) >= 9
    assert all("version 2" in line for line in marked)


def test_the_agendas_slides_are_the_meetings_screens_with_their_notes(made: Made, own_home: OwnHome) -> None:
    home = own_home()
    (home.root / "agenda.toml").write_text(
        '[[skarm]]\nvisa = "fordelning"\n'
        '[[skarm]]\nvisa = "laget"\nrubrik = "Först det här"\nanteckning = "Fråga Ånge."',
        encoding="utf-8",
    )
    show = Presentation(io.BytesIO(made("agenda", "pptx", home=home)))
    titles = [slide.shapes.title.text_frame.text.replace("\u00a0", " ") for slide in show.slides]
    assert titles == [
        "Styrgruppens möte",
        "Budgeten växte 266 000 kr; Kramfors får den största ökningen, därför att 64 placerade barn räknas mot 56",
        "Först det här",
    ]
    assert show.slides[2].notes_slide.notes_text_frame.text.startswith("Fråga Ånge.")


def test_what_is_written_for_a_meeting_passes_the_identity_gate(made: Made, own_home: OwnHome) -> None:
    home = own_home()
    for name, kind, kommun in (
        ("agenda.toml", "agenda", ""),
        ("presentation.toml", "namndinformation", "Ånge"),
    ):
        (home.root / name).write_text('framat = ["Ring 19811228-9874."]', encoding="utf-8")
        with pytest.raises(ReaderError) as raised:
            made(kind, "pptx", kommun, home=home)
        assert raised.value.code == "G010"
        assert "personnummer" in raised.value.message
        assert "9874" not in str(raised.value)


def test_the_homes_own_template_gives_the_look(made: Made, own_home: OwnHome) -> None:
    home, template = own_home(), Presentation()
    template.slide_width, template.slide_height = 12192000, 6858000
    template.slides.add_slide(template.slide_layouts[0]).shapes.title.text = "Mallens egen"
    for layout, name in zip(
        template.slide_layouts, ("Rubrikbild", "a", "b", "c", "d", "Endast rubrik"), strict=False
    ):
        layout.name = name
    template.save(str(home.root / "mall.pptx"))
    data = made("namndinformation", "pptx", "Ånge", home=home)
    show = Presentation(io.BytesIO(data))
    assert {slide.slide_layout.name for slide in show.slides} == {"Rubrikbild", "Endast rubrik"}
    assert "Mallens egen" not in slides_text(data)


@pytest.mark.parametrize("broken", rest_slow(["bytes", "layouts"], "layouts".__eq__))
def test_a_template_that_cannot_be_used_says_so(made: Made, own_home: OwnHome, broken: str) -> None:
    home = own_home()
    if broken == "bytes":
        (home.root / "mall.pptx").write_bytes(b"PK\x03\x04 inte en presentation")
    else:
        template = Presentation()
        template.slide_layouts[5].name = "Något annat"
        template.save(str(home.root / "mall.pptx"))
    with pytest.raises(ReaderError) as raised:
        made("namndinformation", "pptx", "Ånge", home=home)
    assert raised.value.code == "G012"
    assert ("går inte att läsa" if broken == "bytes" else "”Endast rubrik”") in raised.value.message


def test_a_letter_is_headings_lists_and_tables_that_can_be_written_on(made: Made) -> None:
    letter = Document(io.BytesIO(made("tjansteskrivelse", "docx", "Ånge")))
    headings = [p.text for p in letter.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "Förslag till beslut", "Sammanfattning", "Beslutsunderlag", "Barnperspektiv", "Underskrifter",
        "Beslut sänds till",
    ]  # fmt: skip
    assert sum(p.style.name == "List Bullet" for p in letter.paragraphs) >= 6
    assert [cell.text for cell in letter.tables[0].columns[0].cells] == [
        "Datum",
        "Vår beteckning",
        "Er beteckning",
        "Till",
    ]
    assert letter.core_properties.language == "sv-SE"
    languages = {e.get(qn("w:val")) for e in letter.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="LibreOffice (soffice) eller pdftotext finns inte",
)
@pytest.mark.parametrize(
    ("kind", "ending", "kommun", "period"),
    [
        *((kind, "pptx", kommun, period) for kind, kommun, period in CASES),
        ("tjansteskrivelse", "docx", "Ånge", "2026T2"),
        ("tjansteskrivelse", "docx", "Örnsköldsvik", "2019T1"),
    ],
)
def test_another_program_opens_it_and_nothing_stands_on_anything(
    made: Made, tmp_path: Path, kind: str, ending: str, kommun: str, period: str
) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_bytes(made(kind, ending, kommun, period))
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    if ending == "pptx":
        pages = len(PdfReader(tmp_path / "a.pdf").pages)
        assert pages == len(Presentation(file).slides)
    else:
        # Whoever gets the letter and whoever gets the print have the same pages.
        printed = PdfReader(io.BytesIO(made(kind, "pdf", kommun, period)))
        assert len(PdfReader(tmp_path / "a.pdf").pages) == len(printed.pages)
    assert misplaced(tmp_path / "a.pdf") == []
