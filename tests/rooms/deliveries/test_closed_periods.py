"""What a delivery changes in periods that were over when the former one came."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.contracts import DATASETS
from pipelines.contracts.findings import Effect
from pipelines.deliveries.closed_periods import changed_before
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.errors import Place
from pipelines.home import DataHome
from tests.fixtures.registers import OCTOBER, SEPTEMBER, write_csv
from tests.fixtures.sheets import check_rows, right_row

CLOSED = date(2026, 5, 1)


def told(dataset, former, present, **more):
    """What is said of two registers, each rows with the cells that differ from a right row's."""
    frames = []
    for rows in (former, present):
        check = check_rows(dataset, *(right_row(dataset) | row for row in rows))
        frame = pl.concat(part.accepted for part in check.parts)
        assert frame.height == len(rows), [one.message for one in check.all_findings]
        frames.append(frame)
    found = changed_before(*frames, DATASETS[dataset], CLOSED, Place("a.csv"), **more)
    return [(one.code, one.message, one.row_id) for one in found]


def costs(**amounts):
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 9)]
    changed = {name.replace("m", "").replace("_", "-"): amount for name, amount in amounts.items()}
    return [
        {"manad": month, "placeringsform": "hvb", "belopp": str(changed.get(month, 2_400_000))}
        for month in months
    ]


def test_an_amount_that_was_moved_between_closed_months_is_told_with_both():
    ((code, said, _),) = told("kostnader", costs(), costs(m2025_03=2_300_000, m2025_04=2_500_000))
    assert code == "L048"
    assert said == (
        "Uppgifter om tiden före 2026-05-01 har ändrats sedan den förra leveransen: 2 rader ändrades (belopp 2). "
        "Kronor per månad: mars 2025 \u2212100\u00a0000, april 2025 +100\u00a0000."
    )


def test_a_month_that_cost_much_more_is_to_be_looked_at():
    ((code, said, _),) = told("kostnader", costs(), costs(m2025_03=3_000_000))
    assert code == "L049"
    assert said.startswith("Mycket har ändrats om tiden före 2026-05-01")
    assert said.endswith("Kronor per månad: mars 2025 +600\u00a0000.")


def test_a_tertial_that_was_not_over_may_change():
    former = costs()
    assert told("kostnader", former[:14], costs(m2026_05=1, m2026_06=2)) == []


PLACED = [
    {
        "placering_id": f"P{n}",
        "barn_id": f"B{n}",
        "startdatum": f"2025-{n:02}-05",
        "slutdatum": "",
        "avslutsorsak": "",
    }
    for n in range(1, 11)
]
ENDED = {"slutdatum": "2025-12-01", "avslutsorsak": "planerad"}


def placed(*changes, of=()):
    """The ten placements, the first of them with these cells; `of`: what all have."""
    rows = [row | dict(of) for row in PLACED]
    return [row | change for row, change in zip(rows, changes, strict=False)] + rows[len(changes) :]


@pytest.mark.parametrize(
    ("former", "present", "said"),
    [
        pytest.param(
            placed(), placed({"slutdatum": "2026-06-01", "avslutsorsak": "planerad"}), "", id="ends now"
        ),
        pytest.param(
            placed(), placed({"hem_id": "H9"}), "1 rad ändrades (hem_id 1)", id="another home all along"
        ),
        pytest.param(
            placed({"hem_id": ""}), placed({"hem_id": "H9"}), "", id="a home filled in while it goes on"
        ),
        pytest.param(
            placed(of=ENDED | {"avslutsorsak": ""}),
            placed({"avslutsorsak": "annan"}, of=ENDED | {"avslutsorsak": ""}),
            "1 rad ändrades (avslutsorsak 1)",
            id="filled in of what had ended",
        ),
        pytest.param(
            placed(),
            placed(ENDED),
            "1 rad ändrades (slutdatum 1). Rader per månad: december 2025 1",
            id="ended far back",
        ),
        pytest.param(
            placed(of=ENDED),
            placed({"slutdatum": "2026-07-01"}, of=ENDED),
            "1 rad ändrades (slutdatum 1). Rader per månad: december 2025 1",
            id="did not end far back",
        ),
        pytest.param(
            placed(),
            placed({"startdatum": "2024-11-05"}, {"placeringsform": "sis"}),
            "2 rader ändrades (placeringsform 1, startdatum 1). Rader per månad: november 2024 1, februari 2025 1",
            id="began before",
        ),
        pytest.param(
            placed()[:9], placed(), "1 rad tillkom. Rader per månad: oktober 2025 1", id="registered late"
        ),
        pytest.param(placed(), placed()[:9], "1 rad försvann. Rader per månad: oktober 2025 1", id="gone"),
    ],
)
def test_what_changes_the_time_before_is_told_and_what_goes_on_is_not(former, present, said):
    found = told("placeringar", former, present)
    assert len(found) == bool(said)
    assert all(said in message and code == "L048" for code, message, _ in found)


def test_the_rows_are_told_by_their_ids_the_oldest_first():
    ((_, _, ids),) = told("placeringar", placed(), placed({}, {"hem_id": "H9"}, {"startdatum": "2024-01-01"}))
    assert ids == "P3, P2"


