"""The page on support: what a median is the middle of."""

from __future__ import annotations

import re

from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, opened


def test_a_median_of_few_closed_deviations_says_how_many_it_is_of(open_page: OpenPage, demo: Demo) -> None:
    page = opened(open_page, demo, "stod", "styrgrupp", period="2026T2")
    found = page[page.index("Avslutade avvikelser under") :]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found[: found.index("</table>")])
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]
    closed = [(name, int(number), days.replace("\u00a0", " ")) for name, number, days in cells[1:]]
    assert closed
    assert any(number < 5 for _name, number, _days in closed)
    for name, number, days in closed:
        assert days.endswith(f"({number} fall)") == (number < 5), name
