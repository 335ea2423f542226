"""How far a register is taken to reach where nobody has named a day: no day is covered that nothing tells of."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pipelines.deliveries.delivering import Terms, deliver_file
from tests.fixtures.registers import NOVEMBER, OCTOBER, PLACEMENTS, SEPTEMBER, write_csv

COSTS = ("kommun", "manad", "placeringsform", "belopp")
DEVIATIONS = ("avvikelse_id", "kommun", "datum", "kategori", "status", "stangd")
FINANCES = ("ar", "tertial", "post", "budget", "utfall", "prognos")


def reached(home, file, terms):
    delivery = deliver_file(home, file, terms)
    (receipt,) = delivery.receipts
    return receipt.through, sorted(f.code for f in delivery.findings if f.code in ("L023", "L050", "L051"))


def started(path, *spans):
    rows = [(f"P{at}", "Timrå", f"B{at}", "hvb", *span) for at, span in enumerate(spans)]
    return write_csv(path, PLACEMENTS, rows)


@pytest.mark.parametrize(
    ("spans", "through", "said"),
    [
        ([("2026-06-17", "2026-08-27")], date(2026, 8, 31), []),
        ([("2026-06-17", ""), ("2026-10-14", "")], date(2026, 10, 14), []),
        ([("2026-06-17", "2026-10-14")], date(2026, 8, 31), []),
        ([("2026-04-02", "2026-05-02")], date(2026, 8, 31), []),
        ([("2026-04-02", "")], date(2026, 4, 30), ["L051"]),
        ([], date(2026, 8, 31), []),
    ],
    ids=["a tertial", "one under way", "a planned end in it", "an end", "an older tertial", "no row"],
)
def test_a_register_reaches_the_end_of_its_newest_tertial_and_its_newest_day_in_the_one_under_way(
    home, tmp_path, spans, through, said
):
    file = started(tmp_path / "a.csv", *spans)
    assert reached(home, file, Terms(NOVEMBER, sender="Timrå")) == (through, said)


@pytest.mark.parametrize(
    ("received", "month", "through", "said"),
    [
        (SEPTEMBER, "2026-08", date(2026, 8, 31), []),
        (SEPTEMBER, "2026-07", date(2026, 7, 31), ["L051"]),
        (NOVEMBER, "2026-10", date(2026, 10, 31), []),
    ],
)
def test_costs_reach_the_end_of_their_newest_month(home, tmp_path, received, month, through, said):
    rows = [("Timrå", "2026-05", "hvb", "100"), ("Timrå", month, "hvb", "100")]
    assert reached(home, write_csv(tmp_path / "a.csv", COSTS, rows), Terms(received)) == (through, said)


def test_a_month_under_way_is_not_covered(home, tmp_path):
    rows = [("Timrå", month, "hvb", "100") for month in ("2026-09", "2026-10")]
    october = Terms(datetime(2026, 10, 20, tzinfo=UTC))
    assert reached(home, write_csv(tmp_path / "a.csv", COSTS, rows), october)[0] == date(2026, 9, 30)


def test_finances_reach_their_newest_tertial_that_is_over(home, tmp_path):
    rows = [("2026", tertial, "personal", "100", "90", "300") for tertial in "123"]
    assert reached(home, write_csv(tmp_path / "a.csv", FINANCES, rows), Terms(OCTOBER)) == (
        date(2026, 8, 31),
        [],
    )


def test_a_week_without_news_reaches_as_far_as_the_week_before(home, tmp_path):
    deliver_file(
        home, started(tmp_path / "a.csv", ("2026-06-17", "")), Terms(OCTOBER, through=date(2026, 10, 4))
    )
    again = started(tmp_path / "b.csv", ("2026-06-17", ""), ("2026-05-17", ""))
    assert reached(home, again, Terms(NOVEMBER)) == (date(2026, 10, 4), [])


def test_a_named_day_long_after_the_newest_one_is_to_be_checked(home, tmp_path):
    rows = [("A1", "Timrå", "2026-04-20", "annan", "oppen", "")]
    file = write_csv(tmp_path / "a.csv", DEVIATIONS, rows)
    assert reached(home, file, Terms(SEPTEMBER, through=date(2026, 8, 21)))[1] == []
    assert reached(home, file, Terms(SEPTEMBER, through=date(2026, 8, 31)))[1] == ["L050"]


def test_what_is_not_sent_every_tertial_reaches_the_day_before_it_came(home, tmp_path):
    columns = ("kommun", "ar", "antal")
    file = write_csv(tmp_path / "a.csv", columns, [("Timrå", "2025", "40")])
    assert reached(home, file, Terms(SEPTEMBER)) == (date(2026, 9, 2), [])
