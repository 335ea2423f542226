"""How the charts of printed papers are drawn, read from their SVG."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from dashboard.briefings.drawing import svg
from dashboard.briefings.kinds import KINDS
from dashboard.briefings.meeting.screens import referrals, the_bank
from dashboard.briefings.parts import Chart, Series, every, one_series
from dashboard.charts.palette import LIGHT
from dashboard.words.tables import Amount
from tests.documents.conftest import FactsOf


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    fill: str


def _boxes(drawn: str) -> list[Box]:
    found = re.findall(
        r'<rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)" fill="(.*?)"', drawn
    )
    return [Box(*map(float, one[:4]), one[4]) for one in found]


def _columns(aims: tuple[int | None, ...], *sizes: int) -> Chart:
    labels = tuple(f"T{n} 2026" for n in range(1, len(sizes) + 1))
    return Chart("beside", labels, (Series("Hem", tuple(map(Amount, sizes))),), aims=aims, front=labels[-1])


def test_each_step_of_the_referrals_begins_where_the_one_before_it_ended(facts: FactsOf) -> None:
    screen = referrals(facts("tertialrapport", "", "2026T2").reader)
    assert screen is not None
    chart = next(part for part in screen.body if isinstance(part, Chart))
    sizes = [int(amount.number or 0) for amount in chart.series[0].values]
    assert len(sizes) == len(chart.starts) > 4
    drawn = _boxes(svg(chart, 481))
    zero, scale = drawn[0].x, drawn[0].width / sizes[0]
    known = [(start, size) for start, size in zip(chart.starts, sizes, strict=True) if size]
    for box, (start, size) in zip(drawn, known, strict=True):
        assert box.x == pytest.approx(zero + start * scale, abs=0.3)
        assert box.width == pytest.approx(size * scale, abs=0.3)
    # What came in begins where what was open ends, and what is open at the end begins at nothing.
    assert drawn[1].x == pytest.approx(drawn[0].x + drawn[0].width, abs=0.3)
    assert drawn[-1].x == drawn[0].x
    assert max(box.x + box.width for box in drawn) < 481
    # What went out is darker than what came in and what was there.
    out = [label.startswith("− ") for label, size in zip(chart.labels, sizes, strict=True) if size]
    assert [box.fill == LIGHT.secondary for box in drawn] == out
    assert drawn[1].fill == LIGHT.context


@pytest.mark.parametrize("sizes", [(24, 28, 30), (2, 1, 30), (30, 29, 1)])
def test_no_figure_stands_on_the_line_of_what_is_aimed_at(sizes: tuple[int, ...]) -> None:
    for aim in range(1, 34):
        drawn = svg(_columns((None, aim, aim), *sizes), 300)
        at = [float(y) for y in re.findall(r'<path d="M[\d.]+ ([\d.]+)h', drawn)]
        assert len(at) == 2
        columns = [box for box in _boxes(drawn) if box.fill != LIGHT.paper]
        figures = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(\d+)<', drawn)
        assert len(figures) == len(columns) == 3
        for (_x, y, _said), line in zip(figures[1:], at, strict=True):
            # A figure of nine points reaches some six and a half over its foot.
            assert not float(y) - 6.5 < line < float(y) + 0.5, (sizes, aim)


def test_a_figure_inside_its_column_can_be_read(facts: FactsOf) -> None:
    screen = the_bank(facts("tertialrapport", "", "2026T2").reader)
    assert screen is not None
    drawn = svg(next(part for part in screen.body if isinstance(part, Chart)), 481)
    assert drawn.count(f'fill="{LIGHT.paper}">') == 1
    assert f'fill="{LIGHT.context}"' in drawn


def test_what_is_spoken_of_is_in_the_accent_and_the_rest_is_grey() -> None:
    fills = [box.fill for box in _boxes(svg(_columns((), 3, 4, 5), 300))]
    assert fills == [LIGHT.context, LIGHT.context, LIGHT.accent]
    of_none = one_series([("Matchning", Amount(5), ""), ("Stöd", Amount(2), "")])
    assert {box.fill for box in _boxes(svg(of_none, 300))} == {LIGHT.context}
    of_one = one_series([("Matchning", Amount(5), ""), ("Stöd", Amount(2), "")], front="Stöd")
    assert [box.fill for box in _boxes(svg(of_one, 300))] == [LIGHT.context, LIGHT.accent]


@pytest.mark.parametrize(
    ("kind", "kommun", "audience"),
    [
        ("faktablad", "", "offentlig"),
        ("namndinformation", "Timrå", "offentlig"),
        ("uppfoljning", "Timrå", "intern"),
    ],
)
def test_a_chart_of_one_series_over_time_speaks_of_the_newest(
    facts: FactsOf, kind: str, kommun: str, audience: str
) -> None:
    found = facts(kind, kommun, "2026T1" if audience == "offentlig" else "2026T2", audience)
    contents = KINDS[kind].contents
    assert contents is not None
    paper = contents(found, found.reader.home.root)
    charts = [part for page in paper.pages for part in every(page.parts) if isinstance(part, Chart)]
    alone = [chart for chart in charts if chart.form == "beside" and len(chart.series) == 1]
    assert alone
    assert all(chart.front == chart.labels[-1] for chart in alone)
