"""What the page says of a file that must be mended: how many things, and in which rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.views.handing_in.voices import OF_STAFF
from pipelines.home import DataHome
from tests.fixtures.registers import PLACEMENTS, placement, write_csv
from tests.pages.fixtures.handing_in import home, send, standing, whole, wrong_file
from tests.pages.fixtures.opening import OpenPage

__all__ = ["home", "whole"]


@pytest.mark.slow
def test_findings_stand_down_the_rows_and_the_rows_are_counted(
    open_page: OpenPage, whole: DataHome, tmp_path: Path
) -> None:
    rows = [
        placement(1),
        ("P2", "Timrå", "B2", "hvb", "2026-01-15", "2025-01-15"),
        placement(3, form="slott"),
        ("P4", "Timro", "B4", "borg", "2026-01-15", ""),
    ]
    content = write_csv(tmp_path / "fel.csv", PLACEMENTS, rows).read_bytes()
    said = re.sub("<[^>]*>", " ", send(open_page("lamna", home=whole), ("fel.csv", content)))
    assert "Måste rättas: 3 rader" in said
    assert [int(row) for row in re.findall(r"Rad (\d+)\.", said)] == [3, 4, 5, 5]


def test_what_stops_a_file_is_counted_beside_what_must_be_mended_and_the_two_do_not_contradict(
    open_page: OpenPage, home: DataHome, tmp_path: Path
) -> None:
    standing(home, 802)
    said = send(open_page("lamna", home=home), ("fel.csv", wrong_file(tmp_path)))
    assert (
        "Filen kan inte lämnas än: en sak måste rättas, och en sak till ska rättas eller förklaras." in said
    )
    assert "Så länge något av detta står kvar tas filen inte emot." in said
    assert f'<h3>Stoppar filen</h3><p class="sub">{OF_STAFF.with_a_reason}</p>' in said
    assert "Lämnas filen som den är" not in said
