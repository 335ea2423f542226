from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts.headers import KNOWN_HEADERS
from pipelines.identity import IdentityKind, identity_in, passes_luhn
from pipelines.reading.identity_columns import IdentityHit, scan_frame
from pipelines.reading.name_columns import names_persons
from tests.fixtures.identities import COORDINATION, TEN, with_check_digit


def test_a_number_in_a_column_is_told_by_its_row_and_its_header() -> None:
    frame = pl.DataFrame(
        {"source_row": [7, 8], "c0": ["hej", TEN]}, schema_overrides={"source_row": pl.UInt32}
    )
    assert scan_frame(frame, headers=("barn_id",)) == [IdentityHit("barn_id", 8, IdentityKind.PERSONNUMMER)]


def test_samordningsnummer_has_sixty_added_to_its_day() -> None:
    assert identity_in(f"{COORDINATION[:6]}-{COORDINATION[6:]}") == [IdentityKind.SAMORDNINGSNUMMER]


@pytest.mark.parametrize("text", ["20120101-TF12", "120101-A123", "120101A123", "20120101-1A23"])
def test_reserve_number_carries_a_letter(text: str) -> None:
    assert identity_in(text) == [IdentityKind.RESERVE]
    assert scan_frame(pl.DataFrame({"c0": [text]}))


def test_several_kinds_in_one_text_are_all_named() -> None:
    assert identity_in(f"{TEN} och {COORDINATION}") == [
        IdentityKind.PERSONNUMMER,
        IdentityKind.SAMORDNINGSNUMMER,
    ]


LOST = [with_check_digit(f"0{year}0101{number:03d}")[1:] for year in range(1, 6) for number in (980, 981)]


def test_numbers_that_lost_their_leading_zero_are_found_when_they_are_many() -> None:
    assert all(len(number) == 9 for number in LOST)
    assert len(scan_frame(pl.DataFrame({"c0": LOST}))) == len(LOST)
    assert len(scan_frame(pl.DataFrame({"c0": LOST[:3] + ["b1"] * 9}))) == 3


@pytest.mark.parametrize("values", [LOST[:2], LOST[:3] + ["b1"] * 10])
def test_few_numbers_of_nine_digits_are_amounts_and_case_numbers(values: list[str]) -> None:
    assert not scan_frame(pl.DataFrame({"c0": values}), headers=("belopp",), native=frozenset({"c0"}))


@given(st.integers(0, 999_999_999))
def test_exactly_one_check_digit_passes(number: int) -> None:
    nine = f"{number:09d}"
    assert [digit for digit in range(10) if passes_luhn(f"{nine}{digit}")] == [int(with_check_digit(nine)[9])]


@pytest.mark.slow
@given(
    st.dates().filter(lambda day: 1900 <= day.year < 2027),
    st.integers(0, 999),
    st.sampled_from(["", "-", "+", " "]),
    st.booleans(),
    st.sampled_from(["", " ", "(", "_", "/", "x: "]),
)
def test_any_person_in_any_dress_is_found_in_text_and_column(day, number, separator, long, before) -> None:
    ten = with_check_digit(f"{day:%y%m%d}{number:03d}")
    date = f"{day:%Y%m%d}" if long else ten[:6]
    text = f"{before}{date}{separator}{ten[6:]}"
    assert IdentityKind.PERSONNUMMER in identity_in(text)
    assert scan_frame(pl.DataFrame({"c0": [None, text]}))


@pytest.mark.parametrize(
    "header",
    [
        "Namn",
        "Förnamn",
        "Barnets namn",
        "Efternamn",
        "Personnummer",
        "PNR",
        "Pers.nr",
        "Adress",
        "Gatuadress",
        "Telefon",
        "Mobilnummer",
        "E-post",
        "e-mail",
        "Fritext",
        "Anteckning",
        "Anteckningar (fritext)",
        "Hemadress",
    ],
)
def test_column_that_carries_identity_is_known_by_its_header(header: str) -> None:
    assert names_persons(header, ())


@pytest.mark.parametrize(
    "header",
    [
        *sorted(KNOWN_HEADERS),
        "Kommunnamn",
        "Kommun namn",
        "Namn på kommun",
        "Enhetens namn",
        "Förvaltningsnamn",
        "Filnamn",
        "",
        "Handläggare",
    ],
)
def test_column_of_a_dataset_carries_none(header: str) -> None:
    assert not names_persons(header, ())


FORMS = ["HVB", "Familjehem", "Konsulentstödd familjehemsvård", "Jourhem"]


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Insatsnamn", FORMS * 5),
        ("Kontonamn", ["Placering i HVB", "Arvode Familjehem", "Placering i HVB"]),
        ("Ansvarsnamn", ["Barn Och Unga", "Enheten för stöd", "Barn Och Unga"]),
        ("Ansvarsnamn", ["Sociala Resurser"] * 9),
        ("Namn på Excel-kalkylblad", ["Blad 1 - Tabell 1"]),
        ("Tabellnamn i Numbers", ["Tabell 1"]),
        ("Namn", FORMS),
        ("Kontonamn", []),
    ],
)
def test_column_that_names_things_is_told_by_what_it_holds(header: str, values: list[str]) -> None:
    assert not names_persons(header, values)


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Kontonamn", ["Kim Exempelsson"]),
        ("Insatsnamn", [*FORMS * 20, "Anna Svensson"]),
        ("Ansvarsnamn", ["Exempelsson Provia", "Testsson Fiktiva", "Påhittad Personia"]),
        ("Namn", ["Kim"]),
        ("Namn", []),
        ("Name", [""]),
        ("Barnets namn", FORMS),
        ("Familjehemmets namn", ["Hem 31"]),
        ("Namn på vårdnadshavare", []),
        ("Handläggarnamn", ["Fatima Provsdotter"]),
    ],
)
def test_column_that_names_persons_is_told_by_what_it_holds(header: str, values: list[str]) -> None:
    assert names_persons(header, values)


def _case_numbers(people: int, others: int) -> pl.DataFrame:
    numbers = [with_check_digit(f"1201019{index:02d}") for index in range(people)]
    return pl.DataFrame({"c0": numbers + [f"99{index:08d}" for index in range(others)]})


def test_declared_case_numbers_pass_while_few_look_like_people() -> None:
    declared = frozenset({"arende_id"})
    few, many = _case_numbers(2, 98), _case_numbers(25, 75)
    assert scan_frame(few, headers=("Ärende-ID",))
    assert not scan_frame(few, headers=("Ärende-ID",), case_number_columns=declared)
    assert len(scan_frame(many, headers=("Ärende-ID",), case_number_columns=declared)) == 25


def test_barn_id_can_never_be_declared_a_case_number() -> None:
    frame = _case_numbers(1, 99)
    assert scan_frame(frame, headers=("barn_id",), case_number_columns=frozenset({"barn_id"}))


def test_a_hit_never_holds_the_value() -> None:
    hits = scan_frame(pl.DataFrame({"c0": [TEN]}), headers=("id",))
    assert hits
    assert TEN not in repr(hits)
