"""A sender's mapping file: what it may say, and what is said when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.checking.mapping_file import parse_mapping
from pipelines.deliveries.sender_mapping import mapping_files, mapping_of
from pipelines.errors import ReaderError
from pipelines.home import DataHome
from tests.fixtures.sheets import check_table, found

MAPPING = """
[datasets.placeringar.columns]
"Insats-ID" = "placering_id"
"Klient" = "barn_id"
"Insats" = "placeringsform"
"Fr.o.m." = "startdatum"

[datasets.placeringar.codes.placeringsform]
"Konsulentstött FH" = "konsulentstott"

[[case_numbers]]
dataset = "placeringar"
column = "placering_id"
reason = "Diarienummer med tio siffror"
who = "Enhetschefen 2026-03-02"
"""


def write_mapping(home: DataHome, text: str, sender: str = "2284") -> None:
    home.mappings.mkdir(parents=True, exist_ok=True)
    (home.mappings / f"{sender}.toml").write_text(text, encoding="utf-8")


def test_a_file_in_a_senders_own_words_is_read_with_their_mapping(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    write_mapping(home, MAPPING)
    mapping = mapping_of(home, "2284")
    assert mapping
    table = "INSATS-ID | Kommun | Klient | Insats | Fr.o.m.\np1 | 2284 | b1 | konsulentstött fh | 2024-01-01"
    check = check_table(table, mapping=mapping)
    assert found(check) == []
    (part,) = check.parts
    assert part.accepted.select("placement_id", "form").rows() == [("p1", "konsulentstott")]
    assert mapping.headers == {"insats_id", "klient", "insats", "fr.o.m."}
    assert mapping.text == MAPPING


def test_case_numbers_are_known_by_our_header_and_the_senders(tmp_path: Path) -> None:
    mapping = parse_mapping(MAPPING, "2284", tmp_path / "2284.toml")
    assert mapping.case_number_headers() == {"placering_id", "insats_id"}
    (declared,) = mapping.case_numbers
    assert (declared.reason, declared.who) == ("Diarienummer med tio siffror", "Enhetschefen 2026-03-02")


def test_a_home_without_mappings_has_none(tmp_path: Path) -> None:
    assert mapping_files(DataHome(tmp_path)) == {}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("M001", "[datasets"),
        ("M001", "datasets = 3"),
        ("M001", '[datasets]\nremisser = "x"'),
        ("M002", '[datasets.remiss.columns]\n"A" = "kommun"'),
        ("M003", '[datasets.remisser.columns]\n"A" = "kommunen"'),
        ("M003", '[datasets.remisser.codes.utfallet]\n"A" = "pagaende"'),
        ("M004", '[datasets.remisser.codes.utfall]\n"A" = "matchad"'),
        ("M005", '[[case_numbers]]\ndataset = "remisser"\ncolumn = "remiss_id"\nreason = ""\nwho = "x"'),
        ("M005", '[[case_numbers]]\ndataset = "remisser"\ncolumn = "barn_id"\nreason = "x"\nwho = "x"'),
        ("M005", '[[case_numbers]]\ndataset = "remisser"\ncolumn = "inkommen"\nreason = "x"\nwho = "x"'),
        ("M005", '[[excused]]\nheader = "Kontonamn"\nreason = "x"'),
        ("M007", '[datasets.remisser.columns]\n"Nr" = ""'),
        ("M007", '[datasets.remisser.codes.utfall]\n"Klart" = ""'),
        ("M007", '[datasets.remisser.constants]\nkommun = ""'),
        ("M008", '[datasets.remisser.column]\n"Nr" = "remiss_id"'),
        ("M008", "[dataset.remisser]"),
        ("M008", "[datasets.remisser]\nsum = true"),
        ("M008", "[datasets.kostnader]\nsum = 1"),
        ("M008", "[datasets.kostnader.factors]\nbelopp = 0.5"),
        ("M008", "[datasets.kostnader.factors]\nmanad = 1000"),
        ("M008", '[datasets.remisser]\nlast_day_included = ["kommun"]'),
        ("M008", '[datasets.remisser]\nlast_day_included = "inkommen"'),
        ("M008", '[datasets.remisser.formats]\ninkommen = "dagens datum"'),
        ("M008", '[datasets.remisser.formats]\nkommun = "DD.MM.ÅÅÅÅ"'),
        ("M008", '[datasets.remisser.joined]\nbarn_id = ["remiss_id", "barn_id"]'),
        ("M008", '[datasets.remisser.joined]\nremiss_id = ["remiss_id"]'),
        ("M003", '[datasets.remisser.joined]\nremiss_id = ["remiss_id", "nr"]'),
        ("M008", '[datasets.remisser.blanks]\navslutad = "pågår"'),
        ("M008", "[datasets.remisser]\nskip_top = -1"),
        ("M008", "[datasets.remisser]\nsheet = 3"),
        ("M002", '[[case_numbers]]\ndataset = "remiss"\ncolumn = "remiss_id"\nreason = "x"\nwho = "x"'),
    ],
)
def test_a_mapping_that_names_what_is_not_there_is_refused_with_its_file(
    tmp_path: Path, code: str, text: str
) -> None:
    home = DataHome(tmp_path)
    write_mapping(home, text)
    with pytest.raises(ReaderError) as caught:
        mapping_of(home, "2284")
    assert caught.value.code == code
    assert caught.value.place.file == "2284.toml"


def test_a_mapping_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    home = DataHome(tmp_path)
    home.mappings.mkdir()
    (home.mappings / "2284.toml").write_bytes('"Fr\u00e5n"'.encode("cp1252"))
    with pytest.raises(ReaderError) as caught:
        mapping_of(home, "2284")
    assert caught.value.code == "M001"
