"""`gfo fetch` against a server on this machine: what comes stands, and what is wrong leaves the former standing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pipelines.cli.verbs import run
from pipelines.contracts.findings import DeliveryStatus
from pipelines.deliveries.active import accepted_rows, active_receipts
from pipelines.deliveries.delivering import deliver
from pipelines.deliveries.history import received_history
from pipelines.deliveries.receipts import Receipt
from pipelines.home import DataHome
from pipelines.home.archive import verified_path
from pipelines.home.ledger import open_ledger
from pipelines.periods import SWEDEN
from tests.fixtures.statistics_server import ERROR_PAGE, Mishap, Statistics, answering, every_figure

pytestmark = pytest.mark.slow

YEARS = range(2022, 2025)


@pytest.fixture
def statistics(monkeypatch: pytest.MonkeyPatch) -> Iterator[Statistics]:
    known = Statistics(
        every_figure(YEARS),
        population_years={"TAB638": range(2000, 2025), "TAB5557": [2025]},
        page_size=5000,
    )
    with answering(known) as found:
        monkeypatch.setenv("GFO_KOLADA", found.kolada)
        monkeypatch.setenv("GFO_SCB", found.scb)
        yield found


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataHome:
    monkeypatch.setenv("GFO_HOME", str(tmp_path / "home"))
    return DataHome(tmp_path / "home")


def standing(home: DataHome) -> dict[str, Receipt]:
    """The receipts that stand, by sender."""
    with open_ledger(home) as ledger:
        return {
            receipt.sender: receipt
            for receipt in active_receipts(ledger, datetime(2090, 1, 1, tzinfo=SWEDEN))
        }


def rows_of(home: DataHome, receipt: Receipt) -> list[tuple[object, ...]]:
    with open_ledger(home) as ledger:
        return (
            accepted_rows(home, ledger, receipt)
            .drop("source_row")
            .sort("kolada_kpi", "area", "year", "gender")
            .rows()
        )


def test_what_comes_from_kolada_is_archived_receipted_and_replaced_by_the_next(
    statistics: Statistics, home: DataHome
) -> None:
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0
    first = standing(home)["Kolada"]
    assert (first.dataset, first.status) == ("jamforelse", DeliveryStatus.ACCEPTED)
    assert first.rows_accepted == len(statistics.figures)
    kept = json.loads(verified_path(home, first.sha256, first.file_name).read_bytes())
    assert sum(len(page["values"]) for page in kept) == len(statistics.figures)
    statistics.figures = every_figure(range(2022, 2026))
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0
    second = standing(home)["Kolada"]
    assert second.rows_accepted == len(statistics.figures)
    assert second.delivery_id != first.delivery_id


def test_the_same_answer_again_is_no_new_delivery(statistics: Statistics, home: DataHome) -> None:
    assert [run(["fetch", "kolada", "--from-year", "2022"]) for _ in range(2)] == [0, 0]
    assert len(received_history(home, datetime(2090, 1, 1, tzinfo=SWEDEN), limit=9)) == 1


def test_both_tables_of_population_stand_as_two_senders(statistics: Statistics, home: DataHome) -> None:
    assert run(["fetch", "scb", "--from-year", "2020"]) == 0
    found = standing(home)
    assert {sender: one.rows_accepted for sender, one in found.items()} == {
        "SCB": 7 * 21 * 5,
        "SCB-CKM": 7 * 21,
    }


def test_a_withdrawn_year_is_held_and_the_former_stands_until_somebody_says_why(
    statistics: Statistics, home: DataHome, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0
    first = standing(home)["Kolada"]
    statistics.figures = [one for one in statistics.figures if (one.kpi, one.year) != ("N33004", 2023)]
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "N33004 + 2023 fanns i den förra leveransen och saknas nu helt." in told
    assert standing(home)["Kolada"] == first
    assert run(["fetch", "kolada", "--from-year", "2022", "--accept-shrink", "Indraget av RKA."]) == 0
    assert standing(home)["Kolada"].rows_accepted == len(statistics.figures)


def test_a_year_whose_figures_are_all_deleted_is_a_withdrawn_one(
    statistics: Statistics, home: DataHome
) -> None:
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0
    first = standing(home)["Kolada"]
    statistics.figures = [replace(one, deleted=one.year == 2022) for one in statistics.figures]
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 1
    assert standing(home)["Kolada"] == first


def test_fewer_years_of_population_than_before_are_held(statistics: Statistics, home: DataHome) -> None:
    assert run(["fetch", "scb", "--from-year", "2001"]) == 0
    first = standing(home)["SCB"]
    # One year of twenty-four is less than what lets any register shrink.
    assert run(["fetch", "scb", "--from-year", "2002"]) == 1
    assert standing(home)["SCB"] == first


def test_one_kommun_with_fewer_years_than_before_is_held(
    statistics: Statistics, home: DataHome, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0
    first = standing(home)["Kolada"]
    # 46 of 3 174 figures: fewer than what lets any register shrink.
    statistics.figures = [one for one in statistics.figures if one.area != "2262" or one.year == YEARS[-1]]
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 1
    told = " ".join(capsys.readouterr().out.split())
    assert "2262 + 2022 fanns i den förra leveransen och saknas nu helt." in told
    assert standing(home)["Kolada"] == first


def test_a_table_of_population_that_is_not_there_is_said(
    statistics: Statistics, home: DataHome, capsys: pytest.CaptureFixture[str]
) -> None:
    statistics.population_years["TAB5557"] = []
    assert run(["fetch", "scb", "--from-year", "2020"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "SCB svarade att befolkningen från 2025 inte finns." in told
    assert standing(home).keys() == {"SCB"}


@pytest.mark.parametrize(
    ("mishap", "said"),
    [
        (Mishap(body=ERROR_PAGE), "Fel E003 Svaret är inte siffror från Kolada, eller är avklippt."),
        (Mishap(404), "Fel E002 Kolada svarade inte på frågan."),
    ],
)
def test_an_answer_that_is_none_is_said_and_the_former_stands(
    statistics: Statistics, home: DataHome, capsys: pytest.CaptureFixture[str], mishap: Mishap, said: str
) -> None:
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0
    first = standing(home)["Kolada"]
    capsys.readouterr()
    statistics.mishaps = [mishap]
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 1
    told = " ".join(capsys.readouterr().err.split())
    assert said in told
    assert "Den förra leveransen gäller fortfarande." in told
    assert standing(home)["Kolada"] == first


def test_that_one_source_does_not_answer_keeps_no_other_out(statistics: Statistics, home: DataHome) -> None:
    statistics.mishaps = [Mishap(404)]
    assert run(["fetch", "kolada", "scb", "--from-year", "2022"]) == 1
    assert standing(home).keys() == {"SCB", "SCB-CKM"}


def test_a_busy_server_is_asked_again(statistics: Statistics, home: DataHome) -> None:
    statistics.mishaps = [Mishap(429, retry_after="0")]
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0


def test_a_person_without_network_delivers_the_same_answer_as_a_file(
    statistics: Statistics, home: DataHome, tmp_path: Path
) -> None:
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 0
    fetched = standing(home)["Kolada"]
    other = DataHome(tmp_path / "other")
    page = verified_path(home, fetched.sha256, fetched.file_name)
    (receipt,) = deliver(other, page, received=datetime(2026, 11, 26, tzinfo=SWEDEN))
    assert rows_of(other, receipt) == rows_of(home, fetched)


def test_nothing_is_fetched_into_a_home_of_made_up_rows(
    statistics: Statistics, home: DataHome, capsys: pytest.CaptureFixture[str]
) -> None:
    home.claim("sample")
    assert run(["fetch", "kolada", "--from-year", "2022"]) == 1
    assert "Fel H001" in capsys.readouterr().err


def test_wrong_usage_is_said(home: DataHome, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fetch"]) == 2
    assert run(["fetch", "socialstyrelsen"]) == 2
    assert run(["fetch", "kolada", "--accept-shrink", " "]) == 2
    assert run(["fetch", "kolada", "--from-year", "2090"]) == 2
    capsys.readouterr()


def test_fetched_and_published_in_one_go(statistics: Statistics, home: DataHome) -> None:
    assert run(["fetch", "kolada", "scb", "--from-year", "2022", "--publish"]) == 0
    with duckdb.connect(str(home.published / "current" / "styrgrupp.duckdb"), read_only=True) as con:
        found = con.execute(
            "select value, status, kommuner from comparison where kolada_kpi = 'N33817' and year = 2024"
            " and area in ('2262', 'G36671') order by area"
        ).fetchall()
    assert [(float(value), status, kommuner) for value, status, kommuner in found] == [
        (1.2, "ok", None),
        (1.2, "ok", 7),
    ]
