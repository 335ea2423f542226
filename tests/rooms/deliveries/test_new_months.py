"""What new months of a register that is added up come to, beside the months before them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipelines.checking.files import check_file
from pipelines.contracts import DATASETS
from pipelines.contracts.findings import DeliveryStatus, Effect
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.deliveries.foreseen import foresee
from pipelines.deliveries.new_months import odd_months
from pipelines.errors import Place
from pipelines.home import DataHome
from tests.fixtures.registers import NOVEMBER, SEPTEMBER, write_csv
from tests.fixtures.sheets import check_rows, right_row

KOSTNADER = DATASETS["kostnader"]
KNOWN = [(f"2025-{n:02}", "hvb", 2_400_000) for n in range(7, 13)] + [
    (f"2026-{n:02}", "hvb", 2_400_000) for n in range(1, 7)
]


def rows(*amounts: tuple[str, str, float]) -> pl.DataFrame:
    cells = (
        {"manad": month, "placeringsform": form, "belopp": str(amount)} for month, form, amount in amounts
    )
    check = check_rows("kostnader", *(right_row("kostnader") | row for row in cells))
    assert check.parts, [one.message for one in check.all_findings]
    return pl.concat(part.accepted for part in check.parts)


def said(known: list[tuple[str, str, float]], *new: tuple[str, str, float]) -> list[str]:
    found = odd_months(rows(*known), rows(*known, *new), KOSTNADER, Place("a.csv"))
    assert {one.code for one in found} <= {"L052"}
    return [one.message.replace("\u00a0", " ") for one in found]


def test_months_in_thousands_are_told_beside_the_twelve_before() -> None:
    (told,) = said(KNOWN, ("2026-07", "hvb", 2_671))
    assert told == (
        "Nya månader kostar något helt annat än månaderna före: juli 2026: 2 671 kr, mot 2 400 000 kr i median de tolv "
        "månaderna före. Är beloppen i tusental kronor?"
    )
    (told,) = said(KNOWN, ("2026-07", "hvb", 2_671), ("2026-08", "hvb", 2_402))
    assert "före: juli 2026: 2 671 kr och augusti 2026: 2 402 kr, mot 2 400 000 kr i median" in told
    # What is odd in another way is told by itself.
    assert len(said(KNOWN, ("2026-07", "hvb", 2_671), ("2026-08", "hvb", 0))) == 2


@pytest.mark.parametrize(
    ("amount", "odd"), [(120_000, 0), (119_999, 1), (48_000_000, 0), (49_000_000, 1), (0, 1), (-5_000, 1)]
)
def test_a_twentieth_and_twenty_times_are_the_ends(amount: float, odd: int) -> None:
    found = said(KNOWN, ("2026-07", "hvb", amount))
    assert len(found) == odd
    assert all(one.endswith("Är beloppen i hela kronor?") for one in found)


def test_too_few_known_months_tell_nothing() -> None:
    assert said(KNOWN[:2], ("2026-07", "hvb", 2_671)) == []
    assert len(said(KNOWN[:3], ("2026-07", "hvb", 2_671))) == 1
    assert "i median de 3 månaderna före" in said(KNOWN[:3], ("2026-07", "hvb", 2_671))[0]
    # Months after it are not before it.
    assert said(KNOWN, ("2024-09", "hvb", 2_671)) == []


def test_the_largest_part_in_another_unit_is_told_though_the_rest_are_right() -> None:
    known = [*KNOWN, *((month, "sis", 900_000) for month, _, _ in KNOWN)]
    (told,) = said(known, ("2026-07", "hvb", 2_400), ("2026-07", "sis", 900_000))
    assert "juli 2026, placeringsform hvb: 2 400 kr, mot 2 400 000 kr" in told
    # A form that is not the largest goes up and down, and one that is gone has no row.
    assert said(known, ("2026-07", "hvb", 2_400_000), ("2026-07", "sis", 900)) == []
    assert said(known, ("2026-07", "sis", 900_000)) == []


@pytest.mark.parametrize("name", [name for name in DATASETS if name != "kostnader"])
def test_no_other_register_is_asked(name: str) -> None:
    check = check_rows(name, right_row(name))
    (row,) = (part.accepted for part in check.parts)
    assert odd_months(row, row, DATASETS[name], Place("a.csv")) == ()


def register(path: Path, amounts: list[tuple[str, str, float]]) -> Path:
    columns = ("kommun", "manad", "placeringsform", "belopp")
    return write_csv(path, columns, [("Timrå", month, form, str(amount)) for month, form, amount in amounts])


def test_the_check_foretells_it_and_the_delivery_stands_with_a_warning(tmp_path: Path) -> None:
    home = DataHome(tmp_path / "hem")
    deliver(home, register(tmp_path / "a.csv", KNOWN), received=SEPTEMBER)
    new = [("2026-07", "hvb", 2_671.0), ("2026-08", "hvb", 2_890.0)]
    path, terms = register(tmp_path / "b.csv", [*KNOWN, *new]), Terms(NOVEMBER)
    foreseen = foresee(home, check_file(path, received=terms.day), terms, None)
    assert [one.code for one in foreseen.findings] == ["L052"]
    assert foreseen.held == ""
    delivery = deliver_file(home, path, terms)
    (receipt,) = delivery.receipts
    assert receipt.status is DeliveryStatus.ACCEPTED_WITH_WARNINGS
    assert [(one.code, one.effect()) for one in delivery.findings] == [("L052", Effect.CHECK)]
    # A file that is in thousands as a whole is told once.
    whole = [(month, form, amount / 1000) for month, form, amount in (*KNOWN, ("2026-07", "hvb", 2_671_000))]
    again = deliver_file(home, register(tmp_path / "c.csv", whole), replace(terms, received=NOVEMBER))
    assert {one.code for one in again.findings} & {"L041", "L052"} == {"L041"}
