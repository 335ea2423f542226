"""Checking the rows of a sheet: what is refused, what is accepted, and what a person reads."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.checking import sheets as checking
from pipelines.checking.explaining import LISTED
from pipelines.checking.sheets import CheckState, check_sheet
from pipelines.contracts import DATASETS
from pipelines.contracts.contract import rule
from pipelines.contracts.findings import Severity
from pipelines.contracts.headers import DATASET_COLUMNS
from tests.fixtures.sheets import RECEIVED, REFERRALS, check_rows, check_table, found, right_row, sheet_of


def test_the_example_of_a_finding_reads_as_a_person_would_write_it() -> None:
    check = check_sheet(
        sheet_of(
            "Remiss-ID | Kommun | Barn-ID | Inkommen | Utfall\nr1 | Timrå | b1 | 2026-05-01 | matchd_gfo",
            "Remisser",
        ),
        file_name="remisser_T2.xlsx",
        received=RECEIVED,
    )
    finding = next(finding for finding in check.all_findings if finding.code == "V002")
    assert str(finding) == (
        'remisser_T2.xlsx, blad "Remisser", rad 2, kolumn Utfall: ”matchd_gfo” känns inte igen.\n'
        "Tillåtet: matchad_gfo, matchad_kommun, matchad_natverk, aterlamnad, atertagen, pagaende.\n"
        "Menade ni matchad_gfo?"
    )
    assert (finding.found, finding.row_id) == ("matchd_gfo", "r1")


def test_rows_that_are_pasted_twice_are_not_also_said_to_overlap_each_other() -> None:
    row = "P1 | Timrå | b1 | hvb | 2026-01-15 |"
    table = "placering_id | kommun | barn_id | placeringsform | startdatum | slutdatum\n"
    assert {code for code, *_ in found(check_table(f"{table}{row}\n{row}"))} == {"B001"}
    other = row.replace("P1", "P2")
    assert {code for code, *_ in found(check_table(f"{table}{row}\n{other}"))} == {"B002"}


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
        REFERRALS + " å1 | Timrå | B 1 | 15/5/2026 | Återlämnad | 20260522".replace("å", "a\u030a")
    )
    (part,) = check.parts
    assert part.accepted.select(
        "referral_id", "kommun_code", "child_id", "received", "outcome", "decided"
    ).rows() == [("å1", "2262", "B 1", date(2026, 5, 15), "aterlamnad", date(2026, 5, 22))]
    assert part.accepted["source_row"].to_list() == [2]


def test_a_blank_base_year_of_the_placed_is_the_base_year() -> None:
    check = check_rows("fordelning", right_row("fordelning", basar_placerade=""))
    assert check.parts[0].accepted.select("base_year", "base_year_placed").rows() == [(2023, 2023)]


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


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("placementcost", "Närmast ligger placement_cost. Kontrollera att det är vad som menas"),
        ("cost_per_day", "Närmast ligger cost_per_care_day."),
        ("xyzzy", "Kontrollera stavningen: id står i adressen, efter visa="),
    ],
)
def test_a_kpi_that_is_far_from_its_id_is_told_the_nearest_or_where_they_stand(
    written: str, remedy: str
) -> None:
    (finding,) = check_rows("kommentarer", right_row("kommentarer", nyckeltal=written)).all_findings
    assert finding.code == "V017"
    assert finding.remedy.startswith(remedy)


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
