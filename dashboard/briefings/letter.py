"""A document as Word, which whoever sends it goes on writing in: real headings, lists and tables, page numbers."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dashboard.briefings.fixed import fixed_zip
from dashboard.briefings.parts import Document, Grid, Lines, Part, column_shares, every
from dashboard.charts.palette import LIGHT
from dashboard.words.tables import shown

# One that Word has on every machine.
_FONT = "Calibri"
_WIDE = Cm(16.5)
# As much to a page as in print, so that whoever gets both sees one paper.
_SIZE, _SMALL = 10.5, 9.5
_BEFORE = {"Heading 1": 9, "Title": 0}
_AFTER = {"Heading 1": 2, "List Bullet": 2}


def as_letter(document: Document, made: datetime) -> bytes:
    """The whole document; of its parts sentences and tables, which can be written on."""
    paper = new_document()
    _set_look(paper, document)
    paper.add_paragraph(document.title, style="Title")
    _run(paper.add_paragraph(), document.subtitle, size=12, colour=LIGHT.secondary)
    if document.facts:
        grid = paper.add_table(rows=0, cols=2)
        grid.autofit = False
        grid.columns[0].width, grid.columns[1].width = Cm(4), _WIDE - Cm(4)
        for word, said in document.facts:
            row = grid.add_row().cells
            for cell, text, colour in zip(row, (word, said), (LIGHT.secondary, LIGHT.ink), strict=True):
                cell.paragraphs[0].paragraph_format.space_after = Pt(1)
                _run(cell.paragraphs[0], text, colour=colour)
            row[0].width, row[1].width = Cm(4), _WIDE - Cm(4)
    for page in document.pages:
        paper.add_paragraph(page.title, style="Heading 1")
        for part in every(page.told):
            _write(paper, part)
    about = paper.core_properties
    about.title, about.author, about.language = (
        f"{document.title}, {document.subtitle}",
        "GFO Insikt",
        "sv-SE",
    )
    about.subject, about.comments, about.last_modified_by = document.mark, "", "GFO Insikt"
    about.created = about.modified = made
    buffer = io.BytesIO()
    paper.save(buffer)
    return fixed_zip(buffer.getvalue())


def _write(paper: Any, part: Part) -> None:
    if isinstance(part, Lines):
        if part.head:
            paper.add_heading(part.head, 2)
        for line in part.sentences:
            paper.add_paragraph(line, style="List Bullet" if part.listed else "Normal")
    elif isinstance(part, Grid):
        _table(paper, part)


def _table(paper: Any, part: Grid) -> None:
    """Figures to the right, the heading told as one and repeated on the next page."""
    table = part.table
    rows = [list(table.columns), *([shown(cell) for cell in row] for row in table.rows)]
    grid = paper.add_table(rows=len(rows), cols=len(table.columns))
    grid.style = "Table Grid"
    _pale(grid)
    shares = column_shares(rows, 90)
    for n, row in enumerate(rows):
        for place, text in enumerate(row):
            cell = grid.cell(n, place)
            cell.width = int(_WIDE * shares[place] / sum(shares))
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            if place in part.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _run(paragraph, text, size=_SMALL, bold=n == 0 or n - 1 in (table.total, table.chosen))
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    described = OxmlElement("w:tblDescription")
    described.set(qn("w:val"), part.name)
    grid._tbl.tblPr.append(described)


def _pale(grid: Any) -> None:
    """Thin grey lines under the rows alone."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        drawn = side in ("bottom", "insideH")
        for name, value in (("val", "single" if drawn else "nil"), ("sz", "4"), ("color", LIGHT.rule[1:])):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    grid._tbl.tblPr.append(borders)


def _run(
    paragraph: Any, text: str, *, size: float = _SIZE, bold: bool = False, colour: str = LIGHT.ink
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour[1:])


def _set_look(paper: Any, document: Document) -> None:
    """Fonts and sizes in the styles themselves, so that what is written later looks the same; Swedish throughout."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.25)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    for name, size, bold in (
        ("Normal", _SIZE, False),
        ("Title", 20, True),
        ("Heading 1", 13, True),
        ("List Bullet", _SIZE, False),
    ):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(LIGHT.ink[1:])
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for side in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(side), _FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        spacing = style.paragraph_format
        spacing.space_after, spacing.line_spacing = Pt(_AFTER.get(name, 4)), 1.0
        if name in _BEFORE:
            spacing.space_before = Pt(_BEFORE[name])
        if name == "Title":
            for line in style.element.findall(".//" + qn("w:pBdr")):
                line.getparent().remove(line)
    for language in paper.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")
    # For whom it is, on every page, also when what stands under it has been written over.
    _run(section.header.paragraphs[0], document.mark, size=9, bold=True, colour=LIGHT.secondary)
    foot = section.footer.paragraphs[0]
    _run(foot, f"{document.foot} · sida ", size=9, colour=LIGHT.secondary)
    _field(foot, "PAGE")
    _run(foot, " av ", size=9, colour=LIGHT.secondary)
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, word: str) -> None:
    """A number that Word keeps right."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(LIGHT.secondary[1:])
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = f" {word} "
        run._r.append(mark)
