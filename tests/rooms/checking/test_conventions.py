"""What a sender's mapping says besides columns and codes: each convention gives the rows that a person means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.checking.files import CheckedFile, check_file
from pipelines.checking.mapping import SenderMapping
from pipelines.checking.mapping_file import parse_mapping
from pipelines.deliveries.active import accepted_rows, active_deliveries, corrected_rows
from pipelines.deliveries.delivering import Terms, deliver_file
from pipelines.home import DataHome
from pipelines.home.ledger import open_ledger
from tests.corpus.making import PLACEMENTS, write_lines
from tests.fixtures.registers import SEPTEMBER, write_workbook

COSTS = "kommun;manad;placeringsform;belopp"


def mapping_of(text: str) -> SenderMapping:
    return parse_mapping(text, "2262", Path("Timrå.toml"))


def checked(path: Path, mapping: str, **said: str) -> CheckedFile:
    return check_file(path, received=SEPTEMBER.date(), mapping=mapping_of(mapping), **said)


def codes(file: CheckedFile) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.place.row) for finding in file.findings]


class TestTheLastDay:
    MAPPING = '[datasets.placeringar]\nlast_day_included = ["slutdatum"]'

    def test_an_end_that_still_counts_ends_the_day_after_and_open_stays_open(self, tmp_path: Path) -> None:
        ends = ("2024-07-14", "2026-09-03", "", "9999-12-31")
        rows = [f"P{n};Timrå;B{n};hvb;2024-01-15;{end}" for n, end in enumerate(ends)]
        write_lines(tmp_path / "a.csv", PLACEMENTS, *rows)
        file = checked(tmp_path / "a.csv", self.MAPPING)
        assert codes(file) == [("L015", None)]
        after = [date(2024, 7, 15), date(2026, 9, 4), None, None]
        assert file.parts[0].accepted["end_date"].to_list() == after

    def test_a_move_the_day_after_is_then_a_handover_and_one_on_the_same_day_an_overlap(
        self, tmp_path: Path
    ) -> None:
        for start, overlaps in (("2024-07-15", False), ("2024-07-14", True)):
            rows = ["P1;Timrå;B1;hvb;2024-01-15;2024-07-14", f"P2;Timrå;B1;hvb;{start};"]
            write_lines(tmp_path / "a.csv", PLACEMENTS, *rows)
            said = codes(checked(tmp_path / "a.csv", self.MAPPING))
            assert (("B002", 3) in said) is overlaps


class TestAddedRows:
    MAPPING = "[datasets.kostnader]\nsum = true"

    def test_invoices_of_one_month_and_form_are_one_amount(self, tmp_path: Path) -> None:
        rows = [
            "Timrå;2026-05;konsulentstott;45120",
            "Timrå;2026-05;hvb;118400,50",
            "Timrå;2026-05;konsulentstott;-120,25",
            "Timrå;2026-06;hvb;1",
        ]
        write_lines(tmp_path / "a.csv", COSTS, *rows)
        home = DataHome(tmp_path / "home")
        home.mappings.mkdir(parents=True)
        (home.mappings / "Timrå.toml").write_text(self.MAPPING, encoding="utf-8")
        delivery = deliver_file(home, tmp_path / "a.csv", Terms(SEPTEMBER))
        assert delivery.accepted
        (receipt,) = delivery.receipts
        assert (receipt.rows_total, receipt.rows_accepted, receipt.rows_refused) == (4, 3, 0)
        rows_again, _ = corrected_rows(home, active_deliveries(home, SEPTEMBER)[0], [], SEPTEMBER.date())
        assert rows_again.select("source_row", "amount").rows() == [
            (2, Decimal("44999.75")),
            (3, Decimal("118400.50")),
            (5, Decimal("1.00")),
        ]

    def test_a_row_that_cannot_be_read_is_refused_and_not_added(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", COSTS, "Timrå;2026-05;hvb;100", "Timrå;2026-05;hvb;hundra")
        file = checked(tmp_path / "a.csv", self.MAPPING)
        assert (file.rows_refused, codes(file)) == (1, [("L016", None), ("V006", 3)])


class TestThousands:
    @pytest.mark.parametrize(
        ("text", "kronor"), [("118,4", "118400.00"), ("96", "96000.00"), ("0,00125", "1.25")]
    )
    def test_amounts_in_thousands_are_exact_kronor(self, tmp_path: Path, text: str, kronor: str) -> None:
        write_lines(tmp_path / "a.csv", "kommun;manad;placeringsform;Belopp tkr", f"Timrå;2026-05;hvb;{text}")
        file = checked(tmp_path / "a.csv", "[datasets.kostnader.factors]\nbelopp = 1000")
        assert file.parts[0].accepted["amount"].to_list() == [Decimal(kronor)]


class TestWhatTheFileLacks:
    def test_a_constant_stands_on_every_row(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", "manad;belopp", "2026-05;100", "2026-06;200")
        text = '[datasets.kostnader.constants]\nkommun = "Timrå"\nplaceringsform = "hvb"'
        file = check_file(
            tmp_path / "a.csv", received=SEPTEMBER.date(), dataset="kostnader", mapping=mapping_of(text)
        )
        assert codes(file) == []
        assert file.parts[0].accepted.select("kommun_code", "form").rows() == [("2262", "hvb")] * 2

    def test_the_files_own_column_goes_before_a_constant(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", COSTS, "Ånge;2026-05;hvb;100")
        text = '[datasets.kostnader.constants]\nkommun = "Timrå"'
        assert checked(tmp_path / "a.csv", text).parts[0].kommun_code == "2260"

    def test_a_mapping_that_is_only_tried_never_claims_a_file_for_its_kommun(self, tmp_path: Path) -> None:
        write_lines(tmp_path / "a.csv", "Nr;barn_id;placeringsform;startdatum", "P1;B1;hvb;2026-01-15")
        home = DataHome(tmp_path / "home")
        home.mappings.mkdir(parents=True)
        columns = '[datasets.placeringar.columns]\n"Nr" = "placering_id"\n'
        text = f'{columns}[datasets.placeringar.constants]\nkommun = "Timrå"'
        (home.mappings / "Timrå.toml").write_text(text, encoding="utf-8")
        assert not deliver_file(home, tmp_path / "a.csv", Terms(SEPTEMBER)).accepted
        assert deliver_file(home, tmp_path / "a.csv", Terms(SEPTEMBER, sender="Timrå")).accepted


class TestReadAgain:
    """What a delivery was read to it is read to again from the archive, with the mapping it came with."""

    INVOICES = "[datasets.kostnader]\nsum = true\n[datasets.kostnader.factors]\nbelopp = 1000"
    DECISIONS = """
        [datasets.placeringar]
        sheet = "Insatser"
        skip_bottom = 1
        last_day_included = ["slutdatum"]
        [datasets.placeringar.columns]
        "Nr" = "placering_id"
        [datasets.placeringar.joined]
        placering_id = ["placering_id", "startdatum"]
        [datasets.placeringar.blanks]
        slutdatum = ["i vård"]
    """

    def again(self, folder: Path, name: str, mapping: str) -> None:
        home = DataHome(folder / "home")
        home.mappings.mkdir(parents=True)
        (home.mappings / "Timrå.toml").write_text(mapping, encoding="utf-8")
        delivery = deliver_file(home, folder / name, Terms(SEPTEMBER, sender="Timrå"))
        assert delivery.accepted
        (part,) = delivery.checked.parts
        (receipt,) = delivery.receipts
        with open_ledger(home) as ledger:
            assert accepted_rows(home, ledger, receipt, reread=True).equals(part.accepted)

    def test_a_text_file_with_added_amounts_in_thousands(self, tmp_path: Path) -> None:
        rows = ["2026-05;hvb;1,5;Norr", "2026-05;hvb;0,25;Syd"]
        write_lines(tmp_path / "a.csv", "manad;placeringsform;Belopp tkr;Enhet", *rows)
        self.again(tmp_path, "a.csv", self.INVOICES)

    def test_a_workbook_with_a_sheet_too_many_and_an_id_of_two_columns(self, tmp_path: Path) -> None:
        rows = [
            ["Nr", "barn_id", "placeringsform", "startdatum", "slutdatum", "Enhet"],
            ["P1", "B1", "hvb", "2024-01-15", "2024-07-14", "Norr"],
            ["P1", "B1", "hvb", "2024-07-15", "i vård", "Norr"],
            ["Utskrivet", "", "", "", "", ""],
        ]
        write_workbook(tmp_path / "a.xlsx", {"Insatser": rows, "Om": [["Begrepp", "Betydelse"], ["a", "b"]]})
        self.again(tmp_path, "a.xlsx", self.DECISIONS)


def test_an_id_joined_of_columns_keeps_every_decision_of_a_placement(tmp_path: Path) -> None:
    rows = [
        "P-1;Timrå;B1;hvb;2024-01-15;2024-07-14",
        "P-1;Timrå;B1;hvb;2024-07-15;",
        "P-2;Timrå;B2;hvb;2024-07-15;",
    ]
    write_lines(tmp_path / "a.csv", PLACEMENTS, *rows)
    text = '[datasets.placeringar.joined]\nplacering_id = ["placering_id", "startdatum"]'
    file = checked(tmp_path / "a.csv", text)
    assert codes(file) == []
    ids = file.parts[0].accepted["placement_id"].to_list()
    assert ids == ["P-1/2024-01-15", "P-1/2024-07-15", "P-2/2024-07-15"]


def test_a_column_that_only_sounds_like_a_persons_is_excused_and_numbers_in_it_are_not(
    tmp_path: Path,
) -> None:
    header = f"{PLACEMENTS};Namn"
    text = '[[excused]]\nheader = "Namn"\nreason = "Namn på enheten"\nwho = "Ekonomen, 2026-03-02"'
    write_lines(tmp_path / "a.csv", header, "P1;Timrå;B1;hvb;2026-01-15;;Anna Svensson")
    assert ("I002", None) in codes(checked(tmp_path / "a.csv", ""))
    assert codes(checked(tmp_path / "a.csv", text)) == [("C005", None)]
    write_lines(tmp_path / "a.csv", header, "P1;Timrå;B1;hvb;2026-01-15;;19640823-3234")
    assert ("I001", 2) in codes(checked(tmp_path / "a.csv", text))


def test_a_senders_words_for_blank_are_blank(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.csv", PLACEMENTS, "P1;Timrå;B1;hvb;2026-01-15;i vård")
    assert checked(tmp_path / "a.csv", "").rows_refused == 1
    text = '[datasets.placeringar.blanks]\nslutdatum = ["i vård"]'
    assert checked(tmp_path / "a.csv", text).parts[0].accepted["end_date"].to_list() == [None]


class TestWhereInTheFile:
    HEADER = PLACEMENTS.split(";")

    def test_only_the_named_sheet_is_read_and_the_others_are_told(self, tmp_path: Path) -> None:
        row = ["P1", "Timrå", "B1", "hvb", "2026-01-15", ""]
        write_workbook(tmp_path / "a.xlsx", {"Alla": [self.HEADER, row], "Urval": [self.HEADER, row]})
        assert ("C010", None) in codes(checked(tmp_path / "a.xlsx", ""))
        file = checked(tmp_path / "a.xlsx", '[datasets.placeringar]\nsheet = "alla"')
        assert codes(file) == [("L018", None)]
        assert [part.sheet for part in file.parts] == ["Alla"]

    def test_a_named_sheet_that_is_not_there_stops_the_file(self, tmp_path: Path) -> None:
        write_workbook(
            tmp_path / "a.xlsx", {"Alla": [self.HEADER, ["P1", "Timrå", "B1", "hvb", "2026-01-15"]]}
        )
        file = checked(tmp_path / "a.xlsx", '[datasets.placeringar]\nsheet = "Insatser"')
        assert ("L017", None) in codes(file)
        assert file.stopped

    @pytest.mark.parametrize(
        "text",
        [
            "[datasets.placeringar]\nskip_bottom = 2",
            '[datasets.placeringar]\nsheet = "Blad1"\nskip_bottom = 2',
            "[datasets.placeringar]\nskip_bottom = 2\n[datasets.kostnader]\nskip_bottom = 0",
        ],
    )
    @pytest.mark.parametrize("ending", [".csv", ".xlsx"])
    def test_the_rows_of_another_register_are_all_left(self, tmp_path: Path, text: str, ending: str) -> None:
        path = tmp_path / f"a{ending}"
        costs = [COSTS, *(f"Timrå;2026-0{month};hvb;100" for month in range(1, 6))]
        if ending == ".csv":
            write_lines(path, *costs)
        else:
            write_workbook(path, {"Blad1": [line.split(";") for line in costs]})
        file = checked(path, text)
        assert (codes(file), file.parts[0].accepted.height) == ([], 5)
        assert checked(path, text, dataset="kostnader").parts[0].accepted.height == 5

    def test_each_sheet_of_a_workbook_loses_its_own_last_rows(self, tmp_path: Path) -> None:
        placements = [[f"P{n}", "Timrå", f"B{n}", "hvb", "2026-01-15", ""] for n in range(5)]
        costs = [["Timrå", f"2026-0{month}", "hvb", "100"] for month in range(1, 6)]
        path = tmp_path / "a.xlsx"
        write_workbook(path, {"A": [self.HEADER, *placements], "B": [COSTS.split(";"), *costs]})
        text = "[datasets.placeringar]\nskip_bottom = 2\n[datasets.kostnader]\nskip_bottom = 1"
        heights = {part.dataset: part.accepted.height for part in checked(path, text).parts}
        assert heights == {"placeringar": 3, "kostnader": 4}
        heights = {
            part.dataset: part.accepted.height for part in checked(path, text, dataset="kostnader").parts
        }
        assert heights == {"placeringar": 3, "kostnader": 4}

    def test_a_table_of_scbs_loses_its_last_rows_by_the_mapping_of_population(self, tmp_path: Path) -> None:
        rows = [f"Timrå;{age} år;{100 + age}" for age in range(5)]
        write_lines(tmp_path / "a.csv", "region;ålder;2019", *rows)
        for dataset, left in (("befolkning", 3), ("kostnader", 5)):
            file = checked(tmp_path / "a.csv", f"[datasets.{dataset}]\nskip_bottom = 2")
            assert file.parts[0].accepted.height == left

    def test_the_sheet_of_one_register_says_nothing_of_a_file_or_a_sheet_of_another(
        self, tmp_path: Path
    ) -> None:
        text = '[datasets.placeringar]\nsheet = "Insatser"'
        placements = [self.HEADER, ["P1", "Timrå", "B1", "hvb", "2026-01-15", ""]]
        costs = [COSTS.split(";"), ["Timrå", "2026-01", "hvb", "100"]]
        write_workbook(tmp_path / "a.xlsx", {"Blad1": costs})
        file = checked(tmp_path / "a.xlsx", text)
        assert (codes(file), [part.dataset for part in file.parts]) == ([], ["kostnader"])
        write_workbook(tmp_path / "a.xlsx", {"Insatser": placements, "Urval": placements, "Kostnader": costs})
        file = checked(tmp_path / "a.xlsx", text)
        assert codes(file) == [("L018", None)]
        assert [part.dataset for part in file.parts] == ["placeringar", "kostnader"]

    def test_a_named_sheet_is_missed_where_one_that_nobody_knows_may_be_it(self, tmp_path: Path) -> None:
        costs = [COSTS.split(";"), ["Timrå", "2026-01", "hvb", "100"]]
        unknown = [["Begrepp", "Betydelse"], ["a", "b"]]
        write_workbook(tmp_path / "a.xlsx", {"Kostnader": costs, "Nytt": unknown})
        file = checked(tmp_path / "a.xlsx", '[datasets.placeringar]\nsheet = "Insatser"')
        assert codes(file) == [("L017", None), ("L018", None)]

    def test_a_header_is_looked_for_below_the_rows_to_skip(self, tmp_path: Path) -> None:
        sample = "P0;Timrå;B0;hvb;2020-01-01;"
        good = "P1;Timrå;B1;hvb;2026-01-15;"
        write_lines(tmp_path / "a.csv", PLACEMENTS, sample, PLACEMENTS.replace("_", " "), good)
        file = checked(tmp_path / "a.csv", "[datasets.placeringar]\nskip_top = 2")
        assert file.parts[0].accepted["placement_id"].to_list() == ["P1"]

    def test_the_last_rows_are_left_out_also_those_that_are_no_rows_of_the_table(
        self, tmp_path: Path
    ) -> None:
        good = "P1;Timrå;B1;hvb;2026-01-15;"
        write_lines(tmp_path / "a.csv", PLACEMENTS, good, "Utskrivet av;Ekonomi;;;;", "urval;barn;2026")
        assert checked(tmp_path / "a.csv", "").rows_refused == 2
        file = checked(tmp_path / "a.csv", "[datasets.placeringar]\nskip_bottom = 2")
        assert (codes(file), file.parts[0].accepted.height) == ([], 1)
