from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.contracts.headers import KNOWN_HEADERS
from pipelines.identity import IdentityKind, contact_in, identity_in, passes_luhn, points_out
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


@pytest.mark.parametrize(
    "text",
    [
        *("Ring 070-1234567.", "tel 070 123 45 67", "0701234567", "070.123.45.67", "07 01 23 45 67"),
        *("+46701234567", "+46 (0)70-123 45 67", "0046 70 123 45 67", "+46\u00a070\u00a0123\u00a045\u00a067"),
        *("08-12 34 56", "08-123 456 78", "060-12 34 56", "0611-123 45", "(0611) 123 45", "060/12 34 56"),
        *(
            "Den 2026-09-03 070-1234567",
            "０７０－１２３４５６７",
            "0\u200b70-1234567",
            "060–12 34 56 den 3 maj 2026",
        ),
        *("anna.svensson@timra.se", "Skriv till <a_b+c@x.example>", "anna@xn--timr-zqa.se", "anna＠timra.se"),
    ],
)
def test_a_telephone_number_and_an_e_mail_address_are_found_however_they_are_written(text: str) -> None:
    assert contact_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("871 31 Härnösand", "postnummer 861 36", "T2 2026", "2026T2", "2023-2025", "barn 0–17 år, 0-20 år"),
        *(
            "1 234 567 kr",
            "12 345 678,50 kr",
            "+12 345 678 kr",
            "+46 000 000 kr",
            "−1 234 567 kronor",
            "0,123456789",
        ),
        *(
            "2026-09-03",
            "den 03-09-2026",
            "03/09 2026",
            "01-08 2026 och 01-08 2025",
            "2026-09-03–2026-10-04",
            "20260903",
        ),
        *(
            "kl. 08.00–16.00",
            "08:30-16:45 alla dagar",
            "kommun 2262 och 0138",
            "Dnr 2026/0123-4",
            "N33817, U28119",
        ),
        *(
            "5 av 12 hem, 0 jourhem",
            "Timrå @ GFO",
            "nr 1, 2, 3, 4, 5, 6, 7, 8 och 9",
            "från 12.07.2026 till 31.08.2026",
            "",
        ),
    ],
)
def test_days_amounts_and_codes_are_no_telephone_numbers(text: str) -> None:
    assert not contact_in(text)


@given(
    st.dates(date(1900, 1, 1)),
    st.dates(date(1900, 1, 1)),
    st.integers(0, 99_999_999),
    st.sampled_from((" – ", "-", ", ", " till ")),
)
def test_no_days_nor_amount_are_ever_taken_for_a_telephone_number(
    first: date, last: date, amount: int, between: str
) -> None:
    kronor = f"{amount:,}".replace(",", "\u00a0")
    assert not contact_in(f"{first}{between}{last}: {kronor} kr, +{kronor} kr ({first:%Y})")


@given(st.text("0123456789", min_size=8, max_size=8), st.sampled_from(("", " ", "-", "\u00a0", " - ")))
def test_any_mobile_number_is_found_in_a_sentence(digits: str, sign: str) -> None:
    assert contact_in(
        f"Hör av er på 07{digits[:1]}{sign}{digits[1:4]}{sign}{digits[4:6]}{sign}{digits[6:]}, tack."
    )


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Pojken i Ånge, född 2012, flyttade till mormor på Storgatan 4", True),
        *(
            ("Flickan är född i mars 2012.", True),
            ("En 2012-född pojke", True),
            ("Bor på Ådalsvägen 12B", True),
        ),
        *(
            ("Fler familjer på Norra Kyrkogatan\u00a07", True),
            ("Inga barn föddes. Under 2026 ökade det.", False),
        ),
        *(
            ("Riksvägen 2026 byggs om.", False),
            ("Timrå gick med i GFO 2022.", False),
            ("På vägen 4 mil bort", False),
        ),
    ],
)
def test_a_year_of_birth_and_a_street_with_its_number_may_point_somebody_out(text: str, points: bool) -> None:
    assert points_out(text) is points
