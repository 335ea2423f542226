"""What is not as usual is told once a matter."""

from __future__ import annotations

import pytest

from dashboard.blocks.unusual import one_of_each
from dashboard.published.records import Said


def _said(kpi: str, side: int = 1) -> Said:
    return Said(kpi, "2280", "2026T2", side, f"{kpi} {side}", 0.01)


@pytest.mark.parametrize(
    ("judged", "told"),
    [
        (["children_referred", "referrals_received"], ["referrals_received"]),
        (["children_referred"], ["children_referred"]),
        (["referrals_decided", "referrals_returned_gfo"], ["referrals_returned_gfo"]),
        (["referrals_decided", "children_returned_gfo"], ["children_returned_gfo"]),
        (["breakdowns", "replacements"], ["breakdowns", "replacements"]),
    ],
)
def test_one_matter_is_told_once(judged: list[str], told: list[str]) -> None:
    assert [said.kpi for said in one_of_each([_said(kpi) for kpi in judged])] == told


def test_what_goes_the_other_way_is_another_matter() -> None:
    judged = [_said("referrals_received"), _said("children_referred", -1)]
    assert len(one_of_each(judged)) == 2
