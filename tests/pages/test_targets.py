"""A target in words, beside the figure that is held to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dashboard.published.records import Goal, Value
from dashboard.words.targets import told
from tests.pages.fixtures.published_file import DEFINITIONS


def goal(period: str, target: int, beside: str, value: int | None, *, preliminary: bool = False) -> Goal:
    status: Any = "missing" if value is None else "ok"
    reached = None if value is None else Decimal(value)
    return Goal(
        Decimal(target),
        period,
        Value("any", "", "GFO", beside, reached, None, None, None, status, "", preliminary),
    )


@pytest.mark.parametrize(
    ("kpi", "aim", "words"),
    [
        ("bank_homes_available", goal("2026T2", 30, "2026T2", 27), "Mål: 30 hem"),
        ("bank_homes_available", goal("2026", 30, "2026T2", 27), "Mål för 2026: 30 hem"),
        ("homes_approved", goal("2026", 28, "2026T2Y", 20), "Mål för 2026: 20 av 28 hem hittills"),
        ("homes_approved", goal("2026", 28, "2026T3Y", 20), "Mål för 2026: 20 av 28 hem"),
        (
            "homes_approved",
            goal("2026", 28, "2026T3Y", 20, preliminary=True),
            "Mål för 2026: 20 av 28 hem hittills",
        ),
        ("homes_approved", goal("2026", 28, "2026T2Y", None), "Mål för 2026: 28 hem"),
        ("match_rate", goal("2026", 55, "2026T2R3", 48), "Mål för 2026: 55 % (T3 2025–T2 2026: 48 %)"),
        ("match_rate", goal("2026T2R3", 55, "2026T2R3", 48), "Mål för T3 2025–T2 2026: 55 % (T3 2025–T2 2026: 48 %)"),
    ],
)  # fmt: skip
def test_a_target_is_told_with_what_is_reached(kpi: str, aim: Goal, words: str) -> None:
    assert told(aim, DEFINITIONS[kpi], "2026T2").replace("\u00a0", " ") == words
