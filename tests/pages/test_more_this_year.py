"""A kommun's few cases of the newest tertial, beside those of the year that it is of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipelines.home import DataHome
from tests.pages.fixtures.opening import OpenPage, figures_of, text_of
from tests.pages.fixtures.published_file import write_published

_SET = (
    "update kpi_value set value = $size, status = 'ok', reason = null where kpi = 'replacements'"
    " and area = '2260' and cut = '' and period = $period"
)


def _replaced(tmp_path: Path, sizes: Mapping[str, int], *, so_far: int, as_far: int) -> DataHome:
    """A home where Ånge has so many replacements by tertial, `so_far` this year and by the same day of the last."""
    home, as_it_was = DataHome(tmp_path / "one"), DataHome(tmp_path / "other")
    published, _ = write_published(home), write_published(as_it_was)
    figures = figures_of(as_it_was)
    year = next(one.period for one in figures.periods("year") if one.preliminary)
    with duckdb.connect(str(published)) as con:
        con.execute("update signal set sentence = ''")
        for period, size in {**sizes, year: so_far, figures.compared(year).period: as_far}.items():
            con.execute(_SET, {"size": size, "period": period})
    return home


def test_where_the_year_has_more_than_its_newest_tertial_the_year_is_told_first(
    open_page: OpenPage, tmp_path: Path
) -> None:
    home = _replaced(tmp_path, {"2026T2": 3, "2025T2": 0}, so_far=6, as_far=0)
    said = text_of(open_page("", {"kommun": "ange", "period": "2026T2"}, home)).replace("\u00a0", " ")
    assert (
        "<span>6 omplaceringar hittills i år, mot 0 samma tid 2025; så små tal kan vara en slump."
        " Under T2 2026: 3, mot 0. Det är 3 av GFO:s "
    ) in said


def test_where_an_earlier_tertial_of_the_year_has_them_all_that_is_told(
    open_page: OpenPage, tmp_path: Path
) -> None:
    sizes = {f"{year}T{part}": 1 for year in range(2019, 2026) for part in (1, 2, 3)}
    home = _replaced(tmp_path, sizes | {"2026T1": 6, "2026T2": 0}, so_far=6, as_far=2)
    said = text_of(open_page("", {"kommun": "ange", "period": "2026T2"}, home)).replace("\u00a0", " ")
    told = "6 omplaceringar hittills i år, mot 2 samma tid 2025; så små tal kan vara en slump."
    assert f"{told} Alla kom under T1 2026, det högsta antalet " in said
