"""A kommun's last twelve months in two tables, with their files."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from dashboard.views.kommun.by_month import COLUMNS
from dashboard.words.tables import shown
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, opened, text_of
from tests.pages.fixtures.published_file import write_published
from tests.pages.fixtures.records import plain


def _rows(said: str) -> tuple[list[str], dict[str, list[str]]]:
    """The heads of the two tables behind the line, without their first, and their rows by month, joined."""
    folded = said.split("<summary>Månad för månad</summary>", 1)[1].split("</details>", 1)[0]
    heads = [head for head in re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', folded) if head != "Månad"]
    joined: dict[str, list[str]] = {}
    for month, cells in re.findall(r'<tr><th scope="row">([^<]*)</th>(.*?)</tr>', folded):
        joined.setdefault(month, []).extend(re.findall(r"<td[^>]*>([^<]*)</td>", cells))
    return heads, joined


def test_the_last_twelve_months_stand_beside_each_other_the_newest_first(
    open_page: OpenPage, demo: Demo
) -> None:
    said = plain(opened(open_page, demo, "kommun", "kommun-2262", kommun="timra", version="2"))
    heads, rows = _rows(said)
    assert heads == list(COLUMNS.values())
    assert (len(rows), next(iter(rows)), list(rows)[-1]) == (12, "Augusti 2026", "September 2025")
    figures = figures_of(demo.home)
    for n, kpi in enumerate(COLUMNS):
        value = figures.value(kpi, "2262", "2026-07")
        if kpi != "placement_cost":
            assert rows["Juli 2026"][n] == plain(shown(value.value))
    folded = said.split("<summary>Månad för månad</summary>", 1)[1].split("</details>", 1)[0]
    assert [word in folded for word in ("Hämta CSV", "Hämta Excel")] == [True, True]


def test_a_month_that_is_not_delivered_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    with duckdb.connect(str(write_published(home))) as con:
        con.execute(
            "update kpi_value set value = null, status = 'missing', reason = 'ej_levererat' where area = '2262'"
            " and kpi = 'placement_cost' and period = '2026-07'"
        )
    said = plain(text_of(open_page("kommun", {"kommun": "timra", "period": "2026T2"}, home)))
    heads, rows = _rows(said)
    assert rows["Juli 2026"][heads.index("Kostnad")] == "–"
    assert "– = uppgift saknas." in said.split("<summary>Månad för månad</summary>", 1)[1]
