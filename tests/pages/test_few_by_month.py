"""A share or a median of a case a month has no chart, and the way to longer periods instead."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.blocks.few_by_month import too_few
from dashboard.published.records import Value
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection
from pipelines.home import DataHome
from tests.conftest import Demo
from tests.pages.fixtures.opening import OpenPage, figures_of, opened
from tests.pages.fixtures.records import definition_of, plain, value_of

_MONTH = {"kommun": "ange", "period": "2026-08", "version": "2"}


def _share(of: int) -> Value:
    return replace(value_of("50"), denominator=Decimal(of))


_NONE = value_of(None, "missing", "inga_fall")


@pytest.mark.parametrize(
    ("values", "unit", "period", "few"),
    [
        ([_share(4), _share(1), _share(9)], "procent", "2026-08", True),
        ([_share(4), _share(9), _share(9)], "procent", "2026-08", False),
        # A month without a case says as little.
        ([_share(9), _share(4), _NONE], "procent", "2026-08", True),
        # What waits for somebody is no sign of few cases, and what nobody has had a case of is told by its marks.
        ([_share(9), _share(4), value_of(None, "missing", "ej_levererat")], "procent", "2026-08", False),
        ([_NONE, _NONE], "procent", "2026-08", False),
        # Kronor are of many days.
        ([_share(1)], "kr per vårddygn", "2026-08", False),
        ([_share(1)], "procent", "2026T2", False),
    ],
)
def test_most_months_are_of_few_cases(
    sample_home: DataHome, values: list[Value], unit: str, period: str, few: bool
) -> None:
    reader = Reader(sample_home, figures_of(sample_home), Selection("2260", period), "Remisser", True, True)
    assert too_few(reader, values, definition_of(unit, "ratio")) is few


def test_a_kommuns_months_have_a_line_in_place_of_such_charts(open_page: OpenPage, demo: Demo) -> None:
    said = opened(open_page, demo, "remisser", "styrgrupp", **_MONTH)
    for name in ("Andel matchade", "Dagar till matchning"):
        (line,) = re.findall(rf"<p>{name}: (för få fall per månad för ett diagram\. Se .*?)</p>", said)
        ways = dict(re.findall(r'href="\?([^"]*)">([^<]*)</a>', line))
        assert list(ways.values()) == ["Tertial", "Tre tertial"]
        assert [re.findall(r"period=([^&]*)", way)[0] for way in ways] == ["2026T2", "2026T2R3"]
        assert all("kommun=ange" in way for way in ways)
    titles = re.findall(r'class="figuretitle">([^<]*)<', said)
    # What is counted has its chart.
    assert any(title.startswith("Inkomna remisser: ") for title in titles)
    assert not any(title.startswith(("Andel matchade", "Dagar till")) for title in titles)
    by_tertial = opened(open_page, demo, "remisser", "styrgrupp", **_MONTH | {"period": "2026T2"})
    assert "för få fall per månad" not in by_tertial


def test_a_figures_own_page_keeps_its_table(open_page: OpenPage, demo: Demo) -> None:
    said = plain(opened(open_page, demo, "nyckeltal", "styrgrupp", **_MONTH, visa="match_rate"))
    assert "Andel matchade: för få fall per månad för ett diagram." in said
    assert "visa=match_rate" in said.split("för ett diagram.", 1)[1].split("</p>", 1)[0]
    assert ">Alla månader</h2>" in said
