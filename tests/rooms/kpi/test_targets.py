"""Which figure a target stands beside."""

from __future__ import annotations

import pytest

from pipelines.kpi.targets import beside_target, target_periods


def test_a_tertials_own_target_is_nearer_than_its_years():
    assert target_periods("2026T2") == ("2026T2", "2026T2Y", "2026T2R3", "2026")


@pytest.mark.parametrize(
    ("measure", "target", "beside"),
    [
        ("flow", "2026", "2026T2Y"),
        ("unique_flow", "2026", "2026T2Y"),
        ("during", "2026", "2026T2Y"),
        ("days", "2026", "2026T2Y"),
        ("sum", "2026", "2026T2Y"),
        ("difference", "2026", "2026T2Y"),
        ("ratio", "2026", "2026T2R3"),
        ("median", "2026", "2026T2R3"),
        ("stock", "2026", "2026T2"),
        ("level", "2026", "2026T2"),
        ("flow", "2026T2", "2026T2"),
        ("ratio", "2026T2", "2026T2"),
        ("stock", "2026T2R3", "2026T2R3"),
        ("flow", "2026T2Y", "2026T2Y"),
    ],
)
def test_what_a_target_is_held_against(measure, target, beside):
    assert beside_target(measure, target, "2026T2") == beside
