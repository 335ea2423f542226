"""Words in charts, as a browser sets them on a phone and on a wide screen: none on another, on a mark or on a line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import browser_or_reason, server, settle
from tests.conftest import Demo

_path, _reason = browser_or_reason()
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.skipif(_path is None, reason=_reason)]

#: What is wrong in the charts of a page, as sentences. A line of text is taller than its letters by some pixels.
#: Kommuner by size are left out: six names that lie near each other have no better places.
_WRONG = """() => {
  const wrong = new Set();
  const charts = [...document.querySelectorAll('[class*="st-key-"] .js-plotly-plot')]
    .filter((chart) => !chart.closest('.st-key-chart-jamforelse'));
  for (const chart of charts) {
    const name = chart.closest('[class*="st-key-"]').className.match(/st-key-(\\S+)/)[1];
    const boxes = (found) => [...chart.querySelectorAll(found)]
      .map((text) => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width);
    const words = boxes('.annotation-text, .textpoint text'), ticks = boxes('.xtick text, .ytick text');
    const meet = (one, other) => Math.min(
      Math.min(one.right, other.right) - Math.max(one.left, other.left),
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));
    words.forEach(([word, box], n) => {
      for (const [other, second] of [...words.slice(n + 1), ...ticks])
        if (meet(box, second) > 4) wrong.add(`${name}: ${word} on ${other}`);
      for (const mark of chart.querySelectorAll('.points path'))
        if (mark.style.opacity !== '0' && meet(box, mark.getBoundingClientRect()) > 1)
          wrong.add(`${name}: ${word} on a mark`);
      for (const line of chart.querySelectorAll('path.js-line, .shapelayer path')) {
        if (line.closest('.shapelayer') && Number(line.style.fillOpacity) > 0 && line.style.fill !== 'none') continue;
        // The hairline of a new year is seen through, as a gridline.
        if (line.getBoundingClientRect().width < 2 && !parseFloat(line.style.strokeDasharray)) continue;
        const to = line.getScreenCTM(), length = line.getTotalLength();
        for (let at = 0; at <= length; at += 2) {
          const point = line.getPointAtLength(at).matrixTransform(to);
          if (point.x > box.left + 2 && point.x < box.right - 2 && point.y > box.top + 5 && point.y < box.bottom - 5)
            wrong.add(`${name}: ${word} is cut by a line`);
        }
      }
    });
  }
  return [charts.length, [...wrong]];
}"""


@pytest.fixture(scope="module")
def sample(demo: Demo) -> Iterator[str]:
    with server(demo.home.root) as address:
        yield address


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "path",
    [
        "remisser",
        "familjehem",
        "placeringar",
        "kommun?kommun=timra",
        "remisser?kommun=timra&period=2026T2",
        "remisser?kommun=gfo&period=2025",
    ],
)
def test_no_word_of_a_chart_lies_on_another_on_a_mark_or_on_a_line(
    sample: str, browser: Browser, width: int, path: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, locale="sv-SE")
    page.goto(f"{sample}/{path}")
    settle(page)
    # Streamlit draws a chart again in the width that it found.
    page.wait_for_timeout(1000)
    charts, wrong = page.evaluate(_WRONG)
    page.close()
    assert charts
    assert wrong == []
