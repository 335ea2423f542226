"""Which day a build speaks of when nobody has said: of no day that most registers know nothing of."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome
from pipelines.publishing.spoken_day import spoken_day
from tests.fixtures.matrix import rest_slow
from tests.fixtures.registers import NOVEMBER, OCTOBER, placements, write_csv

KOMMUNER = ("Timrå", "Ånge", "Kramfors")
SCOPE = ("kommun", "ar", "antal")


@pytest.mark.parametrize(
    ("reached", "day", "why"),
    rest_slow(
        [
            ((), date(2026, 8, 31), "T2 2026 är det senaste tertialet som är slut"),
            (("2026-08-31",) * 3, date(2026, 8, 31), "T2 2026 är det senaste tertialet som är slut"),
            (("2026-08-31", "2026-08-31", "2026-10-04"), date(2026, 8, 31), "T2 2026 är det"),
            (("2026-04-30", "2026-04-30", "2026-04-30"), date(2026, 8, 31), "T2 2026 är det"),
            (("2026-08-31", "2026-09-30", "2026-10-04"), date(2026, 9, 30), "så långt når 2 av 3 register"),
        ],
        lambda case: bool(case[0]) and "2026-10-04" in case[0],
    ),
)
def test_it_is_the_newest_tertial_that_is_over_or_the_day_that_most_registers_reach(
    tmp_path, reached, day, why
):
    home = DataHome(tmp_path / "hem")
    deliver_file(home, write_csv(tmp_path / "s.csv", SCOPE, [("Timrå", "2025", "40")]), Terms(OCTOBER))
    for kommun, through in zip(KOMMUNER, reached, strict=False):
        file = placements(tmp_path / f"{kommun}.csv", range(3), kommun)
        assert deliver_file(home, file, Terms(OCTOBER, through=date.fromisoformat(through))).accepted
    found = spoken_day(home, NOVEMBER)
    assert found.day == day
    assert found.why.startswith(why)
