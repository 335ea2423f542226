"""Which dataset a sheet is, and what is said of its columns."""

from __future__ import annotations

import pytest

from pipelines.checking.columns import find_dataset, match_columns
from pipelines.checking.mapping import SenderMapping
from pipelines.contracts import DATASETS, Dataset
from pipelines.contracts.findings import Severity
from tests.fixtures.sheets import REFERRALS, check_rows, check_table, found, right_row


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


def test_an_optional_header_misspelt_is_said_and_holds_the_file_until_someone_says_what_it_is() -> None:
    check = check_table(REFERRALS.strip() + " | födelsår\nr1 | Timrå | b1 | 2026-05-01 | pagaende | | 2012")
    (finding,) = check.all_findings
    assert (finding.code, finding.place.column, finding.found) == ("C012", "fodelsear", "födelsår")
    assert finding.remedy.startswith("Är den fodelsear: byt rubriken till det")


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
    assert (finding.code, finding.allowed) == ("C002", "Publicerade siffror, Mål")
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


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
def test_what_has_every_column_misspelt_is_no_dataset_and_one_right_column_makes_it_likely(
    dataset: Dataset,
) -> None:
    required = dataset.required
    misspelt = tuple(f"{column}x" for column in required)
    assert not match_columns(misspelt, dataset, None).credible
    assert find_dataset(misspelt, None) == []
    with_one = (required[0].upper(), *misspelt[1:])
    told = {match.dataset.name for match in find_dataset(with_one, None)}
    every = [match for one in DATASETS.values() if (match := match_columns(with_one, one, None)).credible]
    best = max(((match.likeness, -len(match.missing)) for match in every), default=None)
    assert told == {match.dataset.name for match in every if (match.likeness, -len(match.missing)) == best}
