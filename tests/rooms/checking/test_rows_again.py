"""Rows that stand again in a register whose rows are added up: which are noticed, and which hold the file."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from pipelines.checking.files import CheckedFile, check_file
from pipelines.checking.mapping_file import parse_mapping
from pipelines.checking.rows_again import RUN, TOLD_APART, rows_again
from pipelines.contracts.findings import DeliveryStatus, Effect, Finding, Severity
from pipelines.deliveries.delivering import Terms, deliver, deliver_file
from pipelines.home import DataHome
from pipelines.reading.model import SheetText
from tests.corpus.making import write_lines
from tests.fixtures.registers import OCTOBER, SEPTEMBER

COSTS = "kommun;manad;placeringsform;belopp"
MONTHS = [f"Timrå;2026-0{month};hvb;{month}00" for month in range(1, 8)]
SUMMED = "[datasets.kostnader]\nsum = true"


def checked(folder: Path, *rows: str, header: str = COSTS) -> CheckedFile:
    write_lines(folder / "a.csv", header, *rows)
    mapping = parse_mapping(SUMMED, "2262", Path("Timrå.toml"))
    return check_file(folder / "a.csv", received=SEPTEMBER.date(), mapping=mapping)


def of_rows(file: CheckedFile) -> list[Finding]:
    return [one for one in file.findings if one.category.name == "BETWEEN_ROWS"]


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        pytest.param(
            [*MONTHS, *MONTHS[2:6]],
            "B008",
            "Raderna 9–12 är likadana som 4–7. Läggs de ihop räknas 1\u00a0800 kr en gång till.",
            id="a block at the end",
        ),
        pytest.param(
            [*MONTHS[:5], *MONTHS[1:4], *MONTHS[5:]],
            "B008",
            "Raderna 7–9 är likadana som 3–5. Läggs de ihop räknas 900 kr en gång till.",
            id="a block amidst the rows",
        ),
        pytest.param(
            [*MONTHS, *MONTHS, *MONTHS],
            "B008",
            "Raderna 9–15 är likadana som 2–8, 16–22 som 2–8. Läggs de ihop räknas 5\u00a0600 kr en gång till.",
            id="all of it twice more",
        ),
        pytest.param(
            [row for row in MONTHS for _ in range(2)],
            "B008",
            "Rad 3 är likadan som 2, 5 som 4, 7 som 6 och så 4 rader till. "
            "Läggs de ihop räknas 2\u00a0800 kr en gång till.",
            id="all of it twice, sorted",
        ),
        pytest.param(
            [*MONTHS, MONTHS[2]],
            "B009",
            "Rad 9 är likadan som rad 4. De läggs ihop, så 300 kr räknas en gång till.",
            id="one invoice of an amount",
        ),
        pytest.param(
            [*MONTHS, *MONTHS[2:4]],
            "B009",
            "Raderna 9–10 är likadana som 4–5. De läggs ihop, så 700 kr räknas en gång till.",
            id="two in their order",
        ),
        pytest.param(
            [*[MONTHS[0]] * 10, MONTHS[1]],
            "B009",
            "Raderna 3–11 är likadana som 2–10. De läggs ihop, så 900 kr räknas en gång till.",
            id="ten homes of one price",
        ),
        pytest.param(
            [*MONTHS, *reversed(MONTHS[2:5])],
            "B009",
            "Rad 9 är likadan som 6, 10 som 5, 11 som 4. De läggs ihop, så 1\u00a0200 kr räknas en gång till.",
            id="in another order",
        ),
    ],
)
def test_a_run_that_is_repeated_holds_the_file_and_a_few_equal_costs_are_named(
    tmp_path: Path, rows: list[str], code: str, said: str
) -> None:
    found = of_rows(checked(tmp_path, *rows))
    assert {(one.code, one.message) for one in found} == {(code, said)}
    assert {one.severity for one in found} == {Severity.WARNING}
    assert {one.effect() for one in found} == {Effect.HELD if code == "B008" else Effect.CHECK}


def test_the_finding_of_a_row_shows_what_stands_in_it(tmp_path: Path) -> None:
    (one,) = of_rows(checked(tmp_path, *MONTHS, MONTHS[2]))
    assert (one.place.row, one.row_id) == (9, "Timrå/2026-03/hvb")
    assert one.found == "kommun Timrå, manad 2026-03, placeringsform hvb, belopp 300"


def test_a_cell_of_a_column_that_is_no_contracts_makes_two_costs(tmp_path: Path) -> None:
    rows = [f"{row};Norr" for row in MONTHS]
    others = [f"{row};Syd" for row in MONTHS]
    assert of_rows(checked(tmp_path, *rows, *others, header=f"{COSTS};Enhet")) == []
    assert {one.code for one in of_rows(checked(tmp_path, *rows, *rows, header=f"{COSTS};Enhet"))} == {"B008"}


def invoices(count: int) -> list[str]:
    return [f"Timrå;2026-0{1 + at % 8};hvb;{100 + at % 3};V{at}" for at in range(count)]


def test_one_row_holds_where_a_number_tells_every_other_row_apart(tmp_path: Path) -> None:
    rows = invoices(TOLD_APART)
    (one,) = of_rows(checked(tmp_path, *rows, rows[4], header=f"{COSTS};Verifikat"))
    assert one.code == "B008"
    assert one.message == (
        "Rad 22 är likadan som rad 6. Också Verifikat är lika, som annars är olika på varje rad. "
        "Läggs de ihop räknas 101 kr en gång till."
    )


@pytest.mark.parametrize("numbers", [TOLD_APART - 1, TOLD_APART])
def test_a_number_of_several_rows_or_of_few_tells_nothing_apart(tmp_path: Path, numbers: int) -> None:
    rows = invoices(numbers)
    if numbers == TOLD_APART:
        rows[7] = rows[7].replace(";V7", ";V6")
    found = of_rows(checked(tmp_path, *rows, rows[4], header=f"{COSTS};Verifikat"))
    assert [one.code for one in found] == ["B009"]


def test_costs_that_are_not_added_are_told_by_their_key_alone(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.csv", COSTS, *MONTHS, *MONTHS[2:6])
    file = check_file(tmp_path / "a.csv", received=SEPTEMBER.date())
    assert {one.code for one in file.findings} == {"B001"}


def test_what_is_found_is_what_a_person_comparing_row_by_row_finds() -> None:
    chance = random.Random(7)
    for _ in range(300):
        cells = [chance.choice("abcdef") for _ in range(chance.randrange(1, 14))]
        rows = pl.DataFrame({"source_row": range(2, len(cells) + 2), "c0": cells})
        found = rows_again(SheetText("", ("belopp",), rows, 1), {0})
        assert found.at.to_list() == [at for at, cell in enumerate(cells) if cell in cells[:at]]
        for at in found.at:
            assert found.earlier[at] < at
            assert cells[found.earlier[at]] == cells[at]
        runs = {tuple(cells[at : at + RUN]) for at in range(len(cells) - RUN + 1)}
        repeated = any(
            len(set(run)) == RUN and sum(tuple(cells[at : at + RUN]) == run for at in range(len(cells))) > 1
            for run in runs
        )
        doubled = len(set(cells)) >= RUN and all(cells.count(cell) % 2 == 0 for cell in cells)
        assert found.pasted == (repeated or doubled)


class TestDelivered:
    @pytest.fixture
    def home(self, tmp_path: Path) -> DataHome:
        home = DataHome(tmp_path / "home")
        home.mappings.mkdir(parents=True)
        (home.mappings / "Timrå.toml").write_text(SUMMED, encoding="utf-8")
        return home

    def test_it_waits_for_a_reason_that_follows_it(self, home: DataHome, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", COSTS, *MONTHS, *MONTHS[2:6])
        (held,) = deliver(home, tmp_path / "a.csv", received=SEPTEMBER)
        assert held.status is DeliveryStatus.RECEIVED
        assert held.reason == (
            "Rader kan vara inklistrade två gånger, och då räknas deras kostnad två gånger. "
            "Inget i filen gäller förrän den är rättad."
        )
        (stands,) = deliver(home, tmp_path / "a.csv", received=SEPTEMBER, accept_shrink="Två hem, ett pris.")
        assert (stands.status, stands.reason) == (
            DeliveryStatus.ACCEPTED_WITH_WARNINGS,
            "Två hem, ett pris.",
        )

    def test_a_reason_for_fewer_rows_is_none_for_rows_that_stand_twice(
        self, home: DataHome, tmp_path: Path
    ) -> None:
        write_lines(tmp_path / "a.csv", COSTS, *MONTHS, *(row.replace("hvb", "sis") for row in MONTHS))
        deliver(home, tmp_path / "a.csv", received=SEPTEMBER)
        write_lines(tmp_path / "b.csv", COSTS, *MONTHS[:3], *MONTHS[:3])
        terms = Terms(OCTOBER, accept_shrink="Gallrat.", accepts=frozenset({"L020", "L021", "L043"}))
        (held,) = deliver_file(home, tmp_path / "b.csv", terms).receipts
        assert held.status is DeliveryStatus.RECEIVED
        assert held.reason.startswith("Rader kan vara inklistrade två gånger")
        assert "Registret har krympt" in held.reason

    def test_a_waiver_says_once_and_for_all_that_two_costs_are_alike(
        self, home: DataHome, tmp_path: Path
    ) -> None:
        rows = [f"{row};V{at}" for at, row in enumerate(MONTHS * 3)]
        write_lines(tmp_path / "a.csv", f"{COSTS};Verifikat", *rows, rows[2])
        (home.root / "waivers.toml").write_text(
            '[[waiver]]\nrule = "B008"\ndataset = "kostnader"\nsender = "Timrå"\nrow = "Timrå/2026-03/hvb"\n'
            'reason = "Två betalningar."\nwho = "Ekonomen"\nuntil = 2026-12-31\n',
            encoding="utf-8",
        )
        delivery = deliver_file(home, tmp_path / "a.csv", Terms(SEPTEMBER))
        assert delivery.accepted
        assert [(one.code, one.severity) for one in delivery.findings if one.code == "B008"] == [
            ("B008", Severity.NOTE)
        ]
