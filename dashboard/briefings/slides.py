"""A document as a PowerPoint presentation, 16:9, with notes; what its slides are filled with is `shapes`.

The look is `mall.pptx` in the data home where there is one: its layouts "Rubrikbild" and "Endast rubrik" (in English
"Title Slide" and "Title Only") are used. Words have the template's own font, which a reader's machine has.
"""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from dashboard.briefings.fixed import fixed_zip
from dashboard.briefings.parts import Document, Page
from dashboard.briefings.shapes import GAP, Box, colour_of, fill, frame_in
from dashboard.charts.palette import LIGHT
from pipelines.errors import Place, ReaderError

TEMPLATE_FILE = "mall.pptx"
_COVER, _PLAIN = ("Rubrikbild", "Title Slide"), ("Endast rubrik", "Title Only")
_WIDE, _HIGH = Emu(12192000), Emu(6858000)


def as_slides(document: Document, made: datetime, home: Path) -> bytes:
    """The whole document. Raises ReaderError G012 for a template that cannot be used."""
    show = _opened(home)
    cover, plain = (_layout(show, names) for names in (_COVER, _PLAIN))
    _cover(show.slides.add_slide(cover), document, show)
    for number, page in enumerate(document.pages, start=2):
        _slide(show.slides.add_slide(plain), page, document, number, show)
    _say_language(show)
    about = show.core_properties
    about.title, about.author, about.language = (
        f"{document.title}, {document.subtitle}",
        "GFO Insikt",
        "sv-SE",
    )
    about.subject, about.keywords, about.comments, about.last_modified_by = (
        document.mark,
        "",
        "",
        "GFO Insikt",
    )
    about.created = about.modified = made
    about.revision = 1
    buffer = io.BytesIO()
    show.save(buffer)
    return fixed_zip(buffer.getvalue())


def _opened(home: Path) -> Any:
    own = home / TEMPLATE_FILE
    if not own.exists():
        show = Presentation()
        show.slide_width, show.slide_height = _WIDE, _HIGH
        _widen(show)
        return show
    try:
        show = Presentation(str(own))
    except Exception as error:  # whatever a broken file makes the library say
        raise _refused("Filen går inte att läsa som en PowerPoint-fil.") from error
    for slide in list(show.slides._sldIdLst):
        show.part.drop_rel(slide.rId)
        show.slides._sldIdLst.remove(slide)
    return show


def _widen(show: Any) -> None:
    """Our own look: the library's plain template, made for 4:3, with its titles to the left on a wide page."""
    for names, box in (
        (_COVER, (0.06, 0.30, 0.88, 0.24)),
        (_PLAIN, (0.045, 0.035, 0.91, 0.13)),
    ):
        layout = _layout(show, names)
        for shape in list(layout.placeholders):
            kind = shape.placeholder_format.idx
            if kind == 0:
                _place(shape, _part_of(show, box))
                frame = shape.text_frame
                frame.word_wrap = True
                properties = frame._txBody.bodyPr
                properties.set("anchor", "b" if names is _COVER else "ctr")
                for style in frame._txBody.findall(qn("a:lstStyle")):
                    frame._txBody.remove(style)
                frame._txBody.insert(1, _title_style(2800 if names is _COVER else 2400))
            elif kind == 1 and names is _COVER:
                _place(shape, _part_of(show, (0.06, 0.56, 0.88, 0.18)))
                for style in shape.text_frame._txBody.findall(qn("a:lstStyle")):
                    shape.text_frame._txBody.remove(style)
                shape.text_frame._txBody.insert(1, _title_style(1800, bold=False, colour=LIGHT.secondary))
            else:
                shape._element.getparent().remove(shape._element)


def _title_style(size: int, *, bold: bool = True, colour: str = LIGHT.ink) -> Any:
    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    return parse_xml(
        f'<a:lstStyle xmlns:a="{space}"><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>'
        f'<a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr></a:lstStyle>"
    )


def _part_of(show: Any, box: tuple[float, float, float, float]) -> Box:
    wide, high = show.slide_width, show.slide_height
    return int(box[0] * wide), int(box[1] * high), int(box[2] * wide), int(box[3] * high)


def _place(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(n) for n in box)


def _layout(show: Any, names: tuple[str, str]) -> Any:
    found = next((one for one in show.slide_layouts if one.name in names), None)
    if found is None or not any(shape.placeholder_format.idx == 0 for shape in found.placeholders):
        raise _refused(f"Den saknar layouten ”{names[0]}” (eller ”{names[1]}”) med en rubrik.")
    return found


def _refused(why: str) -> ReaderError:
    return ReaderError(
        "G012",
        f"Mallen för presentationer kan inte användas. {why}",
        remedy=f"Byt ut {TEMPLATE_FILE} i datahemmet mot en mall med layouterna ”{_COVER[0]}” och ”{_PLAIN[0]}”,"
        " eller ta bort filen så används den vanliga.",
        place=Place(file=TEMPLATE_FILE),
    )


# Slides.


def _cover(slide: Any, document: Document, show: Any) -> None:
    slide.shapes.title.text_frame.text = document.title
    under = next((one for one in slide.placeholders if one.placeholder_format.idx == 1), None)
    if under is not None:
        under.text_frame.text = f"{document.subtitle}\n{document.mark}"
    _foot(slide, document, show, 1)
    slide.notes_slide.notes_text_frame.text = f"{document.mark}. {document.foot}"


def _slide(slide: Any, page: Page, document: Document, number: int, show: Any) -> None:
    slide.shapes.title.text_frame.text = page.title
    title = slide.shapes.title
    top = title.top + title.height + GAP
    left = int(0.045 * show.slide_width)
    box = (left, top, show.slide_width - 2 * left, int(0.925 * show.slide_height) - top)
    fill(slide, page.told, box)
    _foot(slide, document, show, number)
    slide.notes_slide.notes_text_frame.text = "\n".join(said for said in (page.note, document.foot) if said)


def _foot(slide: Any, document: Document, show: Any, number: int) -> None:
    box = _part_of(show, (0.045, 0.935, 0.91, 0.05))
    frame = frame_in(slide, box)
    run = frame.paragraphs[0].add_run()
    run.text = f"{document.mark.split(':')[0]} · {document.foot} · {number}"
    run.font.size, run.font.color.rgb = Pt(11), colour_of(LIGHT.secondary)


def _say_language(show: Any) -> None:
    """Every run is Swedish: a screen reader and the spelling ask."""
    for slide in show.slides:
        notes = [slide.notes_slide] if slide.has_notes_slide else []
        for holder in (slide, *notes):
            for run in holder._element.iter(qn("a:rPr"), qn("a:endParaRPr")):
                run.set("lang", "sv-SE")
            for run in holder._element.iter(qn("a:r")):
                if run.find(qn("a:rPr")) is None:
                    run.get_or_add_rPr().set("lang", "sv-SE")
