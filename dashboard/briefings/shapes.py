"""The parts of a document as shapes of a slide: sentences, large figures, native charts and tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from dashboard.blocks.files import number_format
from dashboard.briefings.drawing import FILLS
from dashboard.briefings.parts import Beside, Big, Chart, Grid, Lines, Part, Series, column_shares
from dashboard.charts.palette import LIGHT
from dashboard.words.tables import shown

#: Left, top, width, height; and the air between two parts.
Box = tuple[int, int, int, int]
GAP = Emu(150000)
# The height of large figures with what they are, where they stand under or over sentences.
_BIG = int(Pt(170))
# Of the longest bar, the part that has room for its figure.
_ROOM = 0.2
# A letter takes about so much of its size.
_LETTER = 0.54
# PowerPoint's own style without fills and lines.
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def fill(slide: Any, parts: Sequence[Part], box: Box) -> None:
    """The parts under each other; what can grow shares the height that sentences leave."""
    left, top, width, height = box
    only_words = all(isinstance(part, Lines | Big) for part in parts)
    size = (
        next((s for s in (24, 22, 20, 18, 16, 14) if _words_high(parts, width, s) < 0.8 * height), 12)
        if only_words
        else 16
    )
    own = [_high(part, width, size) if isinstance(part, Lines) else 0 for part in parts]
    if only_words:
        # From above, figures as high as they are.
        own = [high or _BIG for high in own]
        top += height // 12
    if own.count(0) > 1:
        # A table under a chart takes what its rows need, so that the chart has the rest.
        own = [
            min(int(Pt(25)) * (len(part.table.rows) + 1), height // 3) if isinstance(part, Grid) else high
            for part, high in zip(parts, own, strict=True)
        ]
    growing = own.count(0) or 1
    room = max(height - sum(own) - GAP * (len(parts) - 1), 0)
    for part, fixed in zip(parts, own, strict=True):
        high = fixed or room // growing
        _put(slide, part, (left, top, width, high), size)
        top += high + GAP


def _words_high(parts: Sequence[Part], width: int, size: float) -> int:
    return sum(_high(part, width, size) if isinstance(part, Lines) else _BIG for part in parts)


def _high(part: Lines, width: int, size: float) -> int:
    """The height of sentences, reckoned a little on the high side."""
    letters = max(int(width / Pt(size) * 1.9), 1)
    lines = _with_head(part)
    rows = sum(-(-len(line) // letters) for line in lines)
    return int(Pt(size * 1.25 * rows + 6 * len(lines) + 6))


def _with_head(part: Lines) -> tuple[str, ...]:
    return (part.head, *part.sentences) if part.head else part.sentences


def _put(slide: Any, part: Part, box: Box, size: float) -> None:
    match part:
        case Lines():
            _sentences(slide, part, box, size)
        case Big():
            _large(slide, part, box)
        case Chart():
            _chart(slide, part, box)
        case Grid():
            _table(slide, part, box)
        case Beside():
            left, top, width, height = box
            half = (width - 2 * GAP) // 2
            for n, one in enumerate((part.left, part.right)):
                words = next(
                    (s for s in (20, 18) if isinstance(one, Lines) and _high(one, half, s) < height), 16
                )
                _put(slide, one, (left + n * (half + 2 * GAP), top, half, height), words)


def frame_in(slide: Any, box: Box) -> Any:
    shape = slide.shapes.add_textbox(*(Emu(n) for n in box))
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _sentences(slide: Any, part: Lines, box: Box, size: float) -> None:
    frame = frame_in(slide, box)
    for n, line in enumerate(_with_head(part)):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        is_head = part.head and n == 0
        if part.listed and not is_head:
            _bullet(paragraph)
        paragraph.space_after = Pt(6)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.color.rgb = Pt(size), colour_of(LIGHT.secondary if is_head else LIGHT.ink)
        run.font.bold = True if is_head else None


def _bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "228600")
    properties.set("indent", "-228600")
    properties.append(parse_xml(f'<a:buChar {nsdecls("a")} char="•"/>'))


def _large(slide: Any, part: Big, box: Box) -> None:
    left, top, width, height = box
    each = (width - GAP * (len(part.figures) - 1)) // len(part.figures)
    for n, (figure, what, beside) in enumerate(part.figures):
        frame = frame_in(slide, (left + n * (each + GAP), top, each, height))
        for text, size, bold, colour in (
            (figure, 60 if len(part.figures) < 4 else 40, True, LIGHT.accent),
            (what, 20, False, LIGHT.ink),
            (beside, 16, False, LIGHT.secondary),
        ):
            first = not frame.paragraphs[0].runs and text is figure
            paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour_of(colour)


def colour_of(code: str) -> RGBColor:
    return RGBColor.from_string(code[1:])


def _chart(slide: Any, part: Chart, box: Box) -> None:
    """A native chart; its workbook holds what is drawn and no more."""
    lying = part.form == "lying"
    shape_of = _label_format(part)
    data = CategoryChartData(number_format=shape_of)
    order = range(len(part.labels))
    data.categories = [label_of(part, n) for n in order]
    for one in part.series:
        numbers = [one.values[n].number for n in order]
        data.add_series(name_of(part, one), [None if number is None else float(number) for number in numbers])
    several = len(part.series) > 1
    kind = (
        (XL_CHART_TYPE.BAR_STACKED if several else XL_CHART_TYPE.BAR_CLUSTERED)
        if lying
        else XL_CHART_TYPE.COLUMN_CLUSTERED
    )
    frame = slide.shapes.add_chart(kind, *(Emu(n) for n in box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", part.alternative)
    frame.name = part.title or "Diagram"
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(13), colour_of(LIGHT.ink)
    # What a line shows elsewhere is said in words: a native chart of columns has none.
    title = part.title or (f"Målet: {part.aimed}" if part.aimed else "")
    chart.has_title = bool(title)
    if title:
        chart.chart_title.text_frame.text = title
        run = chart.chart_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold, run.font.color.rgb = Pt(14), True, colour_of(LIGHT.ink)
        chart.chart_title.include_in_layout = False
    chart.has_legend = several
    if several:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(13)
    values, names = chart.value_axis, chart.category_axis
    values.visible = values.has_major_gridlines = False
    values.minimum_scale = 0
    names.format.line.color.rgb = colour_of(LIGHT.mark)
    names.has_major_gridlines = False
    names.tick_labels.font.size = Pt(13)
    if lying:
        names.reverse_order = True
    plot = chart.plots[0]
    plot.gap_width = 45 if len(part.labels) > 2 else 250
    if part.form != "beside" and several:
        plot.overlap = 100
    elif several:
        plot.overlap = -5
    for series, drawn in zip(part.series, plot.series, strict=True):
        _paint(drawn, FILLS[series.look])
        if not several and part.front:
            for n in order:
                if part.labels[n] != part.front:
                    is_out = part.labels[n] in part.out
                    _paint(drawn.points[n], LIGHT.secondary if is_out else LIGHT.context)
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = shape_of, False
    labels.font.size = Pt(13)
    labels.show_value = True
    inside = several and part.form != "beside"
    labels.position = XL_LABEL_POSITION.CENTER if inside else XL_LABEL_POSITION.OUTSIDE_END
    if inside:
        _label_inside(part, plot, shape_of)


def label_of(part: Chart, place: int) -> str:
    """A label, and what a native chart has no other place for: the words that stand after its figure, or the mark of a
    figure that is not shown, since an empty place reads as nought."""
    said = [part.words[place]] if part.words and part.words[place] else []
    figures = [one.values[place] for one in part.series]
    if all(figure.number is None for figure in figures):
        said.append(figures[0].text)
    return f"{part.labels[place]} ({', '.join(said)})" if said else part.labels[place]


def name_of(part: Chart, series: Series) -> str:
    """What a series is called, and where its figures are not shown although those beside them are."""
    absent = [
        f"{part.labels[n]} {amount.text}"
        for n, amount in enumerate(series.values)
        if amount.number is None and any(one.values[n].number is not None for one in part.series)
    ]
    return f"{series.name} ({', '.join(absent)})" if absent else series.name


def _label_inside(part: Chart, plot: Any, shape_of: str) -> None:
    """A figure in each part that has room for it."""
    top = max(
        (sum(float(one.values[n].number or 0) for one in part.series) for n in range(len(part.labels))),
        default=0,
    )
    for series, drawn in zip(part.series, plot.series, strict=True):
        own = drawn.data_labels
        own.show_value, own.number_format, own.number_format_is_linked = True, shape_of, False
        own.font.size, own.position = Pt(12), XL_LABEL_POSITION.CENTER
        own.font.color.rgb = colour_of(LIGHT.paper)
        for n, amount in enumerate(series.values):
            if float(amount.number or 0) < _ROOM * top:
                _without_label(own, n)


def _without_label(labels: Any, place: int) -> None:
    """No figure at one point."""
    label = (
        labels._get_or_add_dLbl_for_point(place) if hasattr(labels, "_get_or_add_dLbl_for_point") else None
    )
    element = label if label is not None else labels._element._insert_dLbl_in_sequence(place)
    for child in list(element):
        if child.tag != qn("c:idx"):
            element.remove(child)
    element.append(parse_xml(f'<c:delete {nsdecls("c")} val="1"/>'))


def _label_format(part: Chart) -> str:
    """As files write the figure; sums of kronor in the thousands or millions that a bar has room for."""
    amounts = [amount for one in part.series for amount in one.values if amount.number is not None]
    if not amounts:
        return "General"
    unit, top = amounts[0], max(abs(float(amount.number or 0)) for amount in amounts)
    if unit.unit != "kr" or top < 10_000:
        return number_format(unit.unit, unit.decimals)
    if part.form != "beside" or top < 1_000_000:
        return '#,##0," tkr"'
    return '#,##0.00,," mnkr"' if top < 10_000_000 else '#,##0.0,," mnkr"'


def _paint(drawn: Any, fill: str) -> None:
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = colour_of(fill)


def _table(slide: Any, part: Grid, box: Box) -> None:
    """A native table: quiet lines, figures to the right, as large as the room lets it be."""
    left, top, width, height = box
    table = part.table
    rows = [list(table.columns), *([shown(cell) for cell in row] for row in table.rows)]
    headed = any(table.columns)
    rows = rows if headed else rows[1:]
    size, widths, highs = _fitting(rows, width, height)
    frame = slide.shapes.add_table(
        len(rows), len(table.columns), *(Emu(n) for n in (left, top, width, sum(highs)))
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", part.name)
    frame.name = part.name
    grid = frame.table
    _plain_style(grid)
    grid.first_row = headed
    for place, wide in enumerate(widths):
        grid.columns[place].width = Emu(wide)
    for n, row in enumerate(rows):
        grid.rows[n].height = Emu(highs[n])
        for place, text in enumerate(row):
            cell = grid.cell(n, place)
            cell.margin_left = cell.margin_right = Pt(4)
            cell.margin_top = cell.margin_bottom = Pt(1)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if place in part.right else PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = text
            run.font.size, run.font.color.rgb = Pt(size), colour_of(LIGHT.ink)
            run.font.bold = (headed and n == 0) or n - headed in (table.total, table.chosen)
            _underline(cell, LIGHT.ink if headed and n == 0 else LIGHT.rule)


def _fitting(rows: Sequence[Sequence[str]], width: int, height: int) -> tuple[float, list[int], list[int]]:
    """The largest size at which the rows have room, with the columns' widths and the rows' heights."""
    for size in (20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0):
        letter = Pt(size * _LETTER)
        wants = column_shares(rows, width / letter)
        widths = [int(width * want / sum(wants)) for want in wants]
        lines = [
            max(
                -(-len(text) * letter // max(wide - Pt(8), 1)) for text, wide in zip(row, widths, strict=True)
            )
            for row in rows
        ]
        highs = [int(Pt(size * 1.25) * max(n, 1) + Pt(size * 0.6)) for n in lines]
        if sum(highs) <= height and sum(wants) * letter <= 1.02 * width:
            break
    return size, widths, highs


def _plain_style(grid: Any) -> None:
    """No grid and no fill: the library's own style has heavy colours."""
    properties = grid._tbl.tblPr
    properties.set("bandRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = _NO_STYLE


def _underline(cell: Any, colour: str) -> None:
    line = (
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill></a:lnB>'
    )
    cell._tc.get_or_add_tcPr().append(parse_xml(line))
