"""What a reader must know of a figure that is there, in whole sentences."""

from __future__ import annotations

import pytest

from pipelines.kpi.words import remarks


@pytest.mark.parametrize(
    ("reason", "sentences"),
    [
        (None, []),
        ("", []),
        ("per:2024-12-31", ["Bygger på uppgiften per 2024-12-31."]),
        (
            "per:2025-12-31",
            [
                "Bygger på uppgiften per 2025-12-31.",
                "Från 2025 lägger SCB in små slumpmässiga ändringar i folkmängden.",
            ],
        ),
        (
            "hela_manader:2026-07-31 aldre:2023-12-31",
            [
                "Räknas till och med 2026-07-31, den senaste hela månaden.",
                "Bygger på en äldre uppgift, per 2023-12-31: den som borde gälla är inte levererad eller inte hel.",
            ],
        ),
        ("ej_levererat:2262", []),
    ],
)
def test_each_remark_is_a_sentence_and_a_reason_for_absence_is_none(reason, sentences):
    assert remarks(reason) == sentences
