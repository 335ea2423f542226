"""Checking a sheet: which dataset, which columns, what is refused, and what a person reads."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest

from pipelines.deliveries import checking
from pipelines.deliveries.checking import CheckState, check_sheet, check_sheets
from pipelines.deliveries.columns import DATASET_COLUMNS
from pipelines.deliveries.contracts import DATASETS
from pipelines.deliveries.contracts.contract import Contract, rule
from pipelines.deliveries.explaining import LISTED
from pipelines.deliveries.finding_kinds import finding_kinds
from pipelines.deliveries.findings import Severity
from pipelines.deliveries.mapping import SenderMapping
from pipelines.home import PROJECT_ROOT
from tests.deliveries.contracts.tables import RECEIVED, check_rows, check_table, found, right_row, sheet_of

REFERRALS = "remiss_id | kommun | barn_id | inkommen | utfall | avslutad\n"


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_sheet_is_recognised_by_its_headers(dataset: str) -> None:
    assert check_rows(dataset, right_row(dataset)).dataset == dataset


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_sheet_is_recognised_by_its_required_headers_alone(dataset: str) -> None:
    row = right_row(dataset)
    required = [spec.column for spec in DATASETS[dataset].fields.values() if not spec.nullable]
    check = check_table(" | ".join(required) + "\n" + " | ".join(row[column] for column in required))
    assert check.dataset == dataset


@pytest.mark.parametrize("dataset", DATASETS)
def test_each_missing_required_column_stops_the_file_and_is_named(dataset: str) -> None:
    row = right_row(dataset)
    for missing in [spec.column for spec in DATASETS[dataset].fields.values() if not spec.nullable]:
        columns = [column for column in row if column != missing]
        table = " | ".join(columns) + "\n" + " | ".join(row[column] for column in columns)
        check = check_table(table, dataset=dataset)
        assert ("C003", None, missing) in found(check)
        assert check.stops
        assert all(part.stops and part.accepted.height == 0 for part in check.parts)


def test_a_misspelt_required_header_is_suggested_and_never_makes_it_another_dataset() -> None:
    check = check_table("kommun | ar | alderr | antal\nTimrå | 2024 | 7 | 100")
    assert check.dataset == "befolkning"
    (finding,) = check.all_findings
    assert finding.code == "C003"
    assert "alderr" in finding.remedy
    assert "alder" in finding.remedy


def test_an_unknown_column_is_named_and_not_stored() -> None:
    check = check_table(REFERRALS.strip() + " | Handläggare\nr1 | Timrå | b1 | 2026-05-01 | pagaende | | x")
    (finding,) = check.all_findings
    assert (finding.code, finding.severity, finding.found) == ("C005", Severity.WARNING, "Handläggare")
    assert "Handläggare" not in check.parts[0].accepted.columns
    assert check.parts[0].accepted.height == 1


def test_an_optional_header_misspelt_is_suggested() -> None:
    check = check_table(REFERRALS.strip() + " | födelsår\nr1 | Timrå | b1 | 2026-05-01 | pagaende | | 2012")
    (finding,) = check.all_findings
    assert (finding.code, finding.remedy) == ("C005", "Menade ni fodelsear? Döp i så fall om kolumnen.")


def test_a_column_given_twice_stops_the_file() -> None:
    check = check_table(REFERRALS.strip() + " | Barn-ID\nr1 | Timrå | b1 | 2026-05-01 | pagaende | | b2")
    assert found(check) == [("C004", None, "barn_id")]
    assert check.stops


def test_a_column_without_header_is_left_to_the_reading_which_says_where_it_is() -> None:
    check = check_table(REFERRALS.strip() + " | \nr1 | Timrå | b1 | 2026-05-01 | pagaende | | x")
    assert found(check) == []


def test_headers_of_no_dataset_stop_the_file() -> None:
    check = check_table("Namn på blad | Siffra\na | 1")
    assert check.dataset is None
    assert check.stops
    assert found(check) == [("C001", None, "")]


def test_headers_that_fit_two_datasets_equally_well_ask_which() -> None:
    table = "nyckeltal | omrade | period | kalla\nmatches | GFO | 2022 | Årsbokslut"
    check = check_table(table)
    (finding,) = check.all_findings
    assert (finding.code, finding.allowed) == ("C002", "publicerat, mal")
    assert [code for code, _, _ in found(check_table(table, dataset="mal"))] == ["C003"]


def test_a_dataset_that_does_not_exist_is_said_so() -> None:
    check = check_table(REFERRALS + "r1 | Timrå | b1 | 2026-05-01 | pagaende | ", dataset="remiss")
    assert [code for code, _, _ in found(check)] == ["C008"]
    assert "remisser" in check.findings[0].allowed


def test_a_sheet_with_headers_and_no_rows_is_an_empty_register_with_a_warning() -> None:
    check = check_table(REFERRALS)
    assert [code for code, _, _ in found(check)] == ["C007"]
    (part,) = check.parts
    assert not part.stops
    assert part.rows_total == 0
    assert dict(part.accepted.schema) == DATASETS["remisser"].schema


def test_the_example_of_a_finding_reads_as_a_person_would_write_it() -> None:
    check = check_sheet(
        sheet_of(
            "Remiss-ID | Kommun | Barn-ID | Inkommen | Utfall\nr1 | Timrå | b1 | 2026-05-01 | matchd",
            "Remisser",
        ),
        file_name="remisser_T2.xlsx",
        received=RECEIVED,
    )
    finding = next(finding for finding in check.all_findings if finding.code == "V002")
    assert str(finding) == (
        'remisser_T2.xlsx, blad "Remisser", rad 2, kolumn Utfall: ”matchd” känns inte igen.\n'
        "Tillåtet: matchad_gfo, matchad_kommun, matchad_natverk, aterlamnad, atertagen, pagaende.\n"
        "Menade ni matchad_gfo?"
    )
    assert (finding.found, finding.row_id) == ("matchd", "r1")


def test_every_problem_of_a_file_is_found_in_one_pass() -> None:
    check = check_table(
        "remiss_id | kommun | barn_id | inkommen | utfall | avslutad | fodelsear\n"
        "r1 | Timrå | b1 | 2023-12-20 | matchad_gfo | 2024-01-10 | 2012\n"
        "r2 | Boden | b1 | 2023-12-20 | matchad_gfo | 2023-01-10 | 2012\n"
        "r2 | Timrå |    | 2021-12-20 | matchd      |            | tolv\n"
        "=1 | Ånge  | b4 | 2021-02-30 | aterlamnad  |            | 2012\n"
        "r5 | Ånge  | b5 | 2026-09-02 | pagaende    |            | 2012"
    )
    assert sorted(found(check), key=lambda one: (one[1] or 0, one[0])) == [
        ("B001", 3, "remiss_id"),
        ("R001", 3, "avslutad"),
        ("V009", 3, "kommun"),
        ("B001", 4, "remiss_id"),
        ("R004", 4, "inkommen"),
        ("V001", 4, "barn_id"),
        ("V002", 4, "utfall"),
        ("V005", 4, "fodelsear"),
        ("R002", 5, "avslutad"),
        ("V004", 5, "inkommen"),
        ("V011", 5, "remiss_id"),
        ("V014", 6, "inkommen"),
    ]
    (part,) = check.parts
    assert part.accepted["source_row"].to_list() == [2]
    assert (part.rows_total, part.rows_refused) == (5, 4)
    assert not part.stops


def test_a_kommuns_dataset_with_several_kommuner_is_split_and_gfos_is_not() -> None:
    placements = check_table(
        "placering_id | kommun | barn_id | placeringsform | startdatum\n"
        "p1 | Timrå | b1 | hvb | 2024-01-01\n"
        "p2 | 2282 | b1 | hvbb | 2024-01-01\n"
        "p3 | Boden | b1 | hvb | 2024-01-01\n"
        "p4 | Timrå | b2 | hvb | 2024-01-01"
    )
    shares = {part.kommun_code: (part.rows_total, part.rows_refused) for part in placements.parts}
    assert shares == {"2262": (2, 0), "2282": (1, 1), None: (1, 1)}
    assert {part.kommun_code: [f.place.row for f in part.findings] for part in placements.parts} == {
        "2262": [],
        "2282": [3],
        None: [4],
    }
    referrals = check_rows(
        "remisser", right_row("remisser"), right_row("remisser", remiss_id="r2", kommun="Ånge", barn_id="x")
    )
    assert [part.kommun_code for part in referrals.parts] == [None]


def test_a_row_whose_kommun_cannot_be_read_follows_the_files_only_kommun() -> None:
    check = check_table(
        "placering_id | kommun | barn_id | placeringsform | startdatum\n"
        "p1 | Timrå | b1 | hvb | 2024-01-01\n"
        "p2 | Tmr | b1 | hvb | 2024-01-01"
    )
    (part,) = check.parts
    assert (part.kommun_code, part.rows_total, part.rows_refused) == ("2262", 2, 1)


def test_the_accepted_rows_are_typed_trimmed_and_keep_their_row_numbers() -> None:
    check = check_table(
        REFERRALS + " å1 | Timrå | B 1 | 1/5/2026 | Återlämnad | 20260512".replace("å", "a\u030a")
    )
    (part,) = check.parts
    assert part.accepted.select(
        "referral_id", "kommun_code", "child_id", "received", "outcome", "decided"
    ).rows() == [("å1", "2262", "B 1", date(2026, 5, 1), "aterlamnad", date(2026, 5, 12))]
    assert part.accepted["source_row"].to_list() == [2]


def test_a_blank_base_year_of_the_placed_is_the_base_year() -> None:
    check = check_rows("fordelning", right_row("fordelning", basar_placerade=""))
    assert check.parts[0].accepted.select("base_year", "base_year_placed").rows() == [(2023, 2023)]


def test_a_senders_mapping_renames_columns_and_codes() -> None:
    mapping = SenderMapping(
        "GFO",
        {"remisser": {"arendenr": "remiss_id", "klient": "barn_id"}},
        {"remisser": {"utfall": {"klar_gfo": "matchad_gfo"}}},
    )
    headers = "Ärendenr | Kommun | Klient | Inkommen | Utfall | Avslutad\n"
    table = headers + "r1 | Timrå | b1 | 2026-05-01 | Klar GFO | 2026-05-02"
    check = check_table(table, mapping=mapping)
    assert found(check) == []
    assert check.parts[0].accepted["outcome"].to_list() == ["matchad_gfo"]
    assert check_table(table).stops


def test_a_finding_names_the_column_as_the_sender_wrote_it() -> None:
    check = check_table("Remiss ID | KOMMUN | Barn | Inkom\u0020den | Utfall\n", dataset="remisser")
    assert {finding.place.column for finding in check.all_findings if finding.code == "C003"} == {
        "barn_id",
        "inkommen",
    }
    check = check_table(
        "REMISS ID | kommun | barn-id | inkommen | Utfall\n | Timrå | b | 2026-05-01 | pagaende"
    )
    assert found(check) == [("V001", 2, "REMISS ID")]


def test_a_rule_that_crashes_is_our_error_and_nothing_of_the_part_is_accepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Broken(DATASETS["utbildning"].contract):  # type: ignore[misc]
        @rule("R999", "Detta går alltid fel.", remedy="Det är vårt fel.", field="participants")
        def broken(cls) -> pl.Expr:
            return pl.col("no_such_field") > 0

        @rule("R998", "Deltagarna är högst fem.", remedy="Räkna om.", field="participants")
        def at_most_five(cls) -> pl.Expr:
            return pl.col("participants") <= 5

    broken = DATASETS["utbildning"].__class__(
        "utbildning", "Utbildning", "gfo", Broken, ("event_id",), DATASETS["utbildning"].keyed_ids
    )
    monkeypatch.setitem(checking.DATASETS, "utbildning", broken)
    check = check_table(
        "tillfalle_id | datum | typ | deltagare\nu1 | 2026-01-01 | connect | 6", dataset="utbildning"
    )
    (part,) = check.parts
    assert part.failed_checks == ("broken",)
    assert part.stops
    assert part.accepted.height == 0
    assert "R999" not in {finding.code for finding in check.all_findings}
    # The other rules still ran.
    assert ("R998", 2, "deltagare") in found(check)


def test_a_check_with_nothing_to_compare_is_not_applicable() -> None:
    check = check_table(REFERRALS + "r1 | Timrå | b1 | 2026-05-01 | pagaende | ")
    states = {outcome.name: outcome.state for outcome in check.parts[0].checks}
    assert states["decided_not_before_received"] is CheckState.NOT_APPLICABLE
    assert states["child_at_most_20"] is CheckState.NOT_APPLICABLE
    assert states["värden i kon"] is CheckState.NOT_APPLICABLE
    assert states["open_has_no_day"] is CheckState.PASSED
    assert states["received_while_owner"] is CheckState.PASSED
    assert states["nyckel"] is CheckState.PASSED


def test_every_check_of_a_dataset_leaves_an_outcome() -> None:
    outcomes = check_rows("placeringar", right_row("placeringar")).parts[0].checks
    names = [outcome.name for outcome in outcomes]
    assert len(names) == len(set(names))
    assert {f"värden i {column}" for column in DATASET_COLUMNS["placeringar"]} <= set(names)
    assert {"nyckel", "two_placements", "one_birth_year", "one_sex", "end_not_before_start"} <= set(names)


def test_days_that_have_not_been_are_refused_or_a_warning_as_the_field_says() -> None:
    late = check_rows("remisser", right_row("remisser", avslutad="2026-09-02"))
    assert found(late) == [("V014", 2, "avslutad")]
    assert late.parts[0].rows_refused == 1
    planned = check_rows("utbildning", right_row("utbildning", datum="2026-11-01"))
    assert found(planned) == [("V015", 2, "datum")]
    assert planned.parts[0].rows_refused == 0
    assert found(check_rows("kostnader", right_row("kostnader", manad="2026-10"))) == [("V014", 2, "manad")]


def test_a_kpi_that_does_not_exist_is_a_warning_with_a_suggestion() -> None:
    check = check_rows("publicerat", right_row("publicerat", nyckeltal="referrals_recieved"))
    (finding,) = check.all_findings
    assert (finding.code, finding.severity, finding.remedy) == (
        "V017",
        Severity.WARNING,
        "Menade ni referrals_received?",
    )


def test_other_sheets_of_a_workbook_are_notes_when_one_is_a_dataset() -> None:
    sheets = [
        sheet_of("Hej | på er\n1 | 2", "Om filen"),
        sheet_of(REFERRALS + "r1 | Timrå | b1 | 2026-05-01 | pagaende | ", "Remisser"),
        sheet_of("uppdrag_id | kommun | typ | startdatum\ns1 | Ånge | mentorskap | 2026-01-01", "Stöd"),
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED)
    assert [check.dataset for check in checks] == [None, "remisser", "stod"]
    assert [(f.code, f.severity) for check in checks for f in check.all_findings] == [("C009", Severity.NOTE)]


def test_a_dataset_named_by_the_sender_is_about_the_sheet_that_is_likest_it() -> None:
    sheets = [
        sheet_of("Hej | på er\n1 | 2", "Om filen"),
        sheet_of("Nr | Kommun | Klient | Kom in\nr1 | Timrå | b1 | 2026-05-01", "Data"),
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED, dataset="remisser")
    assert [check.dataset for check in checks] == [None, "remisser"]
    assert {f.code for f in checks[1].findings} >= {"C003"}


def test_a_dataset_named_by_the_sender_settles_which_of_two_a_sheet_is() -> None:
    sheets = [
        sheet_of("nyckeltal | omrade | period | kalla\nmatches | GFO | 2022 | Årsbokslut", "Mål"),
        sheet_of("uppdrag_id | kommun | typ | startdatum\ns1 | Ånge | mentorskap | 2026-01-01", "Stöd"),
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED, dataset="mal")
    assert [check.dataset for check in checks] == ["mal", "stod"]


def test_a_workbook_without_a_dataset_says_so_of_every_sheet() -> None:
    sheets = [sheet_of("Hej | på er\n1 | 2", name) for name in ("A", "B")]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED)
    assert [finding.code for check in checks for finding in check.all_findings] == ["C001", "C001"]


def test_the_same_dataset_on_two_sheets_stops_the_file() -> None:
    sheets = [
        sheet_of(REFERRALS + f"r{number} | Timrå | b1 | 2026-05-0{number} | pagaende | ", str(number))
        for number in (1, 2)
    ]
    checks = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED)
    assert [finding.code for check in checks for finding in check.all_findings] == ["C010"]
    assert checks[1].stops
    assert checks[1].parts[0].accepted.height == 0


def test_a_sheet_for_each_kommun_is_fine_where_kommuner_send() -> None:
    headers = "placering_id | kommun | barn_id | placeringsform | startdatum\n"
    sheets = [
        sheet_of(headers + f"p1 | {kommun} | b1 | hvb | 2024-01-01", kommun)
        for kommun in ("Timrå", "Ånge", "Timrå")
    ]
    fine = check_sheets(sheets[:2], file_name="bok.xlsx", received=RECEIVED)
    assert [found(check) for check in fine] == [[], []]
    twice = check_sheets(sheets, file_name="bok.xlsx", received=RECEIVED)
    assert [finding.code for check in twice for finding in check.all_findings] == ["C010"]


def test_the_same_fault_in_endless_many_rows_is_listed_so_far_and_then_counted() -> None:
    rows = LISTED + 5
    frame = pl.DataFrame(
        {
            "source_row": pl.Series(range(2, rows + 2), dtype=pl.UInt32),
            "c0": [f"u{number}" for number in range(rows)],
            "c1": ["2026-01-01"] * rows,
            "c2": ["fest"] * rows,
            "c3": ["5"] * rows,
        }
    )
    sheet = sheet_of("tillfalle_id | datum | typ | deltagare\nu | 2026-01-01 | connect | 1")
    sheet = type(sheet)(sheet.name, sheet.headers, frame, 1)
    check = check_sheet(sheet, file_name="fil.csv", received=RECEIVED)
    codes = [finding.code for finding in check.all_findings]
    assert (codes.count("V002"), codes.count("X001")) == (LISTED, 1)
    assert "5 rader" in check.all_findings[-1].message
    assert check.parts[0].rows_refused == rows


def test_every_code_that_the_check_gives_is_in_the_registry() -> None:
    folder = PROJECT_ROOT / "pipelines" / "deliveries"
    files = [
        *(folder / "contracts").glob("*.py"),
        *(
            folder / f"{name}.py"
            for name in ("checking", "sheet_checker", "casting", "parsing", "explaining")
        ),
    ]
    used = {
        code for file in files for code in re.findall(r'"([CVRBX]\d{3})"', file.read_text(encoding="utf-8"))
    }
    kinds = finding_kinds()
    assert used <= set(kinds)
    # And none is there that no code gives.
    assert set(kinds) == used
    for kind in kinds.values():
        assert kind.message.endswith(".")
        assert kind.remedy.endswith(".")


def test_a_contract_is_a_dataframely_schema_that_refuses_what_the_check_refuses() -> None:
    for name, dataset in DATASETS.items():
        assert issubclass(dataset.contract, Contract)
        accepted = check_rows(name, right_row(name)).parts[0].accepted
        assert dataset.contract.is_valid(accepted.select(dataset.contract.column_names()))
    referral = check_rows("remisser", right_row("remisser")).parts[0].accepted.drop("source_row")
    wrong = referral.with_columns(pl.lit(date(2020, 1, 1)).alias("decided"))
    assert not DATASETS["remisser"].contract.is_valid(wrong)
