"""SCB's tables in every layout give the values that SCB has published, each from its own row, or are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.checking.files import CheckedFile, check_file
from pipelines.contracts.findings import Severity
from pipelines.deliveries.active import active_deliveries, corrected_rows
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome
from pipelines.reading import json_file
from pipelines.reference import kommuner
from tests.corpus.making import write_lines
from tests.corpus.population_files import LAYOUTS, Cell, json_stat, values
from tests.fixtures.registers import SEPTEMBER, write_workbook

NAMES = kommuner()
GIVEN = {
    "d_statdb_wide_title_latin1.csv": "2019",
    "e_wide_notitle_nofoot.csv": "2019",
    "h_v2_long_texts.csv": "2019",
    "j_v2_long_texts_agenum.csv": "2019",
    "x_full.xlsx": "2019",
    "scb_v2_usecodes_wide_TAB638_asis.csv": "2006_2024",
    "m_v2_ckm_2025_stub.csv": "2025_ckm",
}
CELLS = values("2019")


def checked(path: Path) -> CheckedFile:
    return check_file(path, received=SEPTEMBER.date())


def read_from(path: Path) -> list[Cell]:
    """What the check accepts, when nothing stops the file or a row."""
    file = checked(path)
    assert [one for one in file.findings if one.severity in (Severity.FILE, Severity.ROW)] == []
    rows = [
        (code, str(year), age, number)
        for part in file.parts
        for code, year, age, number in part.accepted.select("kommun_code", "year", "age", "children").rows()
    ]
    return sorted(rows)


class TestAsGiven:
    @pytest.mark.parametrize(("name", "same"), GIVEN.items())
    def test_a_layout_is_read_to_the_published_values(self, name: str, same: str) -> None:
        found = read_from(LAYOUTS / name)
        # The tables of 2019 were fetched without the county's kommun that is no owner.
        assert found == sorted(cell for cell in values(same) if cell[0] != "2281" or same != "2019")

    def test_a_row_is_told_by_its_number_in_the_file(self) -> None:
        accepted = checked(LAYOUTS / "d_statdb_wide_title_latin1.csv").parts[0].accepted
        assert accepted.select("source_row", "children").row(0) == (4, 93)
        accepted = checked(LAYOUTS / "x_full.xlsx").parts[0].accepted
        assert accepted.select("source_row", "children").row(-1) == (129, 568)


def wide_with_codes(path: Path) -> None:
    write_lines(path, "Region,Alder,BE0101N1 2019", *(f"{r},{a},{n}" for r, _, a, n in CELLS), codec="utf-8")


def long_with_tabs(path: Path) -> None:
    rows = (f"{r} {NAMES[r]}\t{a} år\t{y}\t{n}" for r, y, a, n in CELLS)
    write_lines(path, "region\tålder\tår\tFolkmängd", *rows)


def sexes_that_add_up(path: Path) -> None:
    rows = []
    for region, year, age, number in CELLS:
        rows += [f"{NAMES[region]};{age};män;{year};{number // 2}"]
        rows += [f"{NAMES[region]};{age};kvinnor;{year};{number - number // 2}"]
    write_lines(path, "region;ålder;kön;år;Folkmängd", *rows)


def sexes_with_their_total(path: Path) -> None:
    rows = []
    for region, _, age, number in CELLS:
        # With noise in every cell the parts do not add up to the total, and the total is what is published.
        rows += [f"{region};{age};{sex};{n}" for sex, n in (("1", number), ("2", 3), ("1+2", number))]
    write_lines(path, "Region;Alder;Kon;000007ME 2019", *rows)


def marital_states_and_sexes(path: Path) -> None:
    rows = []
    for region, year, age, number in CELLS:
        parts = [("OG", "1", number - 6), ("OG", "2", 3), ("G", "1", 1), ("SK", "2", 2), ("ÄNKL", "1", 0)]
        rows += [f"{region};{state};{age};{sex};{year};{n}" for state, sex, n in parts]
    write_lines(path, "Region;Civilstand;Alder;Kon;Tid;BE0101N1", *rows)


def more_than_is_asked(path: Path) -> None:
    rows = [f"{r} {NAMES[r]};{a} år;{n}" for r, _, a, n in CELLS]
    rows += ["00 Riket;0 år;115000", "22 Västernorrlands län;0 år;2400", "2262 Timrå;21 år;200"]
    rows += ["2262 Timrå;100+ år;2", "2262 Timrå;totalt ålder;18000", "2262 Timrå;0-4 år;900"]
    write_lines(path, "region;ålder;2019", *rows)


def json_with_labels(path: Path) -> None:
    path.write_text(json_stat(CELLS), encoding="utf-8")


def json_with_blank_labels(path: Path) -> None:
    table = json.loads(json_stat(CELLS))
    for name in ("Region", "Alder", "Tid"):
        labels = table["dimension"][name]["category"]["label"]
        labels |= dict.fromkeys(labels, " ")
    path.write_text(json.dumps(table), encoding="utf-8")


def json_with_codes_alone(path: Path) -> None:
    ages = {str(age): age for age in range(21)}
    regions = {code: at for at, code in enumerate(dict.fromkeys(cell[0] for cell in CELLS))}
    dimensions = {
        "Region": {"category": {"index": regions}},
        "Alder": {"category": {"index": ages}},
        "Tid": {"category": {"index": ["2019"]}},
    }
    text = json_stat(
        CELLS, id=["Region", "Alder", "Tid"], size=[len(regions), 21, 1], dimension=dimensions,
        value={str(at): cell[3] for at, cell in enumerate(CELLS)},
    )  # fmt: skip
    path.write_text(text, encoding="utf-8")


def workbook_with_a_region_once(path: Path) -> None:
    rows: list[Sequence[object]] = [
        ["Folkmängd efter region, ålder och år"],
        [],
        ["", "", "Folkmängd"],
        ["", "", "2019"],
    ]
    former = ""
    for region, _, age, number in CELLS:
        rows.append([f"{region} {NAMES[region]}" if region != former else "", f"{age} år", number])
        former = region
    write_workbook(path, {"Tabell": [*rows, [], ["Källa: SCB"]]})


MADE: dict[Callable[[Path], None], str] = {
    wide_with_codes: ".csv",
    long_with_tabs: ".txt",
    sexes_that_add_up: ".csv",
    sexes_with_their_total: ".csv",
    marital_states_and_sexes: ".csv",
    more_than_is_asked: ".csv",
    json_with_labels: ".json",
    json_with_blank_labels: ".json",
    json_with_codes_alone: ".json",
    workbook_with_a_region_once: ".xlsx",
}


class TestTheSameTableOtherwise:
    @pytest.mark.parametrize(("make", "ending"), MADE.items(), ids=lambda one: getattr(one, "__name__", one))
    def test_it_is_read_to_the_same_values(
        self, tmp_path: Path, make: Callable[[Path], None], ending: str
    ) -> None:
        path = tmp_path / f"tabell{ending}"
        make(path)
        assert read_from(path) == sorted(values("2019"))


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"remisser": [1, 2]}', '{"class": "dataset", "id": 3}', "[" * 100_000]
)
def test_json_that_is_no_table_is_refused_as_that(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert [one.code for one in checked(tmp_path / "a.json").findings] == ["F001"]


@pytest.mark.parametrize(
    "change",
    [
        {"size": [7]},
        {"size": [7, 1, 21, 1, 1, 0]},
        {"size": [7, 1, 21, 1, 1, 10**12]},
        {"value": {"147": 3}},
        {"value": {"x": 3}},
        {"dimension": 3},
    ],
)
def test_a_json_table_that_does_not_hold_together_is_refused(
    tmp_path: Path, change: dict[str, object]
) -> None:
    (tmp_path / "a.json").write_text(json_stat(CELLS, **change), encoding="utf-8")
    (found,) = checked(tmp_path / "a.json").findings
    assert found.code == "F054"
    assert re.search(r"säger inte (hur|vilka|vilket) ", found.message)


def test_a_json_table_beyond_reason_is_told_with_the_size_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_file, "MOST_BYTES", 1_000_000)
    (tmp_path / "a.json").write_bytes(b" " * 3_000_000)
    (found,) = checked(tmp_path / "a.json").findings
    assert (found.code, found.message) == ("F005", "Filen är för stor: 3 MB, högst 1 MB tas emot.")


class TestWhatIsLeftOut:
    def test_each_kind_is_told_once_and_how_many(self, tmp_path: Path) -> None:
        more_than_is_asked(tmp_path / "a.csv")
        said = {one.code: one.message for one in checked(tmp_path / "a.csv").findings}
        assert said.keys() == {"L030", "L031"}
        assert "2 (00 Riket, 22 Västernorrlands län)" in said["L030"]
        assert "4 (21 år, 100+ år, totalt ålder, 0-4 år)" in said["L031"]


class TestTwoTables:
    def test_the_newer_table_stands_beside_the_older_and_each_is_read_again(self, tmp_path: Path) -> None:
        home = DataHome(tmp_path / "home")
        older, newer = LAYOUTS / "e_wide_notitle_nofoot.csv", LAYOUTS / "m_v2_ckm_2025_stub.csv"
        for file in (older, newer):
            assert deliver_file(home, file, Terms(SEPTEMBER, sender="SCB")).accepted
        standing = active_deliveries(home, SEPTEMBER)
        assert [(one.sender, one.rows_accepted) for one in standing] == [("SCB", 126), ("SCB-CKM", 147)]
        years = [
            set(corrected_rows(home, one, [], SEPTEMBER.date())[0]["year"].to_list()) for one in standing
        ]
        assert years == [{2019}, {2025}]

    def test_a_file_of_both_is_two_registers(self, tmp_path: Path) -> None:
        rows = ["Timrå;2024;0;130", "Timrå;2025;0;148", "Timrå;2024;1;140"]
        write_lines(tmp_path / "a.csv", "kommun;ar;alder;antal", *rows)
        delivery = deliver_file(DataHome(tmp_path / "home"), tmp_path / "a.csv", Terms(SEPTEMBER))
        assert [(one.sender, one.rows_accepted) for one in delivery.receipts] == [("SCB", 2), ("SCB-CKM", 1)]

    def test_the_newer_table_is_not_the_senders_when_its_years_are_the_olders(self, tmp_path: Path) -> None:
        delivery = deliver_file(
            DataHome(tmp_path / "home"),
            LAYOUTS / "h_v2_long_texts.csv",
            Terms(SEPTEMBER, sender="SCB-CKM"),
        )
        assert [one.code for one in delivery.findings] == ["L010"]
        assert not delivery.accepted