def test_many_months_are_told_by_those_that_changed_most_and_the_oldest():
    ((code, said, _),) = told("placeringar", placed(), placed(*[{"hem_id": "H9"}] * 9))
    assert code == "L049"
    assert "9 rader ändrades (hem_id 9). Rader per månad: januari 2025 1, februari 2025 1" in said
    assert said.endswith("juni 2025 1 och 3 månader till.")


def test_a_referral_that_is_decided_now_is_the_register_going_on():
    waits = {"inkommen": "2026-01-10", "utfall": "pagaende", "avslutad": ""}
    decided = waits | {"utfall": "matchad_gfo", "avslutad": "2026-06-10"}
    assert told("remisser", [waits], [decided]) == []
    other = decided | {"avslutad": "2026-02-10"}
    ((_, said, _),) = told("remisser", [waits], [other])
    assert "1 rad ändrades (avslutad 1). Rader per månad: februari 2026 1" in said
    assert told("remisser", [other], [other | {"utfall": "aterlamnad"}])[0][1].count("utfall 1") == 1


def test_a_tertials_economy_and_a_years_count_are_told_by_their_periods():
    row = {"ar": "2025", "tertial": "2", "utfall": "1000000"}
    ((_, said, _),) = told("ekonomi", [row], [row | {"utfall": "1200000"}])
    assert said.endswith("1 rad ändrades (utfall 1). Rader per tertial: T2 2025 1.")
    assert told("ekonomi", [row | {"utfall": ""}], [row]) == []
    count = {"kommun": "Timrå", "ar": "2024", "antal": "31"}
    ((_, said, _),) = told("placerade_barn", [count], [count | {"antal": "32"}])
    assert said.endswith("1 rad ändrades (antal 1). Rader per år: 2024 1.")
    assert told("placerade_barn", [count], [count, count | {"ar": "2025"}]) == []


def test_a_target_of_a_year_that_is_over_is_no_longer_what_it_was():
    target = {"nyckeltal": "days_to_match_median", "omrade": "GFO", "period": "2025", "mal": "45"}
    ((_, said, _),) = told("mal", [target], [target | {"mal": "60"}])
    assert said.endswith("1 rad ändrades (mal 1). Rader per år: 2025 1.")
    now = target | {"period": "2026"}
    assert told("mal", [target, now], [target, now | {"mal": "60"}]) == []


@pytest.mark.parametrize("name", DATASETS)
def test_whatever_stood_in_a_closed_period_of_any_register_is_missed(name):
    check = check_rows(name, right_row(name))
    (row,) = (part.accepted for part in check.parts)
    assert row.height == 1, [one.message for one in check.all_findings]
    found = changed_before(row, row.clear(), DATASETS[name], date(2090, 1, 1), Place("a.csv"))
    assert [one.message.count("1 rad försvann") for one in found] == [1]
    assert changed_before(row, row, DATASETS[name], date(2090, 1, 1), Place("a.csv")) == ()


def test_a_comment_has_no_key_and_is_another_when_it_is_written_anew():
    one = {"datum": "2025-03-01", "text": "Snöfall."}
    ((_, said, _),) = told("kommentarer", [one], [one | {"text": "Mycket snö."}])
    assert "1 rad tillkom och 1 rad försvann. Rader per månad: mars 2025 2" in said


@pytest.fixture
def home(tmp_path):
    return DataHome(tmp_path / "hem")


COSTS = ("kommun", "manad", "placeringsform", "belopp")


def register(path, amounts):
    return write_csv(
        path, COSTS, [("Timrå", f"2026-0{month}", "hvb", str(amount)) for month, amount in amounts.items()]
    )


def test_the_delivery_stands_and_says_it_of_the_tertials_that_were_over(home, tmp_path):
    former = dict.fromkeys(range(1, 9), 2_400_000)
    deliver(home, register(tmp_path / "a.csv", former), received=SEPTEMBER)
    moved = former | {3: 2_300_000, 4: 2_500_000, 8: 2_450_000}
    delivery = deliver_file(home, register(tmp_path / "b.csv", moved), Terms(OCTOBER))
    assert delivery.accepted
    (one,) = delivery.findings
    assert (one.code, one.effect()) == ("L048", Effect.NOTE)
    assert one.message.startswith("Uppgifter om tiden före 2026-09-01")
    assert one.message.endswith(
        "mars 2026 \u2212100\u00a0000, april 2026 +100\u00a0000, augusti 2026 +50\u00a0000."
    )


def test_amounts_in_another_unit_and_rows_that_are_named_as_gone_are_not_told_twice(home, tmp_path):
    former = dict.fromkeys(range(1, 9), 2_400_000)
    deliver(home, register(tmp_path / "a.csv", former), received=SEPTEMBER)
    thousands = deliver_file(home, register(tmp_path / "b.csv", dict.fromkeys(former, 2_400)), Terms(OCTOBER))
    assert [one.code for one in thousands.findings] == ["L041"]
    few = {month: former[month] for month in (1, 2, 8)}
    gone = deliver_file(home, register(tmp_path / "c.csv", few), Terms(OCTOBER))
    assert {one.code for one in gone.findings} == {"L020", "L021"}
